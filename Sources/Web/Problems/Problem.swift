import Canonical
import HTTPTypes

/// An error as the caller sees it (RFC 9457); names places and codes, never content.
struct Problem: Error, Sendable {
    /// One further member of the problem's object.
    enum Member: Sendable {
        case text(String)
        case number(Int)
        /// One JSON value, written already.
        case json([UInt8])
    }

    /// The HTTP status code.
    var status: HTTPResponse.Status
    /// The last part of the type: `body-too-large` in `/problems/body-too-large`.
    var name: String
    /// What kind of problem it is, the same for every occurrence.
    var title: String
    /// What is wrong here: place and code only.
    var detail: String?
    /// The next thing to try.
    var help: String?
    /// Further members in the order they are written.
    var members: [(name: StaticString, value: Member)] = []
    /// Header fields of the answer beside the content type.
    var headers = HTTPFields()
    /// Whether the connection ends with the answer, because the rest of the request is not wanted.
    var endsConnection = false

    init(
        _ status: HTTPResponse.Status, _ name: String, _ title: String, detail: String? = nil, help: String? = nil,
        members: [(name: StaticString, value: Member)] = []
    ) {
        self.status = status
        self.name = name
        self.title = title
        self.detail = detail
        self.help = help
        self.members = members
    }

    /// The problem as a JSON object.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.field("type", "/problems/\(name)")
        writer.field("title", title)
        writer.field("status", status.code)
        writer.field("detail", detail)
        writer.field("help", help)
        for member in members {
            writer.key(member.name)
            switch member.value {
            case .text(let text): writer.string(text)
            case .number(let number): writer.int(number)
            case .json(let bytes): writer.raw(bytes)
            }
        }
        writer.endObject()
        return writer.bytes
    }

    func retryAfter(_ seconds: Int64) -> Problem {
        var problem = self
        problem.headers[.retryAfter] = String(max(1, seconds))
        return problem
    }
}
