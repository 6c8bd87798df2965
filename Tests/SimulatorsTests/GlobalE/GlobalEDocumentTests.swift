import NIOCore
import Testing

@testable import Simulators

@Suite("Global-e simulator: the documents of orders")
struct GlobalEDocumentTests {
    private let moment = Timestamp(milliseconds: 1_770_000_000_120)

    private func samples(_ count: Int = 300) -> [GlobalESampleOrder] {
        (0..<count).map { GlobalESampleOrder.make(seed: 7, index: $0, createdAt: moment) }
    }

    private func document(_ sample: GlobalESampleOrder) -> Document {
        sample.document(merchantGUID: merchantGUID)
    }

    @Test("every document adds up in the customer's currency, to the minor unit")
    func customerSum() throws {
        for sample in samples() {
            let order = document(sample)
            let money = try #require(order["InternationalDetails"])
            let currency = sample.customerCurrency
            func minor(_ name: String) throws -> Int64 { try #require(money[name]).minor(currency) }
            var sum = try minor("TotalShippingPrice") + minor("TotalDutiesPrice") + minor("CashOnDeliveryFee")
            for product in order["Products"]?.all ?? [] {
                let line = try #require(product["LineItemInternationalPrice"]).minor(currency)
                let unit = try #require(product["InternationalPrice"]).minor(currency)
                #expect(line == unit * Int64(product["Quantity"]?.integer ?? 0))
                sum += line
            }
            for discount in order["Discounts"]?.all ?? [] where discount["Name"] != "Hidden DDP" {
                sum -= try #require(discount["InternationalPrice"]).minor(currency)
            }
            #expect(try minor("TotalPrice") == sum, "\(sample.id)")
            #expect(sum > 0)
            #expect(sample.total.customer == sum)
        }
    }

    @Test("duties, taxes and clearance are the same in lines, breakdowns and totals, in both currencies")
    func levies() throws {
        for sample in samples() {
            let order = document(sample)
            func parts(_ owner: Document?, _ currency: String) throws -> Int64 {
                try ["Duties", "SalesTaxes", "Other"].reduce(0) { try $0 + (owner?[$1]?.minor(currency) ?? 0) }
            }
            for (owner, currency, total) in [
                (order, sample.merchantCurrency, order["TotalDutiesAndTaxesPrice"]),
                (
                    order["InternationalDetails"] ?? nil, sample.customerCurrency,
                    order["InternationalDetails"]?["TotalDutiesPrice"]
                ),
            ] {
                let borne = try parts(owner["CustomerDTBreakdown"], currency)
                let hidden = try parts(owner["MerchantDTBreakdown"], currency)
                let isOutside = sample.hidesDuties && currency == sample.customerCurrency && owner["TotalPrice"] != nil
                #expect(try total?.minor(currency) == (isOutside ? 0 : borne + hidden))
                #expect(borne == 0 || hidden == 0)
            }
            let ofLines = try (order["Products"]?.all ?? []).reduce(Int64(0)) {
                try $0 + parts($1["InternationalDTBreakdown"], sample.customerCurrency)
            }
            #expect(ofLines + sample.clearance.customer == sample.levies.customer)
        }
    }

    @Test("the series shows every currency, each kind of discount, markups, both sides, documents, parameters")
    func variety() throws {
        let samples = samples()
        #expect(Set(samples.map(\.customerCurrency)) == ["USD", "EUR", "JPY", "KWD", "CAD"])
        #expect(Set(samples.map(\.merchantCurrency)) == ["GBP", "EUR"])
        #expect(Set(samples.flatMap { $0.discounts.map(\.type) }) == [1, 2, 3, 4, 5, 6])
        #expect(samples.contains { !$0.markups.isEmpty } && samples.contains { $0.markups.isEmpty })
        #expect(Set(samples.map(\.isEndCustomerPrimary)) == [true, false])
        #expect(Set(samples.map(\.dutiesGuaranteed)) == [true, false])
        #expect(Set(samples.filter(\.merchantBearsDuties).map(\.hidesDuties)) == [true, false])
        #expect(samples.contains { $0.requiredDocuments == [.export] })
        #expect(samples.contains { $0.urlParameters?.hasSuffix("}]") == true })
        #expect(samples.contains { $0.urlParameters?.hasSuffix("}}") == true })
        #expect(samples.contains { $0.total.customer != $0.total.merchant })
    }

    @Test("the same seed gives the same order, another seed another")
    func seeded() {
        let first = document(.make(seed: 1, index: 3, createdAt: moment))
        #expect(first == document(.make(seed: 1, index: 3, createdAt: moment)))
        #expect(first != document(.make(seed: 2, index: 3, createdAt: moment)))
    }

    @Test("the end customer's side is encoded, the hub's is not", arguments: [true, false])
    func sides(isPrimary: Bool) throws {
        var wish = wish("USD", "EUR")
        wish.isEndCustomerPrimary = isPrimary
        let sample = GlobalESampleOrder.make(seed: 1, index: 0, createdAt: moment, wish: wish)
        let order = document(sample)
        let buyer = try #require(order[isPrimary ? "PrimaryShipping" : "SecondaryShipping"])
        let hub = try #require(order[isPrimary ? "SecondaryShipping" : "PrimaryShipping"])
        #expect(order["Customer"]?["IsEndCustomerPrimary"] == .bool(isPrimary))
        #expect(buyer["Email"] == "jane%2bshop%40buyer.example")
        let space = sample.plusForSpace ? "+" : "%20"
        #expect(buyer["Address1"]?.text == "12 E 11th St%2c".replacing(" ", with: space) + space + "%234%2b")
        #expect(hub["City"] == "Roosendaal (Oud Gastel)")
        #expect(hub["Address2"]?.text == "Dock 100%+\r\n\(sample.id)")
        let office = try #require(order[isPrimary ? "SecondaryBilling" : "PrimaryBilling"])
        #expect(office["Phone1"] == "+31 (0)800 000 0000")
    }

    @Test("encrypted personal data is a blob, and encoded on top")
    func encrypted() throws {
        var wish = wish()
        wish.isEncrypted = true
        wish.isEndCustomerPrimary = true
        let order = document(.make(seed: 1, index: 0, createdAt: moment, wish: wish))
        let name = try #require(order["PrimaryShipping"]?["FirstName"]?.text)
        #expect(name.hasSuffix("%3d%3d"))
        #expect(!order.json.contains("jane"))
        #expect(order["IsSuppressPersonalInformation"] == true)
    }

    @Test("amounts without and with three decimals are spelled exactly, rates to 28 digits")
    func spelling() throws {
        let pen = GlobalEPen(customerCurrency: "JPY", merchantCurrency: "GBP")
        #expect(pen.customer(.init(customer: 1230, merchant: 0)) == .number("1230.0000"))
        #expect(pen.merchant(.init(customer: 0, merchant: -1990)) == .number("-19.9000"))
        let dinar = GlobalEPen(customerCurrency: "KWD", merchantCurrency: "EUR")
        #expect(dinar.customer(.init(customer: 1234, merchant: 0), 2) == .number("1.234"))
        let rate = GlobalEPen(customerCurrency: "USD", merchantCurrency: "GBP")
            .rate(.init(customer: 3500, merchant: 3071))
        // The published sample: 30.71 for 35.00.
        #expect(rate == .number("0.8774285714285714285714285714"))
    }

    @Test("an order for measuring has the size that was wished for")
    func padded() {
        var wish = GlobalESampleOrder.Wish()
        wish.lines = 1
        #expect((5000...12_000).contains(document(.make(seed: 1, index: 0, createdAt: moment)).bytes.readableBytes))
        wish.paddedTo = 8192
        for index in 0..<20 {
            let order = document(.make(seed: 1, index: index, createdAt: moment, wish: wish))
            #expect(order.bytes.readableBytes >= 8192)
            #expect(order.bytes.readableBytes < 10_000)
        }
    }

    @Test("an order is told as pending documents only where it needs some")
    func required() {
        var wish = wish()
        #expect(
            document(.make(seed: 1, index: 0, createdAt: moment, wish: wish))["AdditionalRequiredDocuments"] == .null)
        wish.needsDocuments = true
        let order = document(.make(seed: 1, index: 0, createdAt: moment, wish: wish))
        #expect(order["AdditionalRequiredDocuments"] == [["DocumentTypeCode": "11", "DocumentTypeName": "EAD"]])
    }
}
