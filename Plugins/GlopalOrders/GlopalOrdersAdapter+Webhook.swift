public import AdapterKit
public import Canonical
import HTTPTypes

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Event webhooks are a wake-up only: what they say is never trusted, the events are pulled instead.
///
/// Source: Order API 2.3.2 (stated: webhooks exist and pulling is recommended); the form is assumed to be one event of
/// the pull, the credentials those of the checkout's callbacks (found).
extension GlopalOrdersAdapter: WebhookReceiving {
    /// Refuses a request without the configured Basic credentials or query secret.
    ///
    /// - Throws: `VerificationFailure`, also when no credentials are configured.
    public func verify(_ request: WireRequest, at now: Instant) throws(VerificationFailure) {
        guard let credentials = configuration.webhook else {
            throw VerificationFailure(reason: "no webhook credentials are configured")
        }
        if let basic = credentials.basic, Self.carries(basic, request) { return }
        if let secret = credentials.querySecret {
            let given = request.query(credentials.queryParameter)
            if given.count == 1, Secret(given[0]) == secret { return }
        }
        throw VerificationFailure(reason: "neither the Basic credentials nor the query secret are right")
    }

    /// Reads the event as far as needed to know that it is one.
    ///
    /// - Throws: `TranslationProblem` when the body is no event.
    public func translate(_ request: WireRequest, at now: Instant) throws(TranslationProblem) -> Inbound {
        let root = try GlopalDocument.reading(request.body).root
        _ = try GlopalDocument.read { () throws(JSONReadError) in try GlopalEvent(root) }
        return .wakeUp
    }

    /// Success once the message is safe, because a 4xx would end the provider's retries and a 5xx start them.
    public func answer(to request: WireRequest, result: IntakeResult) -> WireResponse {
        switch result {
        case .accepted, .duplicate, .conflict, .held, .refused:
            return WireResponse(status: 200, json: GlopalAssumptions.webhookAnswer)
        case .unauthenticated:
            return WireResponse(status: 401, headers: [.wwwAuthenticate: "Basic realm=\"events\""])
        case .malformed(_, _, let status):
            return WireResponse(status: (400..<500).contains(status) ? status : 400)
        case .unavailable(let delay):
            return WireResponse(status: 503, headers: [.retryAfter: "\(max(1, delay.components.seconds))"])
        }
    }

    private static func carries(_ basic: (user: String, password: Secret), _ request: WireRequest) -> Bool {
        guard let header = request.headers[.authorization] else { return false }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic" else { return false }
        let expected = Data("\(basic.user):\(basic.password.revealed)".utf8).base64EncodedString()
        return ConstantTime.equal(Array(expected.utf8), Array(parts[1].utf8))
    }
}
