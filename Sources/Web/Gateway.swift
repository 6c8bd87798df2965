package import Engine
import HTTPTypes
package import Hummingbird
import Journal
package import Logging

/// The HTTP face: webhooks, the canonical API, health and metrics.
///
/// One composition that `main` and the tests share; everything that varies is passed in.
package struct Gateway: Sendable {
    let engine: Engine
    let configuration: WebConfiguration
    let metrics: PrometheusRegistry
    let logger: Logger
    let access: AccessControl
    let bodies: BodyReader
    let keysUnderWay = KeysUnderWay()
    let readiness = Readiness()

    /// Creates the face of an engine; nothing listens until the application runs.
    ///
    /// - Parameters:
    ///   - engine: What the routes read and tell.
    ///   - configuration: Where to listen, whom to let in, how much to take.
    ///   - metrics: What `/metrics` shows; the engine counts into the same registry.
    ///   - logger: For events with a code; never payloads or personal data.
    package init(engine: Engine, configuration: WebConfiguration, metrics: PrometheusRegistry, logger: Logger) {
        self.engine = engine
        self.configuration = configuration
        self.metrics = metrics
        self.logger = logger
        access = AccessControl(configuration)
        bodies = BodyReader(configuration)
    }

    /// All routes.
    package func makeRouter() -> Router<GatewayContext> {
        let router = Router(context: GatewayContext.self, options: .autoGenerateHeadEndpoints)
        var routes = RouteTable()
        addWebhooks(to: &routes)
        addFacts(to: &routes)
        addOrders(to: &routes)
        addDocuments(to: &routes)
        addDecisions(to: &routes)
        addAdapters(to: &routes)
        addHealth(to: &routes)
        addDescription(to: &routes)
        for endpoint in routes.endpoints {
            router.on(
                RouterPath(endpoint.path), method: endpoint.method,
                responder: EndpointResponder(gateway: self, endpoint: endpoint))
        }
        // Added last, it stands before nothing but the router's own "not found": routes pay nothing for it.
        router.add(middleware: UnmatchedPaths(gateway: self, endpoints: routes.endpoints))
        return router
    }

    /// Says at `/readyz` that no new work is wanted; what comes is still taken.
    package func drain() { readiness.drain() }
}
