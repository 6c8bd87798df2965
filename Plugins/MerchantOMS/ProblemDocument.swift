import AdapterKit
import Canonical
import HTTPTypes

/// A failure as RFC 9457 describes it, with a stable code and the place in the message.
struct ProblemDocument {
    var status: Int
    var code: String
    /// One sentence for the developer at the OMS; no personal data.
    var detail: String
    /// RFC 6901, into the message; nil or empty when no one place is to blame.
    var pointer: String?
    /// Answered as whole seconds, rounded up, at least one.
    var retryAfter: Duration?

    var response: WireResponse {
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            writer.key("type")
            writer.string("about:blank")
            writer.key("title")
            writer.string(title)
            writer.key("status")
            writer.int(status)
            writer.key("code")
            writer.string(code)
            writer.key("detail")
            writer.string(detail)
            if let pointer, !pointer.isEmpty {
                writer.key("pointer")
                writer.string(pointer)
            }
        }
        var headers: HTTPFields = [.contentType: "application/problem+json"]
        if let retryAfter {
            let (seconds, rest) = retryAfter.components
            headers[.retryAfter] = "\(max(1, rest > 0 ? seconds + 1 : seconds))"
        }
        return WireResponse(status: status, headers: headers, body: writer.bytes)
    }

    /// The status in words: with the type `about:blank` the title says nothing else (RFC 9457, section 4.2.1).
    private var title: String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 422: "Unprocessable Content"
        case 503: "Service Unavailable"
        default: status < 500 ? "Request Refused" : "Server Error"
        }
    }
}
