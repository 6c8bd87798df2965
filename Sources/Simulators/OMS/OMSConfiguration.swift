/// How a simulated OMS behaves.
package struct OMSConfiguration: Sendable {
    /// Where the gateway posts facts.
    package var path: String
    /// The secrets that facts may be signed with, `whsec_…`; two during a rotation.
    package var secrets: [String]
    /// Opens the plain interface, `POST /orders`, to who has it; none to take facts alone.
    package var token: String?
    /// How far a signature's time may be off, in seconds either way.
    package var tolerance: Int64
    /// Whether facts are kept whole; without, only ids and counters are.
    package var keepBodies: Bool
    /// The orders it does not take.
    package var refusals: [OMSRefusal]
    /// Where it reports what happens to orders; none to stay silent.
    package var gateway: OMSGateway?
    /// How long after its creation an order is shipped whole; none to wait for a call.
    package var autoShip: Duration?
    /// The number of the first order: 1001 makes `SO-1001` and `001001`.
    package var firstNumber: Int
    /// The size limit of a request body, in bytes.
    package var bodyLimit: Int
    /// How many automatic shipments may wait; those beyond are dropped and counted.
    package var shipmentBound: Int
    /// The time it lives in.
    package var clock: SimulatorClock
    /// The faults it starts with.
    package var faults: [FaultRule]
    /// Told the canonical order id of each fact when it has come, from whatever thread; must return at once.
    package var onFact: (@Sendable (String) -> Void)?

    /// Describes an OMS; at least one secret is needed.
    package init(
        secrets: [String], path: String = "/facts", token: String? = nil, tolerance: Int64 = 300,
        keepBodies: Bool = true, refusals: [OMSRefusal] = [], gateway: OMSGateway? = nil, autoShip: Duration? = nil,
        firstNumber: Int = 1001,
        bodyLimit: Int = 4 << 20, shipmentBound: Int = 100_000, clock: SimulatorClock = .system,
        faults: [FaultRule] = [], onFact: (@Sendable (String) -> Void)? = nil
    ) {
        self.secrets = secrets
        self.path = path
        self.token = token
        self.tolerance = tolerance
        self.keepBodies = keepBodies
        self.refusals = refusals
        self.gateway = gateway
        self.autoShip = autoShip
        self.firstNumber = firstNumber
        self.bodyLimit = bodyLimit
        self.shipmentBound = shipmentBound
        self.clock = clock
        self.faults = faults
        self.onFact = onFact
    }
}
