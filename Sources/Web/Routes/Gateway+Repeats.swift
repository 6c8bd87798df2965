import AdapterKit
import Engine
import HTTPTypes
import Hummingbird
import Journal

/// A request with the key that its caller gave it.
struct RepeatableRequest: Sendable {
    var caller: String
    var key: String
    /// What tells it from every other request of the caller.
    var fingerprint: String

    /// The request as a step of the journal takes it.
    func keyed<Outcome: Sendable>(
        _ answer: @escaping @Sendable (Outcome) -> KeptAnswer?
    ) -> KeyedRequest<Outcome> {
        KeyedRequest(caller: caller, key: key, fingerprint: fingerprint, answer: answer)
    }
}

extension Gateway {
    /// Lets a request with a key be done once (draft-ietf-httpapi-idempotency-key-header-07, section 2).
    ///
    /// - Parameters:
    ///   - request: The request, with or without a key.
    ///   - body: What tells requests with the same method and path apart.
    ///   - again: The answer to a request that was done before; the answer of that time unless told otherwise.
    ///   - act: Does it. The step that it takes in the journal has to bring the keyed request, so that both are
    ///     recorded or neither; what failed leaves the key free.
    /// - Throws: ``Problem`` when the key is in use or was used for another request, and what the closures throw.
    /// - Returns: The answer, of this time or of the first.
    func once(
        _ request: GatewayRequest, _ body: [UInt8],
        again: (KeptAnswer) async throws -> Response = { .json($0.body, status: .init(answering: $0.status)) },
        _ act: (RepeatableRequest?) async throws -> Response
    ) async throws -> Response {
        guard let key = try request.idempotencyKey() else { return try await act(nil) }
        let told = "\(request.method.rawValue) \(request.request.uri.path) \(Digest.sha256(body))"
        let repeatable = RepeatableRequest(
            caller: request.caller.name, key: key, fingerprint: Digest.sha256(Array(told.utf8)))
        let place = KeysUnderWay.Key(caller: repeatable.caller, key: key)
        guard keysUnderWay.begin(place) else { throw Problem.keyInUse }
        defer { keysUnderWay.end(place) }
        guard let known = try await engine.journal.keptRequest(key, of: repeatable.caller) else {
            return try await act(repeatable)
        }
        guard known.fingerprint == repeatable.fingerprint else { throw Problem.keyReused }
        return try await again(known.answer)
    }
}
