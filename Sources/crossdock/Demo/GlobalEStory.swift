import Canonical
import Journal
import Simulators
import Web

/// The demo's orders of Global-e: what happens to each, and what must have come of it.
struct GlobalEStory: Sendable {
    let globale: GlobalESimulator
    let stage: DemoStage
    private let ids = Ids()

    init(globale: GlobalESimulator, stage: DemoStage) {
        self.globale = globale
        self.stage = stage
    }

    /// The ids of the orders, chosen beforehand so that the table is the same in every run.
    private struct Ids: Sendable {
        let answered = "GE41000301GB"
        let dispatched = "GE41000302GB"
        let refunded = "GE41000303GB"
        let replaced = "GE41000304GB"
        let papered = "GE41000305GB"

        var all: [String] { [answered, dispatched, refunded, replaced, papered] }
    }

    /// Lets everything happen and prints it; true when all came out as it must.
    func tell() async throws -> Bool {
        for (id, currency) in zip(ids.all, ["USD", "EUR", "KWD", "JPY", "USD"]) {
            var wish = GlobalESampleOrder.Wish()
            wish.id = id
            wish.currency = currency
            wish.lines = 3
            wish.quantity = 1
            wish.needsDocuments = id == ids.papered
            try globale.createOrders(wish: wish, announced: false)
        }
        // The answer to this call has to hold the OMS's number: the route waits for the OMS.
        for id in ids.all { try await globale.take(.announce, of: id) }
        for id in ids.all { try await globale.take(.pay, of: id) }
        try await stage.until("the orders are at the OMS") {
            for id in ids.all { guard try await stage.omsOrder(id) != nil else { return false } }
            return try await stage.isQuiet()
        }
        try await dispatch()
        try await refund()
        try await replace()
        let wasHeldBack = try await shipWithPapers()
        try await stage.until("everything came out as it must", limit: .seconds(30)) {
            for act in acts { guard try await act.isRight() else { return false } }
            guard globale.pending.open == 0 else { return false }
            return try await stage.isQuiet()
        }
        return try await report() && wasHeldBack
    }

    // MARK: What happens

    /// Two parcels leave, and the third line is out of stock.
    private func dispatch() async throws {
        guard let order = try await stage.omsOrder(ids.dispatched), order.lines.count == 3 else { return }
        let lines = order.lines.compactMap(\.line)
        try await stage.oms.state(
            "shipment.dispatched", of: order.id,
            data: """
                {"shipment": {"id": "SH-9001", "carrier": "DHL", "parcels": [
                  {"id": "P-1", "trackingNumber": "JD014600009001", "lines": [{"line": "\(lines[0])", "quantity": "1"}]},
                  {"id": "P-2", "trackingNumber": "JD014600009002", "lines": [{"line": "\(lines[1])", "quantity": "1"}]}],
                 "exceptions": [{"kind": "out-of-stock", "line": {"line": "\(lines[2])", "quantity": "1"}}]}}
                """)
    }

    /// One line goes back, in the buyer's and in the merchant's money.
    private func refund() async throws {
        guard let order = try await stage.omsOrder(ids.refunded), let sample = globale.order(ids.refunded)?.sample,
            let line = order.lines.first?.line
        else { return }
        let price = sample.lines[0].discounted
        let customer = MinorUnits(price.customer, sample.customerCurrency)
        let merchant = MinorUnits(price.merchant, sample.merchantCurrency)
        try await stage.oms.state(
            "refund.requested", of: order.id,
            data: """
                {"refund": {"id": "RF-9001", "reason": "returned", "lines": [{"line": "\(line)", "quantity": "1"}],
                 "amount": {"customer": {"amount": "\(customer.major)", "currency": "\(customer.currency)"},
                            "merchant": {"amount": "\(merchant.major)", "currency": "\(merchant.currency)"}}}}
                """)
    }

    /// The first line is sent once more, free of charge.
    private func replace() async throws {
        guard let order = try await stage.omsOrder(ids.replaced), let sample = globale.order(ids.replaced)?.sample
        else { return }
        let line = sample.lines[0]
        let price = MinorUnits(line.price.customer, sample.customerCurrency).major
        try await stage.oms.state(
            "replacement.requested", of: order.id,
            data: """
                {"request": {"orderReplacement": {"replacedProducts":
                    [{"cartItemId": "\(line.cartItemID)", "quantity": 1}]},
                  "cartData": {"products": [{"productCode": "\(line.sku)", "orderedQuantity": 1, "salePrice": \(price),
                    "parentCartItemId": "\(line.cartItemID)"}]}}}
                """)
    }

    /// The OMS may not ship before the export paper has come; true when it was held back and then shipped.
    private func shipWithPapers() async throws -> Bool {
        guard let order = try await stage.omsOrder(ids.papered) else { return false }
        var wasHeldBack = false
        do { try await stage.oms.ship(order.id) } catch { wasHeldBack = true }
        try await globale.take(.documents(), of: ids.papered)
        try await stage.until("the paper is at the OMS") {
            stage.oms.order(order.id)?.awaitsDocuments == false
        }
        try await stage.oms.ship(order.id)
        return wasHeldBack
    }

    // MARK: What came of it

    /// One order's part.
    private struct Act {
        let title: String
        let id: String
        let isRight: () async throws -> Bool
    }

    private var acts: [Act] {
        [
            Act(title: "the OMS's number in the answer", id: ids.answered) {
                let number = try await stage.omsOrder(ids.answered)?.orderNumber
                let order = globale.order(ids.answered)
                return number != nil && order?.merchantOrderID == number
            },
            Act(title: "two parcels, one line out of stock", id: ids.dispatched) {
                let order = globale.order(ids.dispatched)
                return order?.parcels.count == 2 && order?.refunds.count == 1
            },
            Act(title: "refunded in part, two currencies", id: ids.refunded) {
                globale.order(ids.refunded)?.refunds.filter(\.isByMerchant).count == 1
            },
            Act(title: "replaced in part", id: ids.replaced) {
                guard let order = globale.order(ids.replaced), order.replacements.count == 1 else { return false }
                // The original carries the replacement's id, too.
                return try await stage.omsOrders(order.replacements[0]).count == 2
            },
            Act(title: "waited for its export paper", id: ids.papered) {
                try await stage.omsOrder(ids.papered)?.state == .shipped
                    && globale.order(ids.papered)?.parcels.count == 1
            },
        ]
    }

    private func report() async throws -> Bool {
        var isRight = true
        var table = TextTable(
            "", "WHAT HAPPENED", "GLOBAL-E", "STATUS", "OMS", "NUMBER", "STATE", "BUYER PAID", "MERCHANT GETS",
            "REFUNDED")
        for act in acts {
            let isFine = try await act.isRight()
            isRight = isRight && isFine
            guard let order = globale.order(act.id) else { continue }
            let oms = try await stage.omsOrder(act.id)
            let (buyer, merchant) = (order.sample.customerCurrency, order.sample.merchantCurrency)
            let refunded = order.refunded
            table.add(
                isFine ? "ok" : "!!", act.title, act.id, order.status.rawValue, oms?.orderID ?? "-",
                oms?.orderNumber ?? "-", oms?.state.rawValue ?? "never sent",
                "\(MinorUnits(order.paid.customer, buyer).major) \(buyer)",
                "\(MinorUnits(order.paid.merchant, merchant).major) \(merchant)",
                refunded == .zero
                    ? ""
                    : "\(MinorUnits(refunded.customer, buyer).major) \(buyer), "
                        + "\(MinorUnits(refunded.merchant, merchant).major) \(merchant)")
        }
        Terminal.print("\n" + Terminal.bold("What crossed between Global-e and the OMS") + "\n" + table.text)
        if let order = try await stage.journal.orders(named: ids.dispatched, limit: 1).first {
            let timeline = try await Timeline.read(of: order.id, from: stage.journal)
            Terminal.print("\n" + Terminal.bold("The timeline of \(ids.dispatched)") + "\n" + timeline.text)
        }
        return isRight
    }
}
