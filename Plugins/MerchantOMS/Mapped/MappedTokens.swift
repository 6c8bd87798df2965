import AdapterKit
import Canonical
import HTTPTypes
import Synchronization

/// The token that the OMS wants: asked for once, used by all requests until shortly before it runs out.
///
/// While one request asks for a token, the others wait for it.
final class MappedTokens: Sendable {
    /// Where tokens come from.
    enum Source: Sendable {
        case oauth(MappedOAuth)
        case login(MappedLogin)
    }

    /// A token with the end of its use.
    struct Grant: Sendable {
        var token: Secret
        var until: Instant
    }

    private typealias Answer = Result<Secret, MappedCaller.Failure>

    private struct State {
        var grant: Grant?
        var isAsking = false
        /// Requests that wait for the one that asks; at most as many as the target's concurrency, and its time limit
        /// is the limit of their wait.
        var waiting: [CheckedContinuation<Answer, Never>] = []
    }

    let source: Source
    /// Guards the token and who waits for it.
    private let state = Mutex(State())

    init(_ source: Source) { self.source = source }

    /// The token, asked for where there is none.
    ///
    /// - Throws: ``MappedCaller/Failure``: the token could not be had, so nothing was sent to the OMS.
    func token(for caller: MappedCaller, through exchange: any Exchange) async throws(MappedCaller.Failure) -> Secret {
        switch claim(at: exchange.now) {
        case .known(let token): return token
        case .wait: return try await wait().get()
        case .ask: break
        }
        let answer: Answer
        do throws(MappedCaller.Failure) {
            let grant = try await ask(for: caller, through: exchange)
            answer = .success(grant.token)
            tell(answer, grant)
        } catch {
            answer = .failure(error)
            tell(answer, nil)
        }
        return try answer.get()
    }

    /// Keeps what was given and tells everybody who waits.
    private func tell(_ answer: Answer, _ grant: Grant?) {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isAsking = false
            state.grant = grant ?? state.grant
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: answer) }
    }

    /// What a request has to do for its token.
    private enum Claim {
        case known(Secret)
        case ask
        case wait
    }

    /// Decided in one step, so that no two requests ask.
    private func claim(at now: Instant) -> Claim {
        state.withLock { state in
            if let grant = state.grant, grant.until > now { return .known(grant.token) }
            if state.isAsking { return .wait }
            state.isAsking = true
            return .ask
        }
    }

    private func wait() async -> Answer {
        await withCheckedContinuation { continuation in
            let answer: Answer? = state.withLock { state in
                if state.isAsking {
                    state.waiting.append(continuation)
                    return nil
                }
                // Whoever asked was done before we could wait.
                return state.grant.map { .success($0.token) }
                    ?? .failure(Self.noToken("The OMS gave no token."))
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Forgets a token that was refused, unless there is another one already.
    func forget(_ token: Secret) {
        state.withLock { state in
            if state.grant?.token == token { state.grant = nil }
        }
    }

    /// A request with the token in its place.
    func putting(_ token: Secret, into request: WireRequest) -> WireRequest {
        var request = request
        switch source {
        case .oauth: request.headers[.authorization] = "Bearer \(token.revealed)"
        case .login(let login): request.headers[login.header] = login.prefix + token.revealed
        }
        return request
    }

    private func ask(
        for caller: MappedCaller, through exchange: any Exchange
    ) async throws(MappedCaller.Failure) -> Grant {
        let request: WireRequest
        do throws(ProgramProblem) {
            request = try self.request(caller)
        } catch {
            let reason = Reason(code: error.code, message: "auth.login: \(error.message)")
            throw .noToken(error.isPassing ? .retry(reason, after: nil) : .rejected(reason))
        }
        let answer: WireResponse
        do throws(MappedCaller.Failure) {
            answer = try await caller.exchanged(request, through: exchange)
        } catch {
            // Asking for a token changes nothing at the OMS, so silence is no doubt about the order.
            throw .noToken(error.outcome(mayBeRepeated: true))
        }
        if [400, 401, 403].contains(answer.status) {
            let message = "The OMS refused our credentials (\(answer.status)): see auth."
            throw .noToken(.rejected(Reason(code: "oms.credentials-refused", message: message)))
        }
        // All else is no word about our credentials, such as a page that says when the OMS is back.
        guard (200..<300).contains(answer.status) else {
            let after = RetryAfter.duration(in: answer.headers, at: exchange.now)
            throw Self.noToken("The OMS gives no token now (\(answer.status)).", after: after)
        }
        do throws(ProgramProblem) {
            return try grant(answer, caller, at: exchange.now)
        } catch {
            throw Self.noToken("The answer holds no token: \(error.message).")
        }
    }

    /// Nothing was sent to the OMS, and asking again changes nothing there; the schedule ends before a person.
    private static func noToken(_ message: String, after: Duration? = nil) -> MappedCaller.Failure {
        .noToken(.retry(Reason(code: "oms.no-token", message: message), after: after))
    }
}
