import Canonical

/// Makes orders and fact contents in which every field is set now and then, odd spellings included.
struct OrderGenerator {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func content() -> FactContent {
        var content = FactContent()
        content.order = maybe { $0.order() }
        content.references = list { $0.reference() }
        content.acceptance = maybe { .init(orderID: $0.text(), orderNumber: $0.text()) }
        content.cancellation = maybe {
            .init(
                reason: $0.maybeText(), initiator: $0.maybeText(), note: $0.maybeText(),
                cancelledAt: $0.maybe { $0.instant() })
        }
        content.payment = maybe { $0.payment() }
        content.shipment = maybe { $0.shipment() }
        content.refund = maybe { $0.refund() }
        content.return = maybe { $0.returned() }
        content.documents = list { $0.document() }
        content.status = maybeText()
        content.request = maybe { $0.json() }
        content.residue = list { $0.residue() }
        return content
    }

    mutating func order() -> Order {
        var order = Order(id: OrderID(pick(["01HZX3", ""])), origin: origin())
        order.version = pick([0, 1, 41])
        order.environment = CodeValue(pick(["live", "test", "staging"]))
        order.references = list { $0.reference() }
        order.links = list { OrderLink(kind: $0.code(["replaces", "split-of", "sibling"]), reference: $0.reference()) }
        order.commercial = terms()
        for role in Role.allCases { order.currencies[role] = maybe { $0.currency() } }
        order.rates = list { $0.rate() }
        order.parties = parties()
        order.lines = list { $0.line() }
        order.components = list { $0.component() }
        order.charges = list { $0.charge() }
        order.payments = list { $0.payment() }
        order.totals = totals()
        order.shipments = list { $0.shipment() }
        order.refunds = list { $0.refund() }
        order.returns = list { $0.returned() }
        order.documents = list { $0.document() }
        order.notes = list {
            Note(author: $0.maybeText(), audience: $0.code(["buyer", "warehouse"]), text: $0.text())
        }
        order.axes = axes()
        order.holds = list { Hold(code: $0.text(), message: $0.text(), pointer: $0.maybeText()) }
        order.extensions = ["ext.globale-checkout.markup", "ext.glopal-orders.slot", "ext.x.\"quoted\""]
            .compactMap { name in maybe { Extension(name: name, value: $0.json()) } }
        order.residue = list { $0.residue() }
        return order
    }
}

extension OrderGenerator {
    mutating func origin() -> Origin {
        Origin(
            adapter: pick(["glopal-eu", "globale", ""]), store: maybeText(), site: maybeText(), locale: maybeText(),
            placedAt: maybe { $0.instant() }, receivedAt: maybe { $0.instant() },
            confirmsAcceptance: maybeFlag() ?? false)
    }

    mutating func terms() -> CommercialTerms {
        var terms = CommercialTerms()
        terms.sellerOfRecord = maybe { $0.responsible() }
        terms.importerOfRecord = maybe { $0.responsible() }
        terms.exporterOfRecord = maybe { $0.responsible() }
        terms.incoterm = maybe { $0.code(["DDP", "DAP", "EXW"]) }
        terms.dutiesGuaranteed = maybeFlag()
        terms.taxIncluded = maybeFlag()
        terms.dutyIncluded = maybeFlag()
        terms.taxCalculationRule = maybeText()
        terms.isBusiness = maybeFlag()
        return terms
    }

    mutating func responsible() -> CommercialTerms.Responsible {
        .init(name: maybeText(), vatNumber: maybeText(), eoriNumber: maybeText(), iossNumber: maybeText())
    }

    mutating func parties() -> Parties {
        var parties = Parties()
        parties.buyer = maybe { $0.party() }
        parties.billTo = maybe { $0.party() }
        parties.shipTo = maybe { $0.party() }
        parties.hub = maybe { $0.party() }
        parties.importer = maybe { $0.party() }
        parties.exporter = maybe { $0.party() }
        return parties
    }

    mutating func party() -> Party {
        var party = Party()
        party.firstName = maybeText()
        party.lastName = maybeText()
        party.company = maybeText()
        party.email = maybeText()
        party.phones = list { $0.text() }
        party.taxIDs = list { $0.text() }
        party.address = maybe { $0.address() }
        party.romanizedAddress = maybe { $0.address() }
        party.isEndCustomer = maybeFlag()
        return party
    }

    mutating func address() -> Address {
        var address = Address()
        address.firstName = maybeText()
        address.lastName = maybeText()
        address.company = maybeText()
        address.lines = list { $0.text() }
        address.city = maybeText()
        address.region = maybeText()
        address.postalCode = maybeText()
        address.country = maybeText()
        address.phone = maybeText()
        address.email = maybeText()
        return address
    }

    mutating func line() -> Line {
        var line = Line(id: text(), quantity: decimal())
        line.references = list { $0.reference() }
        line.sku = maybeText()
        line.name = maybeText()
        line.options = list { Attribute(name: $0.text(), value: $0.text()) }
        line.unitPrice = amounts()
        line.listPrice = amounts()
        line.discountedPrice = amounts()
        line.customsValue = amounts()
        line.total = amounts()
        line.components = list { $0.component() }
        line.hsCode = maybeText()
        line.originCountry = maybeText()
        line.weight = maybe { $0.decimal() }
        line.dimensions = maybe { $0.dimensions() }
        line.giftMessage = maybeText()
        line.isBackOrdered = maybeFlag()
        line.backOrderDate = maybe { $0.instant() }
        line.bundleParent = maybeText()
        line.attributes = list { Attribute(name: $0.text(), value: $0.text()) }
        line.counters.cancelled = maybe { $0.decimal() } ?? 0
        line.counters.shipped = maybe { $0.decimal() } ?? 0
        line.counters.returned = maybe { $0.decimal() } ?? 0
        line.counters.refunded = maybe { $0.decimal() } ?? 0
        return line
    }

    mutating func dimensions() -> Line.Dimensions { .init(length: decimal(), width: decimal(), height: decimal()) }

    mutating func component() -> MoneyComponent {
        MoneyComponent(
            kind: pick(MoneyComponent.Kind.allCases), amounts: amounts(), code: maybeText(), title: maybeText(),
            rate: maybe { $0.decimal() }, isIncluded: pick([true, false]),
            fundedBy: maybe { $0.code(["merchant", "provider", "bank"]) }, isVisibleToBuyer: pick([true, false]))
    }

    mutating func charge() -> Charge {
        var charge = Charge(kind: code(["shipping", "handling", "insurance"]))
        charge.method = maybeText()
        charge.carrier = maybeText()
        charge.service = maybeText()
        charge.deliverFrom = maybe { $0.instant() }
        charge.deliverTo = maybe { $0.instant() }
        charge.price = amounts()
        charge.discountedPrice = amounts()
        charge.components = list { $0.component() }
        return charge
    }

    mutating func payment() -> Payment {
        var payment = Payment()
        payment.id = maybeText()
        payment.method = maybeText()
        payment.brand = maybeText()
        payment.lastFour = maybeText()
        payment.state = maybe { $0.code(["captured", "part-refunded", "settling"]) }
        payment.amounts = amounts()
        payment.transactions = list { $0.text() }
        return payment
    }

    mutating func totals() -> Totals {
        var totals = Totals()
        totals.stated = view()
        totals.computed = view()
        totals.differences = list { .init(role: $0.pick(Role.allCases), money: $0.money(), reason: $0.text()) }
        return totals
    }

    mutating func view() -> Totals.View {
        var view = Totals.View()
        view.lines = amounts()
        view.discount = amounts()
        view.shipping = amounts()
        view.tax = amounts()
        view.duty = amounts()
        view.fee = amounts()
        view.grand = amounts()
        return view
    }
}

extension OrderGenerator {
    mutating func shipment() -> Shipment {
        var shipment = Shipment()
        shipment.id = maybeText()
        shipment.direction = code(["outbound", "inbound", "sideways"])
        shipment.carrier = maybeText()
        shipment.service = maybeText()
        shipment.trackingNumber = maybeText()
        shipment.trackingURL = maybeText()
        shipment.status = maybeText()
        shipment.shippedAt = maybe { $0.instant() }
        shipment.deliveredAt = maybe { $0.instant() }
        shipment.parcels = list { $0.parcel() }
        shipment.exceptions = list {
            .init(kind: $0.code(["out-of-stock", "later", "lost"]), line: $0.lineQuantity())
        }
        return shipment
    }

    mutating func parcel() -> Shipment.Parcel {
        var parcel = Shipment.Parcel()
        parcel.id = maybeText()
        parcel.trackingNumber = maybeText()
        parcel.trackingURL = maybeText()
        parcel.lines = list { $0.lineQuantity() }
        parcel.weight = maybe { $0.decimal() }
        parcel.dimensions = maybe { $0.dimensions() }
        parcel.documents = list { $0.document() }
        return parcel
    }

    mutating func lineQuantity() -> Shipment.LineQuantity {
        .init(line: maybeText(), sku: maybeText(), quantity: decimal(), reason: maybeText())
    }

    mutating func refund() -> Refund {
        var refund = Refund()
        refund.id = maybeText()
        refund.state = code(["requested", "issued", "lost"])
        refund.initiator = maybe { $0.code(["merchant", "dispute", "bank"]) }
        refund.reason = maybeText()
        refund.note = maybeText()
        refund.isFull = pick([true, false])
        refund.amounts = amounts()
        refund.lines = list { $0.lineQuantity() }
        refund.components = list { $0.component() }
        refund.liability = maybe { .init(merchant: $0.money(), provider: $0.money()) }
        refund.claim = maybe { .init(type: $0.text(), text: $0.maybeText(), amount: $0.maybe { $0.money() }) }
        refund.createdAt = maybe { $0.instant() }
        return refund
    }

    mutating func returned() -> Return {
        var item = Return(id: text())
        item.rma = maybeText()
        item.state = maybe { $0.code(["requested", "delivered", "lost"]) }
        item.lines = list { $0.lineQuantity() }
        item.carrier = maybeText()
        item.trackingNumber = maybeText()
        item.trackingURL = maybeText()
        item.requestedAt = maybe { $0.instant() }
        return item
    }

    mutating func document() -> Document {
        var document = Document(kind: text(), state: code(["required", "available", "burnt"]))
        document.format = maybeText()
        document.url = maybeText()
        document.contentHash = maybeText()
        document.size = maybe { $0.pick([0, 1, 1_048_576]) }
        document.reference = maybeText()
        return document
    }

    mutating func axes() -> Axes {
        var axes = Axes()
        axes.acceptance = code(["", "received", "accept-submitted", "cancelled", "PENDING_REVIEW"])
        axes.payment = code(["none", "part-refunded", "odd"])
        axes.fulfilment = code(["none", "part-shipped", "odd"])
        axes.return = code(["none", "authorised", "odd"])
        axes.compliance = code(["clear", "documents-required", "odd"])
        axes.isCompleted = pick([true, false])
        return axes
    }
}

extension OrderGenerator {
    mutating func reference() -> Reference {
        Reference(
            system: pick(["oms", "globale"]), scope: maybeText(), kind: code(["order", "number", "coupon"]),
            value: text(), role: maybeText())
    }

    mutating func rate() -> ExchangeRate {
        ExchangeRate(
            from: currency(), to: currency(), rate: decimal(), kind: maybeText(), source: maybeText(),
            time: maybe { $0.instant() })
    }

    mutating func residue() -> Residue { Residue(adapter: text(), pointer: "/a/0/b~1c", value: json()) }

    mutating func amounts() -> Amounts {
        Amounts(
            merchant: maybe { $0.entry() }, customer: maybe { $0.entry() }, settlement: maybe { $0.entry() },
            customs: maybe { $0.entry() })
    }

    mutating func entry() -> Amounts.Entry { .init(money(), origin: pick([.stated, .computed, .converted])) }

    mutating func money() -> Money { Money(decimal(), currency()) }

    mutating func currency() -> Currency {
        pick([Currency(exactly: "EUR"), Currency(exactly: "JPY"), Currency(exactly: "KWD"), Currency(exactly: "XYZ")])
    }

    mutating func decimal() -> ExactDecimal {
        pick([
            ExactDecimal(exactly: "0"), ExactDecimal(exactly: "0.00"), ExactDecimal(exactly: "19.90"),
            ExactDecimal(exactly: "-5.10"), ExactDecimal(exactly: "1e3"), ExactDecimal(exactly: "007.5"),
            ExactDecimal(exactly: "1.2345678901234567890123456789"), ExactDecimal(exactly: "0.0000001"),
            ExactDecimal(exactly: "12345678901234567890123456789012345678"), ExactDecimal(exactly: "-0"),
        ])
    }

    mutating func instant() -> Instant {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: Instant(microseconds: Int64.random(in: -9_000_000_000_000_000...9_000_000_000_000_000, using: &random))
        case 1: Instant(microseconds: 1_769_850_000_250_000, raw: "2026-01-31T10:00:00.25+01:00")
        case 2: Instant(microseconds: 1_769_850_000_000_000, raw: "31/01/2026 09:00", hadZone: false)
        default: Instant(microseconds: 1_769_850_000_000_000, raw: "2026-01-31T09:00:00Z")
        }
    }

    mutating func json() -> JSONText {
        let texts = ["null", "0.10", "[1, 2 ,3]", #"{ "b":1,"a":{"x":"\u00e9"} }"#, #""text""#]
        let bytes = Array(pick(texts).utf8)
        do {
            return try JSONText(validating: bytes)
        } catch {
            preconditionFailure("the generator's own JSON is valid: \(error)")
        }
    }

    mutating func text() -> String {
        pick([
            "", "a", "007051", "Ærøskøbing", "山田 太郎", "line\nbreak\t\"quoted\" \\ /",
            String(repeating: "long ", count: 40),
        ])
    }

    mutating func code<Known>(_ raws: [String]) -> CodeValue<Known> { CodeValue(pick(raws)) }

    mutating func maybeText() -> String? { maybe { $0.text() } }

    mutating func maybeFlag() -> Bool? { maybe { $0.pick([true, false]) } }

    mutating func maybe<Value>(_ make: (inout OrderGenerator) -> Value) -> Value? {
        Int.random(in: 0..<3, using: &random) == 0 ? nil : make(&self)
    }

    mutating func list<Value>(_ make: (inout OrderGenerator) -> Value) -> [Value] {
        (0..<Int.random(in: 0...2, using: &random)).map { _ in make(&self) }
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }
}
