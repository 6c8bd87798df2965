extension APIDescription {
    /// Systems are asked, told and heard; and the gateway says how it is.
    static let systemOperations: [APIOperation] = adapterOperations + webhookOperations + plainOperations

    private static let adapterOperations: [APIOperation] = [
        APIOperation(
            method: "get", path: "/v1", id: "showIndex", tag: "adapters", summary: "Show what there is.",
            role: .viewer, answers: [.init(status: 200, about: "Paths by name.", content: .json("Index"))]),
        APIOperation(
            method: "get", path: "/v1/adapters", id: "listAdapters", tag: "adapters",
            summary: "List the installed adapters with what each states, carries, answers and can be told.",
            role: .viewer, parameters: ["Limit", cursor("^s[a-z0-9-]{1,63}$")],
            answers: [
                .init(
                    status: 200, about: "One page.", content: .json("AdapterPage"),
                    links: [("wakeUp", "id", "$response.body#/adapters/0/id")])
            ], problems: [400]),
        APIOperation(
            method: "post", path: "/v1/adapters/{id}/questions/{name}", id: "ask", tag: "adapters",
            summary: "Ask a system a question; nothing is stored, so it takes no key.", role: .operator,
            parameters: ["AdapterId", "Name"], body: .init(shapes: [("application/json", ["Asking"])]),
            answers: [.init(status: 200, about: "The system's answer in canonical JSON.", content: .anyJSON)],
            problems: [300, 404, 422, 502], unavailable: "TargetUnavailable"),
        APIOperation(
            method: "post", path: "/v1/adapters/{id}/operations/{name}", id: "tell", tag: "adapters",
            summary: "Tell a system to do something about an order, past all routes.", role: .operator,
            parameters: ["AdapterId", "Name", "NeededKey"], body: .init(shapes: [("application/json", ["Telling"])]),
            answers: [
                .init(status: 200, about: "It ended: the delivery.", content: .json("Delivery")),
                .init(status: 202, about: "It is on its way: the delivery as it is now.", content: .json("Delivery")),
            ], problems: [300, 404, 409, 422]),
        APIOperation(
            method: "post", path: "/v1/adapters/{id}/poll", id: "wakeUp", tag: "adapters",
            summary: "Ask a system for news now instead of at its next poll.", role: .operator,
            parameters: ["AdapterId"],
            answers: [.init(status: 202, about: "It will be asked.", content: .json("Accepted"))], problems: [404]),
    ]

    /// A webhook's form, verification and answers are the adapter's.
    private static let webhookOperations: [APIOperation] = ["get", "post", "put"].flatMap { method in
        [("/in/{id}", "", ["AdapterId"]), ("/in/{id}/{rest}", "Below", ["AdapterId", rest])].map {
            path, suffix, parameters in
            APIOperation(
                method: method, path: path, id: "\(method)Webhook\(suffix)", tag: "webhooks",
                summary: "Take what a system says of itself, in its own form; its adapter verifies who says it.",
                parameters: parameters, answers: [], isForeign: true)
        }
    }

    private static let rest = #"""
        {
          "name": "rest", "in": "path", "required": true,
          "description": "The rest of the path, which may have further slashes.", "schema": { "type": "string", "minLength": 1 }
        }
        """#

    private static let plainOperations: [APIOperation] = [
        APIOperation(
            method: "get", path: "/openapi.json", id: "showDescription", tag: "state", summary: "Show this document.",
            answers: [.init(status: 200, about: "OpenAPI 3.1.", content: .anyJSON)]),
        APIOperation(
            method: "get", path: "/livez", id: "showLife", tag: "state", summary: "Say that the process answers.",
            answers: [.init(status: 200, about: "It does.", content: .json("Status"))]),
        APIOperation(
            method: "get", path: "/readyz", id: "showReadiness", tag: "state",
            summary: "Say whether the gateway can durably accept; a row is written and flushed to know.",
            answers: [
                .init(status: 200, about: "It can.", content: .json("Readiness")),
                .init(
                    status: 503, about: "It cannot, for the reasons.", content: .json("Readiness"),
                    headers: [("Retry-After", "RetryAfter")]),
            ]),
        APIOperation(
            method: "get", path: "/health/routes", id: "showRouteHealth", tag: "state",
            summary: "Show systems that fail now.", role: .viewer,
            answers: [.init(status: 200, about: "The systems.", content: .json("RouteHealth"))]),
        APIOperation(
            method: "get", path: "/metrics", id: "showMetrics", tag: "state", summary: "Show measures for Prometheus.",
            role: .viewer,
            answers: [.init(status: 200, about: "Text format 0.0.4.", content: .bytes(["text/plain"]))]),
    ]
}
