import AdapterKit
import Canonical
import HTTPTypes

/// Sends requests to the OMS with the credentials that it wants.
struct MappedCaller: Sendable {
    /// Why there is no answer.
    enum Failure: Error {
        /// The request was sent or not, as the exchange says.
        case exchange(ExchangeFailure)
        /// There is no token, so the request was not sent; why, and what to do.
        case noToken(Outcome)
    }

    let configuration: MappedConfiguration

    /// Sends a request to the OMS; one that a token was refused for goes once more, with a new one.
    ///
    /// - Throws: ``Failure``.
    func send(_ request: WireRequest, through exchange: any Exchange) async throws(Failure) -> WireResponse {
        var request = dressed(request)
        switch configuration.authentication {
        case .none: break
        case .fixed(let header): request.headers[header.name] = header.value.revealed
        case .token(let tokens):
            let token = try await tokens.token(for: self, through: exchange)
            let answer = try await exchanged(tokens.putting(token, into: request), through: exchange)
            // 401 says that nothing was done (RFC 9110, section 15.5.2), so the request may go again.
            guard answer.status == 401 else { return answer }
            tokens.forget(token)
            let fresh = try await tokens.token(for: self, through: exchange)
            return try await exchanged(tokens.putting(fresh, into: request), through: exchange)
        }
        return try await exchanged(request, through: exchange)
    }

    /// A request with the header fields of every request and the certificate.
    ///
    /// Not before now: a prepared request is shown to people, credentials are not.
    func dressed(_ request: WireRequest) -> WireRequest {
        var request = request
        for header in configuration.headers where request.headers[header.name] == nil {
            request.headers[header.name] = header.value.revealed
        }
        request.identity = configuration.identity
        return request
    }

    /// Sends a request as it is.
    func exchanged(_ request: WireRequest, through exchange: any Exchange) async throws(Failure) -> WireResponse {
        do throws(ExchangeFailure) {
            return try await exchange.send(request)
        } catch {
            throw .exchange(error)
        }
    }
}

extension MappedCaller.Failure {
    /// What the failure means for a request that changes something.
    func outcome(mayBeRepeated: Bool) -> Outcome {
        switch self {
        case .noToken(let outcome): return outcome
        case .exchange(let failure):
            let isHarmless = failure.effect == .none
            let reason = Reason(
                code: isHarmless ? "target.unreachable" : "target.no-answer", message: failure.message)
            return isHarmless || mayBeRepeated ? .retry(reason, after: failure.retryAfter) : .unknown(reason)
        }
    }

    /// What the failure means for a request that only reads: it is asked again later.
    var harmless: ExchangeFailure {
        switch self {
        case .exchange(let failure):
            ExchangeFailure(effect: .none, message: failure.message, retryAfter: failure.retryAfter)
        case .noToken(.retry(let reason, let after)):
            ExchangeFailure(effect: .none, message: reason.message, retryAfter: after)
        case .noToken(.rejected(let reason)), .noToken(.unknown(let reason)):
            ExchangeFailure(effect: .none, message: reason.message)
        case .noToken(.confirmed): ExchangeFailure(effect: .none, message: "there is no token")
        }
    }
}
