import Hummingbird

/// Answers what no endpoint answers: 405 where another method would do, else 404.
struct UnmatchedPaths: RouterMiddleware {
    typealias Context = GatewayContext

    let gateway: Gateway
    let endpoints: [Endpoint]

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        var methods = Set(endpoints.filter { $0.matches(path) }.map(\.method.rawValue))
        if methods.contains("GET") { methods.insert("HEAD") }
        guard methods.isEmpty else {
            return gateway.answer(to: Problem.methodNotAllowed(methods.sorted()), on: context)
        }
        return gateway.answer(to: Problem.notFound("No route has this path."), on: context)
    }
}
