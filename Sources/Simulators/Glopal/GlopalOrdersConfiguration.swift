/// How a simulated Order API behaves where the contract leaves room.
package struct GlopalOrdersConfiguration: Sendable {
    /// The stores; the first is meant where a control call names none.
    package var stores: [GlopalStore]
    /// Chooses the series of sample orders and of ids.
    package var seed: UInt64
    /// The form of error bodies.
    package var errorShape: ErrorShape
    /// How amounts are spelled.
    package var money: GlopalMoneySpelling
    /// How the merchant's ids look before there are any.
    package var absence: GlopalAbsence
    /// Whether `returns[].id` is a number instead of a string.
    package var numericReturnIDs: Bool
    /// Whether accept reads `external_order_id` and `external_order_number` instead of the nested pair.
    package var flatAccept: Bool
    /// Whether a pull must name at least one event; the contract derives that it must.
    package var requiresEventFilter: Bool
    /// The size limit of a request body, in bytes.
    package var bodyLimit: Int
    /// How many pushes may wait; those beyond are dropped and counted.
    package var pushBound: Int
    /// The time it lives in.
    package var clock: SimulatorClock
    /// The faults it starts with.
    package var faults: [FaultRule]

    /// Describes an API; the default is one store named `demo`.
    package init(
        stores: [GlopalStore] = [GlopalStore(id: "demo", apiKey: "GL.demo-key")], seed: UInt64 = 1,
        errorShape: ErrorShape = .message, money: GlopalMoneySpelling = .fixed, absence: GlopalAbsence = .nulls,
        numericReturnIDs: Bool = false, flatAccept: Bool = false, requiresEventFilter: Bool = true,
        bodyLimit: Int = 1 << 20, pushBound: Int = 10_000, clock: SimulatorClock = .system, faults: [FaultRule] = []
    ) {
        self.stores = stores
        self.seed = seed
        self.errorShape = errorShape
        self.money = money
        self.absence = absence
        self.numericReturnIDs = numericReturnIDs
        self.flatAccept = flatAccept
        self.requiresEventFilter = requiresEventFilter
        self.bodyLimit = bodyLimit
        self.pushBound = pushBound
        self.clock = clock
        self.faults = faults
    }
}
