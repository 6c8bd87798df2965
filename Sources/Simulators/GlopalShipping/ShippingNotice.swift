/// One entry of `errors` or `warnings`.
struct ShippingNotice: Sendable, Equatable {
    let code: String
    let message: String
    var field: String?

    init(_ code: String, _ message: String, field: String? = nil) {
        self.code = code
        self.message = message
        self.field = field
    }
}
