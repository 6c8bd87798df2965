import Canonical
import Engine
import Foundation
import Journal
import Simulators
import Web

/// The demo's orders of a Glopal store: what happens to each, and what must have come of it.
struct GlopalStory: Sendable {
    /// One order's part.
    struct Act: Sendable {
        let title: String
        let glopalID: String
        let status: GlopalOrderStatus
        /// The OMS's state; nil when the order must never reach the OMS.
        let omsState: OMSOrder.State?
        let refunds: Int
    }

    let systems: SimulatedSystems
    let stage: DemoStage
    let engine: Engine
    private let ids: Ids

    /// The ids of the orders, chosen beforehand so that the table is the same in every run.
    private struct Ids: Sendable {
        let ready = "410001-200001"
        let cancelledBefore = "410001-200002"
        let cancelledByGlopal = "410001-200003"
        let cancelledByOMS = "410001-200004"
        let refunded = "410001-200005"
        let early = "410001-200006"
        let troubled = "410001-200007"
    }

    init(systems: SimulatedSystems, stage: DemoStage, engine: Engine) {
        self.systems = systems
        self.stage = stage
        self.engine = engine
        ids = Ids()
    }

    private var acts: [Act] {
        [
            Act(title: "ready", glopalID: ids.ready, status: .accepted, omsState: .open, refunds: 0),
            Act(
                title: "cancelled before import", glopalID: ids.cancelledBefore, status: .cancelled, omsState: nil,
                refunds: 0),
            Act(
                title: "cancelled after import, at Glopal", glopalID: ids.cancelledByGlopal, status: .cancelled,
                omsState: .cancelled, refunds: 0),
            Act(
                title: "cancelled after import, by the OMS", glopalID: ids.cancelledByOMS, status: .cancelled,
                omsState: .cancelled, refunds: 0),
            Act(title: "refunded in part", glopalID: ids.refunded, status: .accepted, omsState: .open, refunds: 1),
            Act(title: "accepted before READY", glopalID: ids.early, status: .accepted, omsState: .open, refunds: 0),
            Act(
                title: "OMS answered 500 twice", glopalID: ids.troubled, status: .accepted, omsState: .open, refunds: 0),
        ]
    }

    // MARK: What happens

    /// What buyers did before the gateway was there.
    func prepare() {
        let wishes: [(String, String, Bool)] = [
            (ids.ready, "EUR", true), (ids.cancelledBefore, "EUR", false), (ids.cancelledByGlopal, "JPY", true),
            (ids.cancelledByOMS, "EUR", true), (ids.refunded, "KWD", true), (ids.early, "EUR", false),
        ]
        for (id, currency, isReady) in wishes { create(id, currency, isReady) }
        attempt("cancel \(ids.cancelledBefore)") { try systems.glopal.cancel(ids.cancelledBefore) }
    }

    /// Lets everything happen and prints it; true when all came out as it must.
    func tell() async throws -> Bool {
        engine.wakeUp("glopal-eu")
        let early = ids.early
        try await stage.until("the orders are at the OMS") {
            for id in [ids.ready, ids.cancelledByGlopal, ids.cancelledByOMS, ids.refunded, early] {
                guard try await stage.omsOrder(id) != nil else { return false }
            }
            return true
        }
        try await stage.until("Glopal has the OMS's ids") {
            [ids.cancelledByGlopal, ids.cancelledByOMS, ids.refunded].allSatisfy {
                systems.glopal.order($0)?.status == .accepted
            } && systems.glopal.order(early)?.deferred != nil
        }
        attempt("mark \(early) ready") { try systems.glopal.markReady(early) }
        attempt("cancel at Glopal") {
            try systems.glopal.cancel(ids.cancelledByGlopal, reason: "customer_request", initiator: "merchant")
        }
        attempt("ship") { try systems.glopal.ship(ids.refunded) }
        if let order = try await stage.omsOrder(ids.cancelledByOMS) { try await systems.oms.cancel(order.id) }
        if let order = try await stage.omsOrder(ids.refunded) {
            try await systems.oms.refund(order.id, amount: ("5.250", "KWD"), reason: "damaged_in_transit")
        }
        systems.oms.faults.add(FaultRule("order.ready", count: 2, .status(500)))
        create(ids.troubled, "EUR", true)
        try await stage.until("everything came out as it must", limit: .seconds(40)) { try await isDone() }
        return try await report()
    }

    private func create(_ id: String, _ currency: String, _ isReady: Bool) {
        attempt("create \(id)") {
            try systems.glopal.createOrders(
                wish: GlopalSampleOrder.Wish(currency: currency, lines: 2, id: id, glopalShare: 0), ready: isReady)
        }
    }

    private func attempt(_ what: String, _ action: () throws -> Void) {
        do { try action() } catch { Terminal.complain("the simulator refused to \(what): \(error)") }
    }

    // MARK: What came of it

    private func isDone() async throws -> Bool {
        for act in acts where try await !isRight(act) { return false }
        return try await stage.isQuiet()
    }

    private func isRight(_ act: Act) async throws -> Bool {
        guard let glopal = systems.glopal.order(act.glopalID), glopal.status == act.status else { return false }
        let oms = try await stage.omsOrder(act.glopalID)
        return oms?.state == act.omsState && (oms?.creates ?? 0) <= 1 && glopal.refunds.count == act.refunds
    }

    private func report() async throws -> Bool {
        var isRight = true
        var table = TextTable("", "WHAT HAPPENED", "GLOPAL", "STATUS", "OMS", "NUMBER", "STATE", "TOTAL", "REFUNDED")
        for act in acts {
            let glopal = systems.glopal.order(act.glopalID)
            let oms = try await stage.omsOrder(act.glopalID)
            let isFine = try await self.isRight(act)
            isRight = isRight && isFine
            let refunded = glopal.map { $0.refunds.isEmpty ? "" : "\($0.refunded.major) \($0.refunded.currency)" }
            let total = glopal.map {
                "\(MinorUnits($0.sample.grandTotal, $0.sample.currency).major) \($0.sample.currency)"
            }
            table.add(
                isFine ? "ok" : "!!", act.title, act.glopalID, glopal?.status.rawValue ?? "?", oms?.orderID ?? "-",
                oms?.orderNumber ?? "-", oms?.state.rawValue ?? "never sent", total ?? "?", refunded ?? "")
        }
        Terminal.print(Terminal.bold("What crossed between Glopal and the OMS") + "\n" + table.text)
        if let order = try await stage.journal.orders(named: ids.refunded, limit: 1).first {
            let timeline = try await Timeline.read(of: order.id, from: stage.journal)
            Terminal.print("\n" + Terminal.bold("The timeline of \(ids.refunded)") + "\n" + timeline.text)
        }
        return isRight
    }
}
