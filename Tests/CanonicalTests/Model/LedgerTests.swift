import Canonical
import Testing

@Suite("The ledger of a translation")
struct LedgerTests {
    private typealias Samples = OrderSamples

    private func ledger(_ input: Money, _ output: Money?, _ cause: Ledger.Cause?) -> Ledger {
        var ledger = Ledger()
        ledger.record(.customer, "lines[0].unitPrice", input: input, output: output, cause: cause)
        return ledger
    }

    @Test("a difference with a cause that accounts for it balances")
    func balanced() {
        let input = Samples.money("19.999", Samples.eur)
        #expect(ledger(input, input, nil).isBalanced)
        #expect(ledger(input, Samples.money("19.99900", Samples.eur), .same).isBalanced)
        #expect(ledger(input, Samples.money("20.00", Samples.eur), .rounded).isBalanced)
        #expect(ledger(input, Samples.money("17.22", Samples.gbp), .converted).isBalanced)
        #expect(ledger(input, nil, .notExpressible).isBalanced)
        #expect(ledger(input, nil, .foldedInto).isBalanced)
    }

    @Test("a difference without a cause, or with one that does not account for it, does not balance")
    func unbalanced() {
        let input = Samples.money("20.00", Samples.eur)
        for (output, cause) in [
            (Samples.money("20.01", Samples.eur), nil), (nil, nil), (Samples.money("20.01", Samples.eur), .same),
            (Samples.money("20.00", Samples.gbp), nil), (Samples.money("20.01", Samples.eur), .rounded),
            (Samples.money("20.00", Samples.gbp), .rounded), (nil, .converted), (input, .notExpressible),
        ] as [(Money?, Ledger.Cause?)] {
            let ledger = ledger(input, output, cause)
            #expect(!ledger.isBalanced)
            #expect(ledger.unexplained.count == 1)
        }
    }

    @Test("every stated amount of the wanted roles has a row, or is reported")
    func complete() throws {
        var order = Samples.view()
        order.totals.stated.grand.merchant = Samples.entry("25.00", Samples.gbp)
        var ledger = Ledger()
        order.forEachAmounts { amounts, path in
            if let entry = amounts.customer { ledger.record(same: entry.money, .customer, path.description) }
        }
        #expect(ledger.rows.map(\.path).contains("lines[1].total"))
        #expect(ledger.check(against: order, roles: [.customer]).isEmpty)
        let missing = try #require(ledger.check(against: order, roles: [.customer, .merchant]).first)
        #expect(missing.rule == .message)
        #expect(missing.pointer == "/totals/stated/grand/merchant")
        ledger.record(
            missing: order.totals.stated.grand.merchant?.money ?? Money.zero(Samples.gbp), .merchant,
            "totals.stated.grand")
        #expect(ledger.check(against: order, roles: [.customer, .merchant]).isEmpty)
    }

    @Test("rows may come in any sequence")
    func anySequence() {
        let order = Samples.view()
        var ledger = Ledger()
        order.forEachAmounts { amounts, path in
            if let entry = amounts.customer { ledger.record(same: entry.money, .customer, path.description) }
        }
        ledger.rows.reverse()
        #expect(ledger.check(against: order, roles: [.customer]).isEmpty)
    }

    @Test("a row with another amount than the order's is reported with the difference")
    func altered() throws {
        let order = Samples.view()
        var ledger = Ledger()
        order.forEachAmounts { amounts, path in
            guard let entry = amounts.customer else { return }
            let isShipping = path.description == "charges[0].price"
            let money = isShipping ? Samples.money("4.00", Samples.eur) : entry.money
            ledger.record(same: money, .customer, path.description)
        }
        let violations = ledger.check(against: order, roles: [.customer])
        #expect(violations.map(\.pointer) == ["/charges/0/price/customer"])
        #expect(violations.first?.difference == Samples.money("0.50", Samples.eur))
    }

    @Test("amounts that a target cannot take are recorded for all roles at once")
    func missingRoles() {
        var ledger = Ledger()
        let amounts = Amounts(
            merchant: Samples.entry("8.00", Samples.gbp), customer: Samples.entry("10.00", Samples.eur))
        ledger.record(missing: amounts, "components[0]")
        #expect(ledger.rows.map(\.role) == [.merchant, .customer])
        #expect(ledger.isBalanced)
    }

    @Test("a ledger in JSON says whether it balances and reads as itself again")
    func json() throws {
        let ledger = ledger(Samples.money("19.999", Samples.eur), Samples.money("20.00", Samples.eur), .rounded)
        #expect(
            String(decoding: ledger.json, as: UTF8.self)
                == #"{"isBalanced":true,"rows":[{"role":"customer","path":"lines[0].unitPrice","#
                + #""input":{"amount":"19.999","currency":"EUR"},"output":{"amount":"20.00","currency":"EUR"},"#
                + #""difference":{"amount":"0.001","currency":"EUR"},"cause":"rounded"}]}"#)
        #expect(try Ledger(reading: JSONReading(JSONDocument.parse(ledger.json)).root) == ledger)
    }
}
