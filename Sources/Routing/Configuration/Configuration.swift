/// What `adapters.yaml` says, checked and with its defaults filled in.
package struct Configuration: Sendable, Equatable {
    /// The version of the file's form; 1.
    package var version: Int
    /// How the gateway itself runs.
    package var gateway: GatewayConfiguration
    /// The installed adapters, in the order of the file.
    package var adapters: [AdapterConfiguration]
    /// The routes, in the order of the file.
    package var routes: [RouteConfiguration]
    /// What `crossdock test` runs, in the order of the file.
    package var tests: [TestConfiguration]
    /// Sixteen hexadecimal digits that name the file's exact text.
    package var revision: String

    /// Creates a configuration.
    package init(
        version: Int = 1, gateway: GatewayConfiguration, adapters: [AdapterConfiguration],
        routes: [RouteConfiguration], tests: [TestConfiguration] = [], revision: String = ""
    ) {
        self.version = version
        self.gateway = gateway
        self.adapters = adapters
        self.routes = routes
        self.tests = tests
        self.revision = revision
    }

    /// The installed adapter with an id.
    package func adapter(_ id: String) -> AdapterConfiguration? { adapters.first { $0.id == id } }
}
