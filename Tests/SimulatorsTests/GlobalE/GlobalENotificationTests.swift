import CryptoExtras
import Foundation
import NIOCore
import Testing

@testable import Simulators

@Suite("Global-e simulator: what it tells the merchant")
struct GlobalENotificationTests {
    @Test("SendOrderToMerchant brings the order, and the merchant's ids come back in what follows")
    func announced() async throws {
        try await withMerchant { globale, _, merchant in
            let id = try globale.createOrders(wish: wish(), announced: false)[0]
            let told = try await globale.take(.announce, of: id)
            #expect(told.map(\.kind) == [.order])
            #expect(told[0].isTaken && told[0].status == 200 && told[0].attempts == 1)
            #expect(told[0].answer?["OrderId"]?.text == "M\(id)")
            let first = try #require(try merchant.bodies("order").first)
            #expect(first["MerchantOrderId"] == .null)
            #expect(first["MerchantGUID"]?.text == merchantGUID)
            #expect(first["StatusCode"] == "N/A")

            try await globale.take(.pay, of: id)
            let payment = try #require(try merchant.bodies("order-payment").first)
            #expect(payment["MerchantOrderId"]?.text == "M\(id)")
            #expect(payment["MerchantInternalOrderId"]?.text == "internal-\(id)")
            #expect(payment["PaymentDetails"]?["CardNumber"] == "************7854")
            #expect(payment["Products"] == [])
            #expect(payment["CurrencyCode"] == .null && payment["PrimaryShipping"] == .null)
        }
    }

    @Test("the order number -1 is no order number")
    func failover() async throws {
        try await withMerchant { globale, _, merchant in
            merchant.reply(["Success": true, "OrderId": "-1"])
            let id = try globale.createOrders(wish: wish(), announced: false)[0]
            try await globale.take(.announce, of: id)
            #expect(globale.order(id)?.merchantOrderID == nil)
        }
    }

    @Test("a whole life is told: announced, paid, held, hub, shipped, delivered")
    func life() async throws {
        try await withMerchant { globale, call, merchant in
            let id = try globale.createOrders(wish: wish(lines: 1), announced: false)[0]
            for step in [GlobalEStep.announce, .pay, .hold, .release] { try await globale.take(step, of: id) }
            let line = try globale.lines(id)[0]
            try await call.post(
                "/Order/UpdateOrderDispatchV2",
                [
                    "OrderId": .text("M\(id)"),
                    "Parcels": [
                        [
                            "ParcelCode": "P1", "TrackingDetails": ["TrackingNumber": "T1"],
                            "Products": [["CartItemId": .text(line.cartItemID), "DeliveryQuantity": 2]],
                        ]
                    ],
                ])
            for step in [GlobalEStep.receiveInHub, .ship, .deliver] { try await globale.take(step, of: id) }

            #expect(
                merchant.kinds() == [
                    "order", "order-payment", "order-status", "order-status", "order-status", "parcel-dispatch",
                    "order-shipping-info", "order-shipping-info", "order-status",
                ])
            let codes = try merchant.bodies("order-status").map { $0["StatusCode"]?.text }
            #expect(codes == ["ON_HOLD", "RECEIVED", "RECEIVED_IN_HUB", "DELIVERED"])
            let parcel = try #require(try merchant.bodies("parcel-dispatch").first)
            #expect(parcel["DispatchedParcel"]?["ParcelTracking"]?["ParcelTrackingNumber"] == "T1")
            #expect(parcel["DispatchedParcel"]?["Products"]?[0]?["Quantity"] == 2)
            let shipping = try #require(try merchant.bodies("order-shipping-info").first)
            #expect(shipping["InternationalDetails"]?["OrderTrackingNumber"] == "T1")
            #expect(shipping["Customer"] == .null)
        }
    }

    @Test("a fraud cancellation comes with the whole order and a reason, any code also in the minimal form")
    func status() async throws {
        try await withMerchant { globale, _, merchant in
            let id = try globale.createOrders(wish: wish(), announced: false)[0]
            try await globale.take(.status(code: "CUSTOM", isFull: false), of: id)
            #expect(try await globale.take(.challenge, of: id) == [])
            #expect(globale.order(id)?.status == .fraudCheck)
            try await globale.take(.fraudCancel, of: id)
            let bodies = try merchant.bodies("order-status")
            #expect(
                bodies[0] == ["OrderId": .text(id), "StatusCode": "CUSTOM", "MerchantGUID": .text(merchantGUID)])
            #expect(bodies[1]["StatusCode"] == "canceled")
            #expect(bodies[1]["OrderStatusReason"]?["OrderStatusReasonCode"] == "FRAUD")
            #expect(bodies[1]["OrderStatusUpdateTime"]?.text?.isEmpty == false)
            #expect(bodies[1]["Products"]?.elements?.count == 2)
            #expect(globale.order(id)?.status == .cancelledByGlobalE)
        }
    }

    @Test("two notifications arrive at the same moment")
    func atOnce() async throws {
        try await withMerchant { globale, _, merchant in
            let id = try globale.paidOrder().sample.id
            merchant.hold(until: 2)
            let told = try await globale.takeAtOnce([.refund(), .status(code: "canceled")], of: id)
            #expect(Set(told.map(\.kind)) == [.orderRefund, .orderStatus])
            #expect(merchant.most == 2)
        }
    }

    @Test("a merchant's refund is told with its parts; with all out of stock the end of the order too")
    func refunds() async throws {
        try await withMerchant { globale, call, merchant in
            let order = try globale.paidOrder(wish(lines: 1))
            let gone: Document = [
                "CartItemId": .text(order.sample.lines[0].cartItemID), "RefundQuantity": 2,
                "RefundReason": ["OrderRefundReasonCode": "5"],
            ]
            try await call.refund(["OrderId": .text(order.sample.id), "RefundComments": "key-1"], [gone])
            #expect(try await eventually { merchant.requests.count == 2 })
            let refund = try #require(try merchant.bodies("order-refund").first)
            #expect(try refund["TotalRefundAmount"]?.minor("USD") == order.paid.customer)
            #expect(try refund["OriginalTotalRefundAmount"]?.minor("GBP") == order.paid.merchant)
            #expect(refund["RefundComments"] == "key-1")
            #expect(refund["Products"]?[0]?["CartItemId"]?.text == order.sample.lines[0].cartItemID)
            #expect(refund["Components"]?[0]?["IsChargedToMerchant"] == "True")
            #expect(try merchant.bodies("order-status").first?["StatusCode"] == "canceled")
        }
    }

    @Test("required documents come later, with the GUID in the header and files of any size")
    func documents() async throws {
        try await withMerchant { globale, _, merchant in
            var wish = wish()
            wish.needsDocuments = true
            let id = try globale.paidOrder(wish).sample.id
            try await globale.take(.ship, of: id)
            let told = try await globale.take(.documents(bytes: 300_000), of: id)
            #expect(told[0].isTaken)
            let request = try #require(merchant.requests.last)
            #expect(request.path.hasSuffix("/in/globale/required-documents"))
            #expect(request.header("MerchantGUID") == merchantGUID)
            let body = try request.document()
            #expect(body["MerchantGUID"] == nil)
            let file = try #require(body["AdditionalRequiredDocuments"]?[0])
            #expect(file["DocumentTypeCode"] == "11" && file["DocumentTypeName"] == "EAD")
            #expect(Data(base64Encoded: file["DocumentData"]?.text ?? "")?.count == 300_000)
            #expect(file["TrackingNumber"]?.text == globale.order(id)?.parcels[0].trackingNumber)
        }
    }

    @Test("with a delay set, documents that were asked for come by themselves")
    func documentsByThemselves() async throws {
        try await withMerchant(.init(documentsDelay: .milliseconds(20))) { globale, call, merchant in
            let id = try globale.paidOrder().sample.id
            try await globale.take(.ship, of: id)
            let number = try #require(globale.order(id)?.parcels[0].trackingNumber)
            let before = merchant.requests.count
            try await call.post(
                "/additional-required-documents",
                ["Orders": [["OrderId": .text(id), "TrackingNumbers": [.text(number)]]]])
            #expect(try await eventually { merchant.requests.count == before + 1 })
            #expect(merchant.kinds().last == "required-documents")
            #expect(globale.order(id)?.documentRequests == [])
        }
    }

    @Test("restricted products are told by their articles")
    func restricted() async throws {
        try await withMerchant { globale, _, merchant in
            let order = try globale.paidOrder()
            try await globale.take(.removeRestricted(), of: order.sample.id)
            let body = try #require(try merchant.bodies("restricted-products").first)
            #expect(body["RemovedProductCodes"] == [.text(order.sample.lines[0].sku)])
            #expect(body["CartId"]?.text == order.sample.cartID)
            #expect(body["CountryCode"] == "US")
        }
    }

    @Test("a replacement is announced with its link, then paid")
    func replacement() async throws {
        try await withMerchant { globale, call, merchant in
            let order = try globale.paidOrder()
            let line = order.sample.lines[0]
            let product: Document = [
                "productCode": .text(line.sku), "orderedQuantity": 1, "salePrice": 1,
                "parentCartItemId": .text(line.cartItemID),
            ]
            let replaced: Document = ["quantity": 1, "cartItemId": .text(line.cartItemID)]
            let reply = try await call.post(
                "/checkout/CreateOrder",
                [
                    "orderReplacement": [
                        "originalOrderId": .text(order.sample.id), "replacedProducts": [replaced],
                    ],
                    "cartData": ["products": [product]],
                ])
            #expect(reply.status == 200)
            #expect(try await eventually { merchant.requests.count == 2 })
            #expect(merchant.kinds() == ["order", "order-payment"])
            #expect(try merchant.bodies("order").first?["OriginalOrder"]?["OrderId"]?.text == order.sample.id)
        }
    }

    @Test("a failed call is tried again after no answer, a 500 and a 429, and no more than allowed")
    func retried() async throws {
        try await withMerchant { globale, _, merchant in
            for fault in [Fault.dropBefore, .status(500), .status(429, retryAfter: 1)] {
                merchant.faults.add(FaultRule("receive", fault))
            }
            let id = try globale.createOrders(wish: wish(), announced: false)[0]
            let told = try await globale.take(.announce, of: id)
            #expect(told[0].attempts == 4 && told[0].isTaken)
            merchant.faults.add(FaultRule("receive", count: nil, .status(503)))
            let failed = try await globale.take(.announce, of: id)
            #expect(failed[0].attempts == 4 && !failed[0].isTaken && failed[0].status == 503)
            merchant.faults.clear(operation: "receive")
            merchant.faults.add(FaultRule("receive", .status(404)))
            #expect(try await globale.take(.announce, of: id)[0].attempts == 1)
        }
    }

    @Test("an answer that says Success false is kept and not taken, also as text")
    func unsuccessful() async throws {
        try await withMerchant { globale, _, merchant in
            merchant.reply(["Success": "false", "ErrorCode": "501", "OrderId": "X"])
            let id = try globale.createOrders(wish: wish(), announced: false)[0]
            let told = try await globale.take(.announce, of: id)
            #expect(!told[0].isTaken)
            #expect(told[0].answer?["ErrorCode"] == "501")
            #expect(globale.order(id)?.merchantOrderID == nil)
        }
    }

    @Test("signed notifications carry an RS256 token that the published key verifies")
    func signed() async throws {
        try await withMerchant(issuer: "https://platform.example") { globale, call, merchant in
            let id = try globale.createOrders(wish: wish(), announced: false)[0]
            try await globale.take(.announce, of: id)
            let header = try #require(merchant.requests.first?.header("authorization"))
            let parts = header.dropFirst("Bearer ".count).split(separator: ".").map(String.init)
            #expect(parts.count == 3)
            let published = try await call.plain.get("/_control/key").json
            let key = try _RSA.Signing.PublicKey(pemRepresentation: try #require(published["publicKey"]?.text))
            let signature = _RSA.Signing.RSASignature(rawRepresentation: try #require(Self.decoded(parts[2])))
            let signedText = Data((parts[0] + "." + parts[1]).utf8)
            #expect(key.isValidSignature(signature, for: signedText, padding: .insecurePKCS1v1_5))
            let claims = try Document(ByteBuffer(bytes: try #require(Self.decoded(parts[1]))))
            #expect(claims["iss"] == "https://platform.example")
            #expect(published["issuer"] == "https://platform.example")
            #expect((claims["exp"]?.integer ?? 0) - (claims["iat"]?.integer ?? 0) == 300)
        }
    }

    private static func decoded(_ text: String) -> Data? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}
