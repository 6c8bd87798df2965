/// How a simulated Global-e behaves towards one merchant.
package struct GlobalESimulatorConfiguration: Sendable {
    /// The merchant's GUID, which opens every call.
    package var merchantGUID: String
    /// The user and password of the token call.
    package var user, password: String
    /// Whether calls need a token besides the GUID; CreateOrder never does (contract 3.2).
    package var requiresToken: Bool
    /// Where notifications go; none to send none.
    package var receiver: GlobalEReceiver?
    /// Chooses the series of sample orders.
    package var seed: UInt64
    /// The merchant's status codes, lower-case, and what they mean; others are only noted.
    package var merchantStatuses: [String: GlobalEOrderStatus]
    /// The codes that notifications use; a status without one is not notified.
    package var notifiedStatuses: [GlobalEOrderStatus: String]
    /// The refund reasons that mean out of stock, lower-case (contract 5: an example mapping).
    package var outOfStockReasons: Set<String>
    /// How long after the request the required documents are sent; none to wait for a control call.
    package var documentsDelay: Duration?
    /// The size limit of a request body, in bytes.
    package var bodyLimit: Int
    /// How many notifications may wait; those beyond are dropped and counted.
    package var notificationBound: Int
    /// How many notifications are under way at once, and how many are remembered.
    package var workers, remembered: Int
    /// What the contract leaves open.
    package var assumptions: GlobalEAssumptions
    /// The time it lives in.
    package var clock: SimulatorClock
    /// The faults it starts with.
    package var faults: [FaultRule]

    /// Describes a platform; nothing is signed, pushed or delayed unless told.
    package init(
        merchantGUID: String = "abcdabcd-abcd-abcd-abcd-abcdabcdabcd", user: String = "merchant",
        password: String = "simulator", requiresToken: Bool = false, receiver: GlobalEReceiver? = nil,
        seed: UInt64 = 1, merchantStatuses: [String: GlobalEOrderStatus] = Self.merchantStatuses,
        notifiedStatuses: [GlobalEOrderStatus: String] = Self.notifiedStatuses,
        outOfStockReasons: Set<String> = ["5", "14", "23", "out of stock"], documentsDelay: Duration? = nil,
        bodyLimit: Int = 4 << 20, notificationBound: Int = 100_000, workers: Int = 16, remembered: Int = 10_000,
        assumptions: GlobalEAssumptions = .init(), clock: SimulatorClock = .system, faults: [FaultRule] = []
    ) {
        self.merchantGUID = merchantGUID
        self.user = user
        self.password = password
        self.requiresToken = requiresToken
        self.receiver = receiver
        self.seed = seed
        self.merchantStatuses = merchantStatuses
        self.notifiedStatuses = notifiedStatuses
        self.outOfStockReasons = outOfStockReasons
        self.documentsDelay = documentsDelay
        self.bodyLimit = bodyLimit
        self.notificationBound = notificationBound
        self.workers = workers
        self.remembered = remembered
        self.assumptions = assumptions
        self.clock = clock
        self.faults = faults
    }

    /// A merchant's usual codes; there is no published list (contract 4).
    package static let merchantStatuses: [String: GlobalEOrderStatus] = [
        "canceled": .cancelledByMerchant, "cancelled": .cancelledByMerchant, "1010": .cancelledByMerchant,
        "received_in_hub": .receivedInHub, "delivered": .delivered,
    ]

    /// The codes that this merchant wants to be told.
    package static let notifiedStatuses: [GlobalEOrderStatus: String] = [
        .cancelledByCustomer: "canceled", .cancelledByGlobalE: "canceled", .cancelledByMerchant: "canceled",
        .onHold: "ON_HOLD", .received: "RECEIVED", .receivedInHub: "RECEIVED_IN_HUB", .dispatched: "DISPATCHED",
        .delivered: "DELIVERED",
    ]
}
