import AdapterKit
import HTTPTypes
import Hummingbird

/// A request with who makes it.
struct GatewayRequest: Sendable {
    let request: Request
    let context: GatewayContext
    let caller: Caller

    var headers: HTTPFields { request.headers }
    var method: HTTPRequest.Method { request.method }

    /// A part of the path, decoded.
    func parameter(_ name: String) throws(Problem) -> String {
        guard let raw = context.parameters.get(name), let text = PathText.decoded(raw) else {
            throw .notFound("The path is not spelled as a path.")
        }
        return text
    }

    /// A parameter of the query, decoded; nil when it is absent.
    func query(_ name: String) throws(Problem) -> String? {
        guard let query = request.uri.query else { return nil }
        let values = WireRequest(method: .get, url: "?\(query)").query(name)
        guard values.count < 2 else { throw .wrongParameter(name, "it was wanted once") }
        guard let value = values.first else { return nil }
        guard (1...512).contains(value.unicodeScalars.count) else {
            throw .wrongParameter(name, "1 to 512 characters were wanted")
        }
        return value
    }

    /// Refuses a query with a parameter that is not known.
    func checkQuery(knowing names: [String]) throws(Problem) {
        for part in request.uri.query?.split(separator: "&") ?? [] {
            let raw = part.prefix { $0 != "=" }
            let name = PercentEncoding.decoded(raw) ?? String(raw)
            guard names.contains(name) else {
                throw .wrongParameter(
                    name, "no such parameter is taken here; known are \(names.joined(separator: ", "))")
            }
        }
    }

    /// A whole number of the query within limits.
    func number(_ name: String, in range: ClosedRange<Int>, default usual: Int) throws(Problem) -> Int {
        guard let text = try query(name) else { return usual }
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isPlain, let number = Int(text), range.contains(number) else {
            throw .wrongParameter(name, "a whole number from \(range.lowerBound) to \(range.upperBound) was wanted")
        }
        return number
    }

    /// The W3C trace context, when it is spelled as the standard wants (Trace Context 1, section 3.2).
    var traceparent: String? { Traceparent.valid(headers[.traceparent]) }

    /// The longest key of a request, in bytes.
    private static let keyLimit = 255

    /// The caller's key for a request that may be repeated, without the quotes of a structured field.
    func idempotencyKey() throws(Problem) -> String? {
        guard let field = headers[.idempotencyKey] else { return nil }
        let isQuoted = field.utf8.count >= 2 && field.hasPrefix("\"") && field.hasSuffix("\"")
        let key = isQuoted ? String(field.dropFirst().dropLast()) : field
        let isFit = key.utf8.allSatisfy { (isQuoted ? 0x20 : 0x21)...0x7E ~= $0 && $0 != UInt8(ascii: "\"") }
        guard isFit, (1...Self.keyLimit).contains(key.utf8.count) else {
            throw .wrongHeader("idempotency-key", "1 to \(Self.keyLimit) printable characters of ASCII were wanted")
        }
        return key
    }
}
