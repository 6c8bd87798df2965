import Testing

@testable import Simulators

@Suite("Global-e simulator: refunds")
struct GlobalERefundTests {
    private func product(
        _ line: GlobalESampleOrder.Line, _ quantity: Document = 1, reason: String = "RETURN"
    ) -> Document {
        [
            "CartItemId": .text(line.cartItemID), "RefundQuantity": quantity,
            "RefundReason": ["OrderRefundReasonCode": .text(reason), "Name": .text(reason)], "RefundComments": "",
        ]
    }

    private func expect(_ reply: Caller.Reply, _ code: String) {
        #expect(reply.status == 400)
        #expect(reply.json["Code"]?.text == code)
        #expect(reply.json["Error"]?.text?.isEmpty == false)
    }

    @Test("products without amounts go back at the order's price, in both currencies")
    func products() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let line = order.sample.lines[0]
            let reply = try await call.refund(["OrderId": .text(order.sample.id)], [product(line, "1")])

            #expect(reply.status == 200)
            #expect(reply.json["Success"] == true)
            let after = try #require(globale.order(order.sample.id))
            #expect(after.refunds.map(\.amount) == [line.discounted])
            #expect(after.effects == ["refund": 1])
            let shown = try #require(reply.json["NotifyRefundOrder"])
            #expect(try shown["TotalRefundAmount"]?.minor("USD") == line.discounted.customer)
            #expect(try shown["OriginalTotalRefundAmount"]?.minor("GBP") == line.discounted.merchant)
            #expect(shown["CurrencyCode"] == "USD" && shown["OriginalCurrencyCode"] == "GBP")
        }
    }

    @Test("both arguments in the body are taken as well, names in any case and amounts as text")
    func inBody() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let body: Document = [
                "orderRefund": [
                    "orderId": .text(order.sample.id), "totalRefundAmount": "7.5",
                    "ServiceGestureAmount": .number("7.5"),
                ],
                "refundProductsList": [],
            ]
            #expect(try await call.post("/Order/CreateOrderRefund", body).status == 200)
            #expect(globale.order(order.sample.id)?.refunded.customer == 750)
        }
    }

    @Test("without amounts of products the stated total is recalculated from all components")
    func recalculated() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let line = order.sample.lines[0]
            try await call.refund(
                [
                    "OrderId": .text(order.sample.id), "TotalRefundAmount": 1, "ServiceGestureAmount": 2,
                    "ShippingAmount": "1.50",
                ], [product(line)])
            #expect(globale.order(order.sample.id)?.refunded.customer == line.discounted.customer + 350)
            let parts = globale.order(order.sample.id)?.refunds[0].components.map(\.type)
            #expect(parts == ["Products", "Shipping", "ServiceGesture"])
        }
    }

    @Test("with amounts of products the stated totals count")
    func stated() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let priced: Document = [
                "CartItemId": .text(order.sample.lines[0].cartItemID), "RefundQuantity": "1", "RefundAmount": "4.20",
            ]
            try await call.refund(
                ["OrderId": .text(order.sample.id), "TotalRefundAmount": "4.5", "OriginalTotalRefundAmount": "3.33"],
                [priced])
            #expect(globale.order(order.sample.id)?.refunded == GlobalEAmount(customer: 450, merchant: 333))
        }
    }

    @Test("a full refund gives back exactly what was paid, takes no products, and happens once")
    func full() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let full: Document = ["OrderId": .text(order.sample.id), "FullRefund": true, "TotalRefundAmount": 1]
            let refused = try await call.refund(full, [product(order.sample.lines[0])])
            expect(refused, "400")
            #expect(refused.json["Error"] == "Full refund requested but list of RefundProduct is not empty.")
            #expect(try await call.refund(full).status == 200)
            #expect(globale.order(order.sample.id)?.refunded == order.paid)
            expect(try await call.refund(full), "1001")
        }
    }

    @Test("1001: a cancelled order has nothing to refund")
    func cancelled() async throws {
        try await withGlobalE { globale, call in
            let id = try globale.paidOrder().sample.id
            try await globale.take(.customerCancel, of: id)
            expect(try await call.refund(["OrderId": .text(id), "FullRefund": true]), "1001")
        }
    }

    @Test("1002: more than is left, to the minor unit")
    func tooMuch() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            func gesture(_ count: Int64) -> Document {
                [
                    "OrderId": .text(order.sample.id),
                    "ServiceGestureAmount": .number(MinorUnits(count, "USD").major),
                ]
            }
            expect(try await call.refund(gesture(order.paid.customer + 1)), "1002")
            #expect(try await call.refund(gesture(order.paid.customer - 1)).status == 200)
            expect(try await call.refund(gesture(2)), "1002")
            #expect(try await call.refund(gesture(1)).status == 200)
            #expect(globale.order(order.sample.id)?.refunded == order.paid)
        }
    }

    @Test(
        "1003: a quantity that is missing, nothing, broken or no number",
        arguments: [nil, 0, -1, "1.5", "x"] as [Document])
    func badQuantity(quantity: Document) async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let reply = try await call.refund(
                ["OrderId": .text(order.sample.id)], [product(order.sample.lines[0], quantity)])
            expect(reply, "1003")
        }
    }

    @Test("1004: a refund of nothing")
    func nothing() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            expect(try await call.refund(["OrderId": .text(order.sample.id)], []), "1004")
            expect(try await call.refund(["OrderId": .text(order.sample.id), "ServiceGestureAmount": 0]), "1004")
        }
    }

    @Test("1005: a line that is not in the order, by cart item or by article")
    func foreign() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            for stranger in [
                ["CartItemId": "none", "RefundQuantity": 1], ["ProductCode": "none", "RefundQuantity": 1],
            ]
                as [Document]
            {
                expect(try await call.refund(["OrderId": .text(order.sample.id)], [stranger]), "1005")
            }
            let bySKU: Document = ["ProductCode": .text(order.sample.lines[0].sku), "RefundQuantity": 1]
            #expect(try await call.refund(["OrderId": .text(order.sample.id)], [bySKU]).status == 200)
        }
    }

    @Test("1006: more pieces than are left, over calls and within one")
    func tooMany() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let line = order.sample.lines[0]
            let target: Document = ["OrderId": .text(order.sample.id)]
            expect(try await call.refund(target, [product(line, 3)]), "1006")
            expect(try await call.refund(target, [product(line, 1), product(line, 2)]), "1006")
            #expect(try await call.refund(target, [product(line, 2)]).status == 200)
            expect(try await call.refund(target, [product(line, 1)]), "1006")
            #expect(globale.order(order.sample.id)?.effects == ["refund": 1])
        }
    }

    @Test("ProductsDutiesRefund adds the duties of the products and excludes amounts of its own")
    func duties() async throws {
        try await withGlobalE { globale, call in
            var sample = GlobalESampleOrder.make(
                seed: 1, index: 0, createdAt: Timestamp(milliseconds: 0), wish: wish("CAD"))
            sample.dutiesGuaranteed = true
            sample.merchantBearsDuties = false
            sample.lines[0].duty = .init(customer: 30, merchant: 20)
            sample.lines[0].tax = .init(customer: 5, merchant: 3)
            try globale.create(sample)
            try await globale.take(.pay, of: sample.id)
            let target: Document = ["OrderId": .text(sample.id), "ProductsDutiesRefund": true, "DutiesAmount": 1]
            expect(try await call.refund(target, [product(sample.lines[0])]), "400")
            try await call.refund(
                ["OrderId": .text(sample.id), "ProductsDutiesRefund": true], [product(sample.lines[0])])
            #expect(globale.order(sample.id)?.refunded.customer == sample.lines[0].discounted.customer + 35)
        }
    }

    @Test("failures come as ResponseInfo where the merchant's account says so, with any status")
    func responseInfo() async throws {
        var assumptions = GlobalEAssumptions()
        assumptions.refundErrorsAreErrorInfo = false
        assumptions.refusalStatus = 200
        try await withGlobalE(.init(assumptions: assumptions)) { globale, call in
            let order = try globale.paidOrder()
            let reply = try await call.refund(["OrderId": .text(order.sample.id)])
            #expect(reply.status == 200)
            #expect(reply.json["Success"] == false)
            #expect(reply.json["Reason"] == "Refund request must contain at least one refund component")
        }
    }

    @Test("an order that is not known, or not named, is refused")
    func unknown() async throws {
        try await withGlobalE { _, call in
            expect(try await call.refund(["OrderId": "GE1GB"]), "400")
            expect(try await call.refund([:]), "EmptyString")
        }
    }

    @Test("out of stock takes pieces out and pays them back; stated amounts do not count")
    func outOfStock() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let line = order.sample.lines[0]
            guard case .object(var members) = product(line, 1, reason: "Out of stock") else { return }
            members.append(.init("RefundAmount", 0))
            let reply = try await call.refund(["OrderId": .text(order.sample.id)], [.object(members)])

            #expect(reply.status == 200)
            let after = try #require(globale.order(order.sample.id))
            #expect(after.sample.lines[0].quantity == 1)
            #expect(after.refunded == order.sample.total - after.sample.total)
            #expect(after.effects == ["refund": 1, "out-of-stock": 1])
            let details = try await call.details(order.sample.id)
            #expect(details["Products"]?[0]?["Quantity"] == 1)
        }
    }

    @Test("with every line out of stock the order is cancelled by the merchant and all is paid back")
    func allOutOfStock() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let reply = try await call.refund(
                ["OrderId": .text(order.sample.id)], order.sample.lines.map { product($0, 2, reason: "23") })
            #expect(reply.status == 200)
            let after = try #require(globale.order(order.sample.id))
            #expect(after.status == .cancelledByMerchant)
            #expect(after.refunded == order.paid)
            expect(try await call.refund(["OrderId": .text(order.sample.id), "FullRefund": true]), "1001")
        }
    }

    @Test("an appeasement for a line is deducted from what out of stock pays back")
    func appeased() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder(wish(lines: 2, quantity: 2))
            let line = order.sample.lines[0]
            let half: Document = [
                "CartItemId": .text(line.cartItemID), "RefundQuantity": 1, "RefundAmount": "0.50",
                "RefundReason": ["OrderRefundReasonCode": "DAMAGED"],
            ]
            try await call.refund(["OrderId": .text(order.sample.id)], [half])
            try await call.refund(["OrderId": .text(order.sample.id)], [product(line, 1, reason: "5")])
            let goods = globale.order(order.sample.id)?.refunds[1].components[0].amount.customer
            #expect(goods == min(line.discounted.customer, line.discounted.customer * 2 - 50))
        }
    }

    @Test("the four rules of out of stock are told in words")
    func outOfStockRules() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let target: Document = ["OrderId": .text(order.sample.id)]
            let (first, second) = (order.sample.lines[0], order.sample.lines[1])
            let mixed = try await call.refund(target, [product(first, 1, reason: "5"), product(second)])
            #expect(mixed.json["Error"]?.text?.contains("alongside other refund reasons") == true)
            let many = try await call.refund(target, [product(first, 3, reason: "14")])
            #expect(many.json["Error"]?.text?.contains("exceeds the number of remaining products") == true)
            for none in [0, nil] as [Document] {
                let zero = try await call.refund(target, [product(first, none, reason: "5")])
                #expect(zero.json["Error"]?.text?.contains("quantity missing or zero") == true)
            }
            try await globale.take(.ship, of: order.sample.id)
            let late = try await call.refund(target, [product(first, 1, reason: "5")])
            #expect(late.json["Error"]?.text?.contains("status Dispatched to Customer does not permit") == true)
            #expect(globale.order(order.sample.id)?.refunds.isEmpty == true)
        }
    }
}
