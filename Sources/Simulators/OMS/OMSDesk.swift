import NIOCore
import Synchronization

/// What is behind the simulated OMS: its state, and who may touch it.
final class OMSDesk: Sendable {
    let configuration: OMSConfiguration
    let faults: Faults
    let shipments: Outbox<Shipment>
    let door: WebhookDoor
    /// Guards the orders and the deliveries.
    private let ledger: Mutex<OMSLedger>
    /// Guards the refusals, the gateway's address and the counters of notifications.
    private let desk: Mutex<Board>

    struct Board: Sendable {
        var refusals: [OMSRefusal]
        var line: Line?
        var delivered = 0
        var failed = 0
    }

    /// The way to the gateway.
    struct Line: Sendable {
        let gateway: OMSGateway
        let key: WebhookKey
    }

    /// An order that is to be shipped by itself.
    struct Shipment: Sendable {
        let order: String
        let due: Timestamp
    }

    /// - Throws: `SimulatorError.configuration` for a secret that cannot be used.
    init(_ configuration: OMSConfiguration) throws {
        self.configuration = configuration
        faults = Faults(configuration.faults)
        shipments = Outbox(bound: configuration.shipmentBound)
        door = try WebhookDoor(secrets: configuration.secrets, tolerance: configuration.tolerance)
        ledger = Mutex(OMSLedger(firstNumber: configuration.firstNumber))
        let line = try configuration.gateway.map { Line(gateway: $0, key: try WebhookKey($0.secret)) }
        desk = Mutex(Board(refusals: configuration.refusals, line: line))
    }

    func read<Value: Sendable>(_ body: (borrowing OMSLedger) -> sending Value) -> Value {
        ledger.withLock { body($0) }
    }

    func write<Value: Sendable>(_ body: (inout OMSLedger) -> sending Value) -> Value {
        ledger.withLock { body(&$0) }
    }

    func order(_ id: String) -> OMSOrder? {
        read { $0.order(id) }
    }

    var refusals: [OMSRefusal] { desk.withLock { $0.refusals } }
    var line: Line? { desk.withLock { $0.line } }
    var notifications: (delivered: Int, failed: Int) { desk.withLock { ($0.delivered, $0.failed) } }

    func refuse(_ refusal: OMSRefusal) {
        desk.withLock { $0.refusals.append(refusal) }
    }

    func refuseNothing() {
        desk.withLock { $0.refusals.removeAll() }
    }

    /// - Throws: `SimulatorError.configuration` for a secret that cannot be used.
    func connect(to gateway: OMSGateway) throws {
        let line = Line(gateway: gateway, key: try WebhookKey(gateway.secret))
        desk.withLock { $0.line = line }
    }

    func countNotification(delivered: Bool) {
        desk.withLock { if delivered { $0.delivered += 1 } else { $0.failed += 1 } }
    }
}
