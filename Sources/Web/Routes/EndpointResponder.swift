import Hummingbird
import Journal
import Logging
import Metrics

/// Lets the caller in, runs the handler, and words what goes wrong.
struct EndpointResponder: HTTPResponder {
    typealias Context = GatewayContext

    let gateway: Gateway
    let endpoint: Endpoint

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        do {
            var caller = Caller.anyone
            if case .needs(let role) = endpoint.access {
                caller = try gateway.access.caller(of: request, from: context.peer, needing: role)
            }
            return try await endpoint.handler(GatewayRequest(request: request, context: context, caller: caller))
        } catch let interruption as BodyInterrupted {
            throw interruption.cause
        } catch {
            return gateway.answer(to: error, on: context)
        }
    }
}

extension Gateway {
    /// The problem that an error is to the caller, counted by its type.
    func answer(to error: any Error, on context: GatewayContext) -> Response {
        let problem = problem(for: error)
        metrics.makeCounter(label: "crossdock_http_problems_total", dimensions: [("type", problem.name)])
            .increment(by: 1)
        return problem.response(on: context.channel, linger: configuration.lingerLimit)
    }

    private func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let failure as JournalFailure:
            if case .conflict = failure { return Problem(failure) }
            logger.error("journal failed", metadata: ["event": "http.journal", "reason": "\(failure)"])
            return Problem(failure)
        default:
            // Only the type: the text of a foreign error may quote what came in.
            logger.error("unexpected", metadata: ["event": "http.unexpected", "type": "\(type(of: error))"])
            return .unexpected
        }
    }
}
