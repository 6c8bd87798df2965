/// A call that the Order API turns down.
struct GlopalRefusal: Error, Equatable {
    let status: Int
    let message: String
    let field: String?

    init(_ message: String, field: String? = nil) {
        self.init(status: 400, message, field: field)
    }

    init(status: Int, _ message: String, field: String? = nil) {
        self.status = status
        self.message = message
        self.field = field
    }

    static let unknownOrder = GlopalRefusal(status: 404, "there is no such order in this store")
}
