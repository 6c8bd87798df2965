import Canonical
import Engine
import Foundation
import Journal
import Simulators
import Web

/// The demo's orders that Glopal ships: one of a Glopal store, quoted first, and one that Global-e sold.
struct ShippingStory: Sendable {
    let systems: SimulatedSystems
    let globale: GlobalESimulator
    let shipping: GlopalShippingSimulator
    let stage: DemoStage
    let engine: Engine
    /// The ids of the orders, chosen beforehand so that the table is the same in every run.
    private let quoted = "410001-200008"
    private let sold = "GE41000306GB"

    init(
        systems: SimulatedSystems, globale: GlobalESimulator, shipping: GlopalShippingSimulator, stage: DemoStage,
        engine: Engine
    ) {
        self.systems = systems
        self.globale = globale
        self.shipping = shipping
        self.stage = stage
        self.engine = engine
    }

    /// Lets everything happen and prints it; true when all came out as it must.
    func tell() async throws -> Bool {
        try systems.glopal.createOrders(
            wish: GlopalSampleOrder.Wish(currency: "USD", lines: 2, id: quoted, isQuoted: false), ready: true)
        engine.wakeUp("glopal-eu")
        var wish = GlobalESampleOrder.Wish()
        wish.id = sold
        wish.currency = "CAD"
        wish.lines = 2
        try globale.createOrders(wish: wish, announced: false)
        try await globale.take(.announce, of: sold)
        try await globale.take(.pay, of: sold)
        try await stage.until("Glopal knows what it will ship") {
            for act in acts { guard try await effects(of: act)[act.call] == 1 else { return false } }
            return try await stage.isQuiet()
        }
        for act in acts { try await pack(act) }
        try await stage.until("each parcel has its label") {
            for act in acts { guard try await effects(of: act)["label"] == act.parcels else { return false } }
            return try await stage.isQuiet()
        }
        for act in acts { try await handOver(act) }
        engine.wakeUp("glopal-shipping")
        try await stage.until("everything came out as it must", limit: .seconds(30)) {
            for act in acts { guard try await isRight(act) else { return false } }
            guard globale.pending.open == 0 else { return false }
            return try await stage.isQuiet()
        }
        return try await report()
    }

    // MARK: What happens

    /// One order's part.
    private struct Act {
        let title: String
        let id: String
        /// The call that creates the order at the shipping service.
        let call: String
        let parcels: Int
    }

    private var acts: [Act] {
        [
            Act(title: "of a Glopal store: quoted, prealerted", id: quoted, call: "prealert", parcels: 2),
            Act(title: "of Global-e: created from scratch", id: sold, call: "create_order", parcels: 1),
        ]
    }

    /// The OMS has packed: a line in each parcel, or all in one.
    private func pack(_ act: Act) async throws {
        guard let order = try await stage.omsOrder(act.id) else { return }
        var contents = Array(repeating: [String](), count: act.parcels)
        for (index, line) in order.lines.enumerated() {
            contents[index % act.parcels].append(
                #"{"line": "\#(line.line ?? "")", "quantity": "\#(line.quantity)"}"#)
        }
        let parcels = contents.enumerated().map { index, lines in
            #"{"id": "\#(order.orderID)-P\#(index + 1)", "lines": [\#(lines.joined(separator: ", "))]}"#
        }
        try await stage.oms.state(
            "shipment.dispatched", of: order.id,
            data: #"{"shipment": {"id": "SH-\#(order.orderID)", "parcels": [\#(parcels.joined(separator: ", "))]}}"#)
    }

    /// The carrier takes the parcels, which a person tells, and brings them to the door.
    private func handOver(_ act: Act) async throws {
        guard let order = try await stage.omsOrder(act.id) else { return }
        _ = try await engine.tell(
            "glopal-shipping", "close-out", about: OrderID(order.id), request: nil, by: "demo")
        do {
            try shipping.advance(order: order.orderID, to: "delivered")
        } catch {
            Terminal.complain("the simulator refused to move the parcels of \(act.id): \(error)")
        }
    }

    // MARK: What came of it

    private func effects(of act: Act) async throws -> [String: Int] {
        guard let order = try await stage.omsOrder(act.id) else { return [:] }
        return shipping.effects(order: order.orderID) ?? [:]
    }

    private func isRight(_ act: Act) async throws -> Bool {
        let effects = try await effects(of: act)
        let calls = [act.call: 1, "label": act.parcels]
        guard calls.allSatisfy({ effects[$0.key] == $0.value }), let oms = try await stage.omsOrder(act.id),
            let order = try await stage.journal.order(OrderID(oms.id))
        else { return false }
        guard act.id == quoted || globale.order(act.id)?.parcels.count == act.parcels else { return false }
        return order.phase == .delivered && oms.facts.contains { $0.type == FactKind.shipmentDelivered.rawValue }
    }

    private func report() async throws -> Bool {
        var isRight = true
        var table = TextTable(
            "", "WHAT HAPPENED", "ORDER", "OMS", "CREATED BY", "PARCELS", "LABELS AND PAPERS", "PHASE")
        for act in acts {
            let isFine = try await self.isRight(act)
            isRight = isRight && isFine
            guard let oms = try await stage.omsOrder(act.id),
                let order = try await stage.journal.order(OrderID(oms.id))
            else { continue }
            let parcels = order.references.filter { $0.system == "glopal-shipping" && $0.kind == .known(.parcel) }
            let papers = order.documents.filter { $0.contentHash != nil }
            table.add(
                isFine ? "ok" : "!!", act.title, act.id, oms.orderID, act.call,
                parcels.map(\.value).joined(separator: " "), "\(papers.count)", order.phase.rawValue)
        }
        Terminal.print("\n" + Terminal.bold("What Glopal shipped") + "\n" + table.text)
        if let order = try await stage.journal.orders(named: quoted, limit: 1).first {
            let timeline = try await Timeline.read(of: order.id, from: stage.journal)
            Terminal.print("\n" + Terminal.bold("The timeline of \(quoted)") + "\n" + timeline.text)
        }
        return isRight
    }
}
