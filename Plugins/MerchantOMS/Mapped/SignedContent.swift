import AdapterKit
import HTTPTypes

/// What a signature covers: texts, header fields and the body, in an order that settings give.
struct SignedContent: Sendable {
    /// One piece.
    enum Part: Sendable, Hashable {
        case text(String)
        case header(HTTPField.Name)
        case body
    }

    let parts: [Part]

    /// Whether the body is covered, without which a signature says little.
    var holdsBody: Bool { parts.contains(.body) }

    /// Reads `{header:X-Timestamp}.{body}`; nil when a brace is not closed or names something else.
    init?(_ text: String) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            let name = rest[rest.index(after: open)..<close]
            if name == "body" {
                parts.append(.body)
            } else if name.hasPrefix("header:"), let field = HTTPField.Name(String(name.dropFirst(7))) {
                parts.append(.header(field))
            } else {
                return nil
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    /// The bytes that are signed; nil when a header field is missing.
    func bytes(of request: WireRequest) -> [UInt8]? {
        var bytes: [UInt8] = []
        for part in parts {
            switch part {
            case .text(let text): bytes += Array(text.utf8)
            case .body: bytes += request.body
            case .header(let name):
                guard let value = request.headers[name] else { return nil }
                bytes += Array(value.utf8)
            }
        }
        return bytes
    }
}
