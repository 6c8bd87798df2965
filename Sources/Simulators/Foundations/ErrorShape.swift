/// The form in which a simulator words an error.
///
/// The provider's form is not published, so a reader has to bear each of them.
/// Source: contract A12 (assumed).
package enum ErrorShape: String, Sendable, CaseIterable {
    /// `{"status":"error","message":"…","errors":[{"field":"…","message":"…"}]}`, the documented design.
    case message
    /// `{"error":"…"}`.
    case errorText = "error_text"
    /// `{"error":{"message":"…"}}`.
    case errorObject = "error_object"
    /// `{"errors":[{"field":"…","message":"…"}]}`.
    case errorList = "errors"
    /// `{"detail":"…"}`.
    case detail
    /// A plain text.
    case plain
    /// An HTML page, as proxies send.
    case html

    /// Words an error.
    ///
    /// - Parameters:
    ///   - status: The HTTP status code.
    ///   - message: What went wrong.
    ///   - field: The path of the request's field that is at fault, if one is.
    /// - Returns: The answer in this form.
    package func answer(status: Int, message: String, field: String? = nil) -> Answer {
        let entry: Document =
            field.map { ["field": .text($0), "message": .text(message)] } ?? ["message": .text(message)]
        switch self {
        case .message:
            var members: [Document.Member] = [.init("status", "error"), .init("message", .text(message))]
            if field != nil { members.append(.init("errors", [entry])) }
            return Answer(status: status, document: .object(members))
        case .errorText: return Answer(status: status, document: ["error": .text(message)])
        case .errorObject: return Answer(status: status, document: ["error": ["message": .text(message)]])
        case .errorList: return Answer(status: status, document: ["errors": [entry]])
        case .detail: return Answer(status: status, document: ["detail": .text(message)])
        case .plain: return Answer(status: status, text: message, contentType: "text/plain; charset=utf-8")
        case .html:
            let page = "<html><head><title>\(status)</title></head><body><h1>\(message)</h1></body></html>"
            return Answer(status: status, text: page, contentType: "text/html; charset=utf-8")
        }
    }
}
