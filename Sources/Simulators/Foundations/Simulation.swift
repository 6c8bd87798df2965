/// What a simulator does with requests; the server around it brings the faults.
protocol Simulation: Sendable {
    var faults: Faults { get }
    var clock: SimulatorClock { get }
    /// The size limit of a request body, in bytes.
    var bodyLimit: Int { get }

    /// The names that a fault rule may use for a request; the first is counted.
    func operations(_ request: IncomingRequest) -> [String]
    /// Does what the request asks and says what came of it.
    func answer(_ request: IncomingRequest) async -> Answer
    /// Does what a control call asks; the parts are the path behind `/_control`.
    ///
    /// - Throws: `ControlError` or `DocumentError`; the server answers with the error's status or 400.
    func control(_ request: IncomingRequest, _ parts: [String]) async throws -> Answer
    /// Works off what is sent on the simulator's own account, until cancelled.
    func runInBackground() async
}
