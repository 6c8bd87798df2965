import Canonical
import Testing

@Suite("Invariants of an order")
struct OrderCheckTests {
    private typealias Samples = OrderSamples

    private func order(_ change: (inout Order) -> Void = { _ in }) -> Order {
        var order = Samples.view()
        change(&order)
        return order
    }

    private func component(
        _ kind: MoneyComponent.Kind, _ amount: StaticString, isIncluded: Bool = false
    ) -> MoneyComponent {
        MoneyComponent(
            kind: kind, amounts: Amounts(customer: Samples.entry(amount, Samples.eur)), isIncluded: isIncluded)
    }

    @Test("an order that adds up breaks no rule")
    func sound() {
        #expect(order().check().isEmpty)
    }

    @Test("a line total is quantity times price, less discounts, plus taxes that are not included")
    func lineTotal() throws {
        let sound = order {
            $0.lines[0].components = [
                component(.discount, "2.00"), component(.tax, "1.50"), component(.tax, "3.00", isIncluded: true),
                component(.reconcileOnly, "9.99"),
            ]
            $0.lines[0].total.customer = Samples.entry("19.50", Samples.eur)
            $0.totals.stated.grand.customer = Samples.entry("29.50", Samples.eur)
        }
        #expect(sound.check().isEmpty)
        let broken = order { $0.lines[0].total.customer = Samples.entry("20.01", Samples.eur) }
        let violation = try #require(broken.check().first { $0.rule == .lineTotal })
        #expect(violation.pointer == "/lines/0/total/customer")
        #expect(violation.role == .customer)
        #expect(violation.difference == Samples.money("0.01", Samples.eur))
    }

    @Test("a difference that a rounding component names is no violation, a larger one is")
    func rounding() {
        let named = order {
            $0.lines[0].components = [component(.rounding, "0.02")]
            $0.lines[0].total.customer = Samples.entry("20.01", Samples.eur)
            $0.totals.stated.grand.customer = Samples.entry("30.01", Samples.eur)
        }
        #expect(named.check().isEmpty)
        let larger = order {
            $0.lines[0].components = [component(.rounding, "-0.02")]
            $0.lines[0].total.customer = Samples.entry("20.03", Samples.eur)
            $0.totals.stated.grand.customer = Samples.entry("30.03", Samples.eur)
        }
        #expect(larger.check().map(\.rule) == [.lineTotal])
    }

    @Test("a price finer than its currency is compared as the total is stated")
    func finePrices() {
        let sound = order {
            $0.lines[0].quantity = 3
            $0.lines[0].unitPrice.customer = Samples.entry("6.6666666666666666666666666667", Samples.eur)
        }
        #expect(sound.check().isEmpty)
    }

    @Test("the grand total is lines, charges and components together")
    func grandTotal() throws {
        let sound = order {
            $0.components = [
                component(.discount, "3.00"), component(.tax, "1.00"), component(.duty, "2.00"),
                component(.fee, "0.50"),
                component(.tax, "4.00", isIncluded: true), component(.reconcileOnly, "7.00"),
            ]
            $0.lines[1].components = [component(.duty, "0.25")]
            $0.charges[0].components = [component(.discount, "4.50")]
            $0.totals.stated.grand.customer = Samples.entry("26.25", Samples.eur)
        }
        #expect(sound.check().isEmpty)
        let broken = order { $0.totals.stated.grand.customer = Samples.entry("31.00", Samples.eur) }
        let violation = try #require(broken.check().first)
        #expect(violation.rule == .grandTotal)
        #expect(violation.pointer == "/totals/stated/grand/customer")
        #expect(violation.difference == Samples.money("1.00", Samples.eur))
    }

    @Test("a named difference stands in the totals")
    func namedDifference() {
        var order = order {
            var rounding = component(.rounding, "0.05")
            rounding.title = "cash rounding"
            $0.components = [rounding]
            $0.totals.stated.grand.customer = Samples.entry("29.95", Samples.eur)
        }
        #expect(order.check().isEmpty)
        order.fillComputedTotals()
        #expect(
            order.totals.differences
                == [.init(role: .customer, money: Samples.money("-0.05", Samples.eur), reason: "cash rounding")])
        #expect(order.totals.computed.grand.customer == Samples.entry("30.00", Samples.eur, .computed))
        #expect(order.totals.stated.grand.customer == Samples.entry("29.95", Samples.eur))
    }

    @Test("a role that a line does not state has no computed total and no violation")
    func partialRole() {
        var order = order {
            $0.lines[0].unitPrice.merchant = Samples.entry("8.00", Samples.gbp)
            $0.totals.stated.grand.merchant = Samples.entry("99.00", Samples.gbp)
        }
        #expect(order.check().isEmpty)
        order.fillComputedTotals()
        #expect(order.totals.computed.grand.merchant == nil)
        #expect(order.totals.computed.lines.merchant == nil)
        #expect(order.totals.computed.lines.customer == Samples.entry("25.50", Samples.eur, .computed))
    }

    @Test("yen have no and dinars three decimals, and both add up")
    func minorUnits() {
        for (currency, price, total, wrong) in [
            (Samples.jpy, "1980", "3960", "3961"), (Samples.kwd, "1.005", "2.010", "2.011"),
        ] as [(Currency, StaticString, StaticString, StaticString)] {
            var sound = Order(id: OrderID("01"), origin: Origin(adapter: "a"))
            var line = Line(id: "1", quantity: 2)
            line.unitPrice.customer = Samples.entry(price, currency)
            sound.lines = [line]
            sound.totals.stated.grand.customer = Samples.entry(total, currency)
            #expect(sound.check().isEmpty)
            var broken = sound
            broken.totals.stated.grand.customer = Samples.entry(wrong, currency)
            #expect(broken.check().map(\.rule) == [.grandTotal])
        }
    }

    @Test("two currencies in one role have no sum and are reported")
    func mixedCurrencies() throws {
        let order = order { $0.lines[0].total.customer = Samples.entry("20.00", Samples.gbp) }
        let violation = try #require(order.check().first)
        #expect(violation.rule == .lineTotal)
        #expect(violation.difference == nil)
    }

    @Test("no more goes back than was captured")
    func refunded() throws {
        let sound = order {
            var refund = Samples.refund("R1", Samples.entry("30.00", Samples.eur))
            refund.state = .known(.issued)
            $0.refunds = [refund]
        }
        #expect(sound.check().isEmpty)
        let broken = order {
            var payment = Payment()
            payment.state = .known(.captured)
            payment.amounts.customer = Samples.entry("25.00", Samples.eur)
            $0.payments = [payment]
            $0.refunds = sound.refunds
        }
        let violation = try #require(broken.check().first)
        #expect(violation.rule == .refund)
        #expect(violation.difference == Samples.money("5.00", Samples.eur))
    }

    @Test("a full refund is exactly what is left of the stated total")
    func fullRefund() {
        func order(_ amount: Amounts.Entry) -> Order {
            self.order {
                var first = Samples.refund("R1", Samples.entry("10.00", Samples.eur))
                first.state = .known(.issued)
                $0.refunds = [first, Samples.refund("R2", amount, isFull: true)]
            }
        }
        #expect(order(Samples.entry("20.00", Samples.eur)).check().isEmpty)
        #expect(order(Samples.entry("19.99", Samples.eur)).check().map(\.pointer) == ["/refunds/1/amounts/customer"])
        let converted = order(Samples.entry("20.00", Samples.eur, .converted)).check().filter { $0.rule == .refund }
        #expect(converted.count == 1)
    }

    @Test("no more is shipped than ordered, and no more returned than shipped")
    func quantities() {
        let sound = order {
            $0.lines[0].counters.cancelled = 1
            $0.lines[0].counters.shipped = 1
            $0.lines[0].counters.returned = 1
        }
        #expect(sound.check().isEmpty)
        let broken = order {
            $0.lines[0].counters.cancelled = 1
            $0.lines[0].counters.shipped = 2
            $0.lines[1].counters.returned = 1
        }
        #expect(broken.check().map(\.pointer) == ["/lines/0/counters/shipped", "/lines/1/counters/returned"])
    }
}
