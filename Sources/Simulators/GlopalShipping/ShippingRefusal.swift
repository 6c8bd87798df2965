/// A call that the service turns down.
struct ShippingRefusal: Error, Equatable {
    /// Which HTTP status it has.
    enum Kind: Sendable, Equatable {
        /// The request misses the published form.
        case invalid
        /// The request is well formed and cannot be done.
        case refused
        /// The status stands in the contract.
        case status(Int)
    }

    let kind: Kind
    let notices: [ShippingNotice]

    init(_ kind: Kind, _ notices: [ShippingNotice]) {
        self.kind = kind
        self.notices = notices
    }

    static func invalid(_ field: String, _ message: String) -> Self {
        .init(.invalid, [.init("invalid", message, field: field)])
    }

    static func refused(_ code: String, _ message: String, field: String? = nil) -> Self {
        .init(.refused, [.init(code, message, field: field)])
    }

    static func unauthorized(_ code: String, _ message: String, field: String? = nil) -> Self {
        .init(.status(401), [.init(code, message, field: field)])
    }

    static func unknown(_ what: String, field: String) -> Self {
        .refused("not_found", "there is no such \(what)", field: field)
    }
}
