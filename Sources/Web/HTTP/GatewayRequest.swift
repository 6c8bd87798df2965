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

    /// A parameter of the query, decoded; nil when it is absent or empty.
    func query(_ name: String) -> String? {
        guard let query = request.uri.query else { return nil }
        let wire = WireRequest(method: .get, url: "?\(query)")
        return wire.query(name).first.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A whole number of the query within limits.
    func number(_ name: String, in range: ClosedRange<Int>, default usual: Int) throws(Problem) -> Int {
        guard let text = query(name) else { return usual }
        guard let number = Int(text), range.contains(number) else {
            throw .wrongParameter(name, "a whole number from \(range.lowerBound) to \(range.upperBound) was wanted")
        }
        return number
    }

    /// The W3C trace context, when it is spelled as the standard wants (Trace Context 1, section 3.2).
    var traceparent: String? { Traceparent.valid(headers[.traceparent]) }

    /// The caller's key for a request that may be repeated, without the quotes of a structured field.
    func idempotencyKey() throws(Problem) -> String? {
        guard var key = headers[.idempotencyKey] else { return nil }
        if key.count >= 2, key.hasPrefix("\""), key.hasSuffix("\"") { key = String(key.dropFirst().dropLast()) }
        guard DuplicateKey.isValid(key) else {
            throw .wrongHeader("idempotency-key", "1 to \(DuplicateKey.limit) bytes were wanted")
        }
        return key
    }
}
