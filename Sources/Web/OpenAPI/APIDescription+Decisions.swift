extension APIDescription {
    /// What waits for a person, and what is decided about it.
    static let decisionOperations: [APIOperation] = [
        APIOperation(
            method: "get", path: "/v1/attention", id: "listAttention", tag: "decisions",
            summary: "List what waits for a person: deliveries and messages, oldest first.", role: .viewer,
            parameters: ["Limit", cursor("^n[0-9]{1,18}-[0-9A-Za-z]{0,64}$")],
            answers: [
                .init(
                    status: 200, about: "One page.", content: .json("Attention"),
                    links: [
                        ("retryDelivery", "id", "$response.body#/deliveries/0/id"),
                        ("showMessage", "id", "$response.body#/messages/0/id"),
                    ])
            ], problems: [400]),
        APIOperation(
            method: "get", path: "/v1/deliveries/{id}", id: "showDelivery", tag: "decisions",
            summary: "Show a delivery with its attempts.", role: .viewer, parameters: ["Id"],
            answers: [.init(status: 200, about: "The delivery.", content: .json("Delivery"))], problems: [404]),
        decision(
            "/v1/deliveries/{id}/retry", "retryDelivery", "Try a delivery that waits for a person again, now.",
            "Delivery"),
        decision(
            "/v1/deliveries/{id}/close", "closeDelivery", "End a delivery that waits for a person without sending it.",
            "Delivery"),
        APIOperation(
            method: "get", path: "/v1/messages/{id}", id: "showMessage", tag: "decisions",
            summary: "Show a message that waits for a person, without its bytes.", role: .viewer, parameters: ["Id"],
            answers: [.init(status: 200, about: "The message.", content: .json("HeldMessage"))], problems: [404]),
        decision(
            "/v1/messages/{id}/release", "releaseMessage", "Read a held message again, with the adapter as it is now.",
            "MessageState"),
        decision(
            "/v1/messages/{id}/close", "closeMessage", "End a held message without reading it.", "MessageState"),
        APIOperation(
            method: "get", path: "/v1/books", id: "showBooks", tag: "decisions",
            summary: "Count the journal row by row, and name what does not balance.", role: .viewer,
            answers: [.init(status: 200, about: "The books.", content: .json("Books"))]),
    ]

    private static func decision(_ path: String, _ id: String, _ summary: String, _ answer: String) -> APIOperation {
        APIOperation(
            method: "post", path: path, id: id, tag: "decisions", summary: summary, role: .operator,
            parameters: ["Id", "Key"], body: .init(shapes: [("application/json", ["Decision"])]),
            answers: [.init(status: 200, about: "As it is after the decision.", content: .json(answer))],
            problems: [404, 409, 422])
    }
}
