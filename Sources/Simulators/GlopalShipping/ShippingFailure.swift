/// An outcome inside the envelope that a control call has asked for.
struct ShippingFailure: Sendable, Equatable {
    /// What it does to a call.
    enum Kind: String, Sendable, CaseIterable {
        /// The call is turned down without effect.
        case error
        /// The first member of the batch fails.
        case member
        /// The call is done with a warning.
        case warning
        /// The call is done and the answer lacks `error`.
        case bare
    }

    let operation: String
    let kind: Kind
    let notice: ShippingNotice
    var remaining: Int

    /// Reads what a control call asks for.
    ///
    /// `{"operation":"closeout","kind":"member","count":1,"code":"X","message":"…"}`
    ///
    /// - Throws: `ControlError` naming the field.
    init(_ document: Document) throws {
        guard let operation = document["operation"]?.text,
            ShippingEndpoint.allCases.contains(where: { $0.operation == operation })
        else { throw ControlError("operation must be the last part of a path, as create_order") }
        guard let kind = document["kind"]?.text.flatMap({ Kind(rawValue: $0) }) else {
            throw ControlError("kind must be one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let count = document["count"]?.integer ?? 1
        guard count > 0 else { throw ControlError("count must be a positive whole number") }
        self.operation = operation
        self.kind = kind
        remaining = count
        notice = ShippingNotice(
            document["code"]?.text ?? "asked_for", document["message"]?.text ?? "this outcome was asked for")
    }
}
