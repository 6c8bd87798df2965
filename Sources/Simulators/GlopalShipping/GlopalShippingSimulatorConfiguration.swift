/// How a simulated shipping service behaves.
package struct GlopalShippingSimulatorConfiguration: Sendable {
    /// Who may call.
    package var accounts: [GlopalShippingAccount]
    /// Names that are on a sanction list; compared without regard to case and blanks.
    package var deniedParties: [String]
    /// What may not, or hardly, be sent somewhere.
    package var prohibitions: [GlopalShippingProhibition]
    /// The time between two tracking events after the close-out; none to wait for control calls.
    package var trackingPace: Duration?
    /// How long an asynchronous close-out takes.
    package var closeoutDelay: Duration
    /// Chooses the ids.
    package var seed: UInt64
    /// The size limit of a request body, in bytes.
    package var bodyLimit: Int
    /// What the contract leaves open.
    package var assumptions: GlopalShippingSimulatorAssumptions
    /// The time it lives in.
    package var clock: SimulatorClock
    /// The faults it starts with.
    package var faults: [FaultRule]

    /// Describes a service; tracking moves by control calls unless told a pace.
    package init(
        accounts: [GlopalShippingAccount] = [Self.account],
        deniedParties: [String] = ["Denied Trading Ltd", "Ivan Embargo"],
        prohibitions: [GlopalShippingProhibition] = GlopalShippingProhibition.published, trackingPace: Duration? = nil,
        closeoutDelay: Duration = .seconds(2), seed: UInt64 = 1, bodyLimit: Int = 4 << 20,
        assumptions: GlopalShippingSimulatorAssumptions = .init(), clock: SimulatorClock = .system,
        faults: [FaultRule] = []
    ) {
        self.accounts = accounts
        self.deniedParties = deniedParties
        self.prohibitions = prohibitions
        self.trackingPace = trackingPace
        self.closeoutDelay = closeoutDelay
        self.seed = seed
        self.bodyLimit = bodyLimit
        self.assumptions = assumptions
        self.clock = clock
        self.faults = faults
    }

    /// The client of samples and demonstrations.
    package static let account = GlopalShippingAccount(
        login: "demo-merchant", secret: "simulator-secret", aliases: ["demo-gateway": "gateway-secret"])
}
