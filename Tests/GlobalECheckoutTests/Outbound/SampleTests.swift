import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlobalECheckout

@Suite("Every request sample goes out as it is documented")
struct SampleTests {
    private func check(
        _ operation: GlobalEOperation, _ request: String, _ path: String, query: String = "", body: String,
        _ answer: String = Outbound.success
    ) async throws {
        let (result, deviations, _) = try await Outbound.deliver(
            try Outbound.told(operation, request), [Outbound.step(path, query: query, body: body, answer)])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
    }

    @Test(
        "a body that is told goes out with the members and the spelling of the sample",
        arguments: [
            ("create-order-platform", .createOrderPlatform, "/Checkout/CreateOrderPlatform"),
            ("dispatch-consolidated-shipment", .dispatchConsolidatedShipment, "/Order/DispatchConsolidatedShipment"),
            ("edit-order", .editOrder, "/api/orders/changes"),
            ("get-shipping-documents", .getShippingDocuments, "/Order/GetShippingDocuments"),
            ("get-shipping-documents.existing", .getShippingDocuments, "/Order/GetShippingDocuments"),
            ("update-order-dispatch-v2", .updateOrderDispatchV2, "/Order/UpdateOrderDispatchV2"),
            ("create-order", .createOrder, "/checkout/CreateOrder"),
            (
                "create-additional-required-documents", .createAdditionalRequiredDocuments,
                "/additional-required-documents"
            ),
        ] as [(String, GlobalEOperation, String)])
    func bodies(_ fixture: String, _ operation: GlobalEOperation, _ path: String) async throws {
        let sample = try Outbound.text("\(fixture).request.json")

        try await check(operation, sample, path, body: sample)
    }

    @Test("members in another case go out as the sample spells them")
    func otherCase() async throws {
        let sample = try Outbound.text("edit-order.request.json")
        let told = sample.replacing("\"NewProducts\"", with: "\"newproducts\"")
            .replacing("\"subsidizeHigherValue\"", with: "\"SubsidizeHigher\"")

        try await check(.editOrder, told, "/api/orders/changes", body: sample)
    }

    @Test("blanks in front of documented ids are no part of them")
    func dispatchOrders() async throws {
        try await check(
            .dispatchOrders, try Outbound.text("dispatch-orders.request.json"), "/Order/DispatchOrders",
            body: #"{"HubCode":"Store","OrderIds":["GE2794623GB","GE2794622GB","GE2794621GB"]}"#,
            #"{"IsSuccess":true,"ShipperManifests":[]}"#)
        try await check(
            .dispatchOrders, try Outbound.text("dispatch-orders.merchant-ids.request.json"), "/Order/DispatchOrders",
            body: #"{"OrderIds":["2794623","2794622","2794621"]}"#, #"{"IsSuccess":true,"ShipperManifests":[]}"#)
    }

    @Test("a dispatch without a selector is of the order that it is told about")
    func dispatchThisOrder() async throws {
        try await check(
            .dispatchOrders, #"{"hubcode":"Store"}"#, "/Order/DispatchOrders",
            body: #"{"OrderIds":["\#(Outbound.orderID)"],"HubCode":"Store"}"#, #"{"IsSuccess":true}"#)
    }

    @Test(
        "the products of a refund are the body, its details travel in the query",
        arguments: ["create-order-refund", "create-order-refund.out-of-stock"])
    func refund(_ fixture: String) async throws {
        let products = try Outbound.text("\(fixture).request.json")
        let details = #"{"OrderId":"\#(Outbound.orderID)","externalReference":"K1"}"#

        try await check(
            .createOrderRefund, #"{"refundProductsList":\#(products)}"#, "/Order/CreateOrderRefund",
            query: Outbound.argument("orderRefund", details), body: products)
    }

    @Test("the flat status of the documented sample becomes a group in the query; the body stays empty")
    func status() async throws {
        let sample = try Outbound.text("update-order-status.request.json")
        let reason = #""OrderStatusReason":{"OrderStatusReasonCode":"1010","Name":"CustomerCancel"}"#
        let details =
            #"{"OrderId":"00010000100000000020","OrderStatus":{"OrderStatusCode":"canceled"},\#(reason)}"#

        try await check(
            .cancelOrder, sample.dropLast() + ",\(reason)}", "/Order/UpdateOrderStatus",
            query: Outbound.argument("orderStatus", details), body: "")
    }

    @Test("the sample's cancellation without a reason is held, because the customer is told one")
    func statusWithoutReason() throws {
        let delivery = try Outbound.told(.updateOrderStatus, try Outbound.text("update-order-status.request.json"))

        let problem = #expect(throws: TranslationProblem.self) { try Outbound.adapter().prepare(delivery) }
        #expect(problem?.pointer == "/request/OrderStatusReason")
    }

    @Test("the legacy dispatch has its status and parcels in the query and its products in the body")
    func legacyDispatch() async throws {
        let products = try Outbound.text("update-order-dispatch.products.json")
        let parcels = #"[{"ParcelCode":"P1"}]"#
        let told =
            #"{"orderStatus":{"OrderStatus":{"OrderStatusCode":"shipped"}},"parcelsList":\#(parcels),"#
            + #""productsList":\#(products)}"#
        let status = #"{"OrderId":"\#(Outbound.orderID)","OrderStatus":{"OrderStatusCode":"shipped"}}"#

        try await check(
            .updateOrderDispatch, told, "/Order/UpdateOrderDispatch",
            query: Outbound.argument("orderStatus", status) + "&" + Outbound.argument("parcelsList", parcels),
            body: products)
    }

    @Test("SendOrder travels in the query, and its answer brings the order's id")
    func sendOrder() async throws {
        let sample = try Outbound.text("send-order.request.json")
        let root = try JSONDocument.parse(Array(sample.utf8)).root
        func raw(_ name: String) -> String { String(decoding: root[name]?.rawBytes ?? [], as: UTF8.self) }
        let query = [
            "cartToken=707ce8e4-bae7-4138-bfbd-000a480f54b0",
            Outbound.argument("shippingDetails", raw("shippingDetails")),
            Outbound.argument("billingDetails", raw("billingDetails")), "isTaxPrePaid=true", "paymentMethodId=2",
        ].joined(separator: "&")
        let answer = #"{"PaymentActionURL":"https://pay.example/1","Order":{"OrderId":"GE7"}}"#

        let (result, deviations, _) = try await Outbound.deliver(
            try Outbound.told(.sendOrder, sample), [Outbound.step("/Order/SendOrder", query: query, body: "", answer)])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.references == [Reference(system: "globale", kind: .order, value: "GE7")])
        #expect(result.warnings.map(\.code) == ["globale.payment-action"])
    }

    @Test("UpdateOrder is refused here, because Global-e did not implement it")
    func updateOrder() async throws {
        let sample = try Outbound.text("update-order.request.json")

        let (result, deviations, _) = try await Outbound.deliver(try Outbound.told(.updateOrder, sample), [])

        #expect(deviations == [])
        #expect(result.outcome.short == "rejected globale.not-implemented")
    }

    @Test("metadata is merged, and the order's id is filled in")
    func products() async throws {
        let told = #"{"products":[{"cartitemid":"134643","origincountrycode":"IT"}]}"#

        try await check(
            .updateOrderProducts, told, "/Order/UpdateOrderProducts",
            body: #"{"MetaDataUpdateType":"Merge","OrderId":"\#(Outbound.orderID)","#
                + #""Products":[{"CartItemId":"134643","OriginCountryCode":"IT"}]}"#)
    }

    @Test(
        "what breaks a documented rule is held before it is sent, with the member's pointer",
        arguments: [
            (.updateOrderDispatchV2, #"{"Parcels":[]}"#, "/request/Parcels"),
            (
                .updateOrderDispatchV2, #"{"Exceptions":[{"CartItemId":"1","ExceptionType":3}]}"#,
                "/request/Exceptions/0/Quantity"
            ),
            (
                .updateOrderDispatchV2, #"{"Exceptions":[{"CartItemId":"1","ExceptionType":4}]}"#,
                "/request/Exceptions/0/ExceptionType"
            ),
            (
                .getShippingDocuments,
                #"{"Parcels":[{"ShippingAdditionalInformation":[]}],"ShippingAdditionalInformation":[]}"#,
                "/request/ShippingAdditionalInformation"
            ),
            (.editOrder, #"{"RemovedProducts":[{"cartItemId":"1","quantity":1}]}"#, "/request/NewProducts"),
            (.createOrderRefund, "{}", "/request/orderRefund"),
            (
                .createOrderRefund,
                #"{"orderRefund":{"FullRefund":true},"refundProductsList":[{"CartItemId":"1","RefundQuantity":1}]}"#,
                "/request/refundProductsList"
            ),
            (
                .createOrderRefund, #"{"orderRefund":{"ProductsDutiesRefund":true,"DutiesAmount":"1.00"}}"#,
                "/request/orderRefund/ProductsDutiesRefund"
            ),
            (.dispatchConsolidatedShipment, #"{"OrderIds":["GE1"]}"#, "/request/OuterBoxesAmount"),
            (
                .createAdditionalRequiredDocuments, #"{"Orders":[{"OrderId":"GE1"}]}"#,
                "/request/Orders/0/TrackingNumbers"
            ),
            (
                .createOrder, #"{"orderReplacement":{"replacedProducts":[]},"cartData":{}}"#,
                "/request/orderReplacement/replacedProducts"
            ),
            (.sendOrder, #"{"cartToken":"1","cardDetails":{}}"#, "/request/cardDetails"),
            (.createOrderPlatform, #"{"Currency":{"CurrencyCode":"EUR"}}"#, "/request/Products"),
            (.updateOrderProducts, #"{"Products":[{"OriginCountryCode":"IT"}]}"#, "/request/Products/0/CartItemId"),
            (.updateOrderStatus, #"{"OrderComments":"x"}"#, "/request/OrderStatus"),
            (.updateOrderDispatch, #"{"orderStatus":{},"productsList":[]}"#, "/request/productsList"),
            (.updateOrderDispatchV2, #"{"Parcels":{}}"#, "/request/Parcels"),
            (.updateOrderDispatchV2, #"{"Parcels":[{}],"parcels":[{}]}"#, "/request/Parcels"),
        ] as [(GlobalEOperation, String, String)])
    func held(_ operation: GlobalEOperation, _ request: String, _ pointer: String) throws {
        let delivery = try Outbound.told(operation, request)

        let problem = #expect(throws: TranslationProblem.self) { try Outbound.adapter().prepare(delivery) }
        #expect(problem?.pointer == pointer)
    }
}
