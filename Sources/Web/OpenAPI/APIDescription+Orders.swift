extension APIDescription {
    /// Facts are stated, and orders are read.
    static let orderOperations: [APIOperation] = [
        APIOperation(
            method: "post", path: "/v1/facts", id: "stateFact", tag: "facts",
            summary: "State a fact about an order in the name of an installed adapter's system.", role: .operator,
            note: """
                As a CloudEvent in structured mode (`StatedEvent`); in the short form (`StatedFact`), which needs an \
                `Idempotency-Key`; or in binary mode: `StatedData` with the attributes in header fields, of which \
                `ce-specversion`, `ce-id`, `ce-source` and `ce-type` are needed then.
                """,
            parameters: ["Key"] + attributes,
            body: .init(shapes: [
                ("application/json", ["StatedEvent", "StatedFact", "StatedData"]),
                ("application/cloudevents+json", ["StatedEvent"]),
            ]),
            answers: [
                taken(202, "The fact is on disk; the routes decide where it goes, and its deliveries tell the rest."),
                taken(200, "The fact was on disk before."),
            ], problems: [409, 422]),
        APIOperation(
            method: "get", path: "/v1/facts/{id}", id: "showFact", tag: "facts",
            summary: "Show one fact in its envelope, without what translators did not read.", role: .operator,
            parameters: ["Id"], answers: [.init(status: 200, about: "The fact.", content: .json("Event"))],
            problems: [404]),
        APIOperation(
            method: "get", path: "/v1/orders", id: "listOrders", tag: "orders",
            summary: "List orders, newest first; find them by any system's id or number.", role: .viewer,
            parameters: [
                query("name", "Our id, or an id or number at any system.", #""minLength": 1, "maxLength": 512"#),
                query("system", "Only by ids of this system.", #""minLength": 1, "maxLength": 512"#),
                query(
                    "kind", "Only by ids of this kind, such as `order` or `number`.",
                    #""minLength": 1, "maxLength": 512"#),
                query("phase", "Where the order is.", #""enum": ["\#(phaseNames)"]"#), "Limit",
                cursor("^a[0-9A-Za-z-]{1,64}$"),
            ],
            answers: [
                .init(
                    status: 200, about: "One page.", content: .json("OrderPage"),
                    links: ["showOrder", "showTimeline", "listDeliveries", "listDocuments"].map {
                        ($0, "name", "$response.body#/orders/0/id")
                    })
            ], problems: [400]),
        APIOperation(
            method: "get", path: "/v1/orders/{name}", id: "showOrder", tag: "orders",
            summary: "Show an order with the states of its deliveries.", role: .viewer,
            note: "What translators did not read (`order.residue`) is shown to operators only.",
            parameters: [
                "OrderName",
                #"{ "name": "If-None-Match", "in": "header", "description": "The ETag of the answer before, a list of them, or *; compared weakly.", "schema": { "type": "string" } }"#,
            ],
            answers: [
                .init(
                    status: 200, about: "The order.", content: .json("OrderView"), headers: [("ETag", "ETag")]),
                .init(status: 304, about: "Nothing changed.", content: .none, headers: [("ETag", "ETag")]),
            ], problems: [300, 404]),
        APIOperation(
            method: "get", path: "/v1/orders/{name}/timeline", id: "showTimeline", tag: "orders",
            summary: "Show everything that happened to an order, earliest first.", role: .viewer,
            parameters: ["OrderName", "Limit", cursor("^t-?[0-9]{1,18}-[0-9]{1,9}$")],
            answers: [.init(status: 200, about: "One page.", content: .json("TimelinePage"))],
            problems: [300, 400, 404]),
        APIOperation(
            method: "get", path: "/v1/orders/{name}/deliveries", id: "listDeliveries", tag: "orders",
            summary: "List an order's deliveries with their attempts, earliest first.", role: .viewer,
            parameters: ["OrderName", "Limit", cursor("^d[0-9]{1,18}$")],
            answers: [
                .init(
                    status: 200, about: "One page.", content: .json("DeliveryPage"),
                    links: [("showDelivery", "id", "$response.body#/deliveries/0/id")])
            ], problems: [300, 400, 404]),
        APIOperation(
            method: "get", path: "/v1/orders/{name}/documents", id: "listDocuments", tag: "orders",
            summary: "List an order's papers.", role: .viewer,
            parameters: ["OrderName", "Limit", cursor("^p[0-9]{1,9}-[0-9]{1,9}-[0-9]{1,9}$")],
            answers: [.init(status: 200, about: "One page.", content: .json("PaperPage"))],
            problems: [300, 400, 404]),
        APIOperation(
            method: "get", path: "/v1/orders/{name}/documents/{hash}", id: "showDocument", tag: "orders",
            summary: "Fetch a paper's bytes by the hash of its content.", role: .operator,
            parameters: [
                "OrderName",
                #"{ "name": "hash", "in": "path", "required": true, "description": "SHA-256 of the content, in hexadecimal digits.", "schema": { "type": "string", "pattern": "^[0-9a-f]{64}$" } }"#,
            ],
            answers: [
                .init(
                    status: 200, about: "The file.",
                    content: .bytes(["application/pdf", "image/png", "application/octet-stream"]))
            ], problems: [300, 404]),
    ]

    /// The attributes of a CloudEvent in binary mode (HTTP binding 1.0.2, section 3.1).
    ///
    /// Their forms are said in words: without `ce-specversion`, or beside an envelope, nobody reads them.
    private static let attributes: [String] = [
        attribute("specversion", "1.0: the body is the data alone, and the other attributes are read."),
        attribute("id", "The event's id, 1 to 512 characters."),
        attribute("source", "/adapters/ and the id of an installed adapter."),
        attribute("type", "What happened: a type as in StatedEvent."),
        attribute("subject", "Our id of the order."),
        attribute("time", "When it happened (RFC 3339)."),
        attribute("duplicatekey", "What makes a repetition known instead of the id."),
    ]

    private static func attribute(_ name: String, _ about: String) -> String {
        #"{ "name": "ce-\#(name)", "in": "header", "description": "\#(about)", "schema": { "type": "string" } }"#
    }

    private static func taken(_ status: Int, _ about: String) -> APIOperation.Answer {
        .init(
            status: status, about: about, content: .json("Taken"),
            links: [
                ("showFact", "id", "$response.body#/facts/0"), ("showOrder", "name", "$response.body#/order"),
                ("showTimeline", "name", "$response.body#/order"),
            ])
    }

    static func query(_ name: String, _ about: String, _ rules: String) -> String {
        #"{ "name": "\#(name)", "in": "query", "description": "\#(about)", "schema": { "type": "string", \#(rules) } }"#
    }

    static func cursor(_ pattern: String) -> String {
        query(
            "cursor", "Where the page begins: comes with `links.next` and is not made by callers.",
            #""pattern": "\#(pattern)""#)
    }
}
