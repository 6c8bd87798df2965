/// A call that Global-e turns down; the endpoint decides the envelope.
struct GlobalERefusal: Error, Equatable {
    /// The HTTP status; none for the usual one.
    var status: Int?
    let code: String
    let message: String
    var detail = ""

    init(_ code: String, _ message: String, detail: String = "", status: Int? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.detail = detail
    }

    /// A call that is not understood; HTTP-like codes are published for ErrorInfo (contract 6).
    static func invalid(_ message: String) -> Self { .init("400", message) }
    static func unknownOrder(_ id: String) -> Self { .init("400", "Order \(id) not found.") }
    static func empty(_ name: String) -> Self { .init("EmptyString", "\(name) is empty.") }
}
