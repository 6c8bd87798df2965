import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlobalECheckout

@Suite("Every documented error is classified by its endpoint and code")
struct ErrorTests {
    private static let requests: [GlobalEOperation: String] = [
        .createOrderRefund: #"{"refundProductsList":[{"CartItemId":"134643","RefundQuantity":1}]}"#,
        .updateOrderProducts: #"{"Products":[{"CartItemId":"134643","OriginCountryCode":"IT"}]}"#,
        .getShippingDocuments: #"{"Parcels":[{"ParcelCode":"P1"}]}"#,
        .updateOrderDispatchV2: #"{"Parcels":[{"ParcelCode":"P1"}]}"#,
        .dispatchOrders: #"{"OrderIds":["GE1"]}"#,
        .dispatchConsolidatedShipment: #"{"OrderIds":["GE1"],"OuterBoxesAmount":1}"#,
        .editOrder: #"{"NewProducts":[{"ProductCode":"1","OrderedQuantity":1,"CartItemId":"2"}]}"#,
        .createAdditionalRequiredDocuments: #"{"Orders":[{"OrderId":"GE1","TrackingNumbers":["T1"]}]}"#,
        .createOrder: #"{"orderReplacement":{"replacedProducts":[{"quantity":1,"cartItemId":"1"}]},"#
            + #""cartData":{"products":[{"productCode":"1","orderedQuantity":1}]}}"#,
        .createOrderPlatform:
            #"{"Currency":{"CurrencyCode":"EUR"},"Products":[{"ProductCode":"1","OrderedQuantity":1}]}"#,
        .updateOrderStatus: #"{"OrderStatus":{"OrderStatusCode":"packing"}}"#,
        .updateOrderDispatch: #"{"orderStatus":{"StatusCode":"shipped"},"#
            + #""productsList":[{"ProductCode":"1","DeliveryQuantity":1}]}"#,
        .sendOrder: #"{"cartToken":"1","shippingDetails":{},"billingDetails":{},"isTaxPrePaid":true}"#,
    ]

    private func outcome(
        _ operation: GlobalEOperation, _ body: String, status: Int, attempt: Int = 1, headers: HTTPFields = [:]
    ) throws -> Outcome {
        let adapter = try Outbound.adapter()
        let delivery = try Outbound.told(operation, Self.requests[operation] ?? "{}", attempt: attempt)
        let response = WireResponse(status: status, headers: headers, body: Array(body.utf8))
        return adapter.conclude(response, to: try adapter.prepare(delivery), of: delivery).outcome
    }

    @Test(
        "a code decides, whatever the status and the envelope",
        arguments: [
            (.createOrderRefund, ["1001", "1002", "1003", "1004", "1005", "1006"], "rejected"),
            (.updateOrderProducts, ["D001", "D002", "D003", "D004", "D005"], "rejected"),
            (.getShippingDocuments, ["A100", "A300", "A400", "A019"], "rejected"),
            (.getShippingDocuments, ["A200"], "retry"), (.getShippingDocuments, ["A500", "A018"], "unknown"),
            (
                .dispatchOrders,
                ["B001", "B002", "B003", "B004", "B100", "B200", "B300", "B401", "B402", "B403", "B404", "B600"],
                "rejected"
            ),
            (.dispatchOrders, ["B400", "B500"], "unknown"),
            (.dispatchConsolidatedShipment, ["B003", "B004", "B200", "B300", "B600"], "rejected"),
            (.dispatchConsolidatedShipment, ["B400", "B500"], "unknown"),
            (.editOrder, ["B100"], "rejected"), (.createAdditionalRequiredDocuments, ["B001"], "rejected"),
            (.updateOrderStatus, ["EmptyString", "400", "401"], "rejected"), (.updateOrderStatus, ["500"], "retry"),
            (.createOrder, ["400", "401"], "rejected"), (.createOrder, ["500"], "unknown"),
            (.createOrderPlatform, ["EmptyString"], "rejected"), (.sendOrder, ["500"], "unknown"),
            (.updateOrderDispatch, ["400"], "rejected"), (.updateOrderDispatchV2, ["500"], "unknown"),
        ] as [(GlobalEOperation, [String], String)])
    func codes(_ operation: GlobalEOperation, _ codes: [String], _ kind: String) throws {
        for code in codes {
            let bodies = [
                #"{"Code":"\#(code)","Error":"words","Description":"more"}"#,
                #"{"code":"\#(code)","error":"words"}"#, #"{"Code":"\#(code)","Message":"words"}"#,
                #"{"Errors":[{"Code":"\#(code)","Message":"words","Description":"id"}]}"#,
                #"{"IsSuccess":false,"ErrorText":"words","Errors":[{"OrderID":"1","ErrorCode":"\#(code)","ErrorText":"words"}]}"#,
                #"{"Success":"false","ErrorCode":"\#(code)","Message":"words"}"#,
            ]
            for body in bodies {
                for status in [200, 400] {
                    let outcome = try outcome(operation, body, status: status)
                    #expect(outcome.short.hasPrefix("\(kind) "), "\(operation) \(code) \(status) \(body): \(outcome)")
                }
            }
        }
    }

    @Test(
        "the documented error samples are refusals that say why",
        arguments: [
            (.createOrderRefund, "create-order-refund", "rejected globale.1006"),
            (.editOrder, "edit-order", "rejected globale.b100"),
            (.createAdditionalRequiredDocuments, "create-additional-required-documents", "rejected globale.b001"),
        ] as [(GlobalEOperation, String, String)])
    func samples(_ operation: GlobalEOperation, _ fixture: String, _ expected: String) throws {
        #expect(try outcome(operation, try Outbound.text("\(fixture).error.json"), status: 400).short == expected)
    }

    @Test("a refusal that an earlier attempt may have caused is in doubt", arguments: ["1001", "1002", "1006"])
    func repeated(_ code: String) throws {
        let outcome = try outcome(.createOrderRefund, #"{"Code":\#(code),"Error":"x"}"#, status: 200, attempt: 2)

        #expect(outcome.short == "unknown globale.\(code)")
    }

    @Test(
        "the refusals of out-of-stock refunds have no code and are refusals",
        arguments: [
            "Issuing a refund for out-of-stock products alongside other refund reasons is not permitted.",
            "The number of out-of-stock products exceeds the number of remaining products.",
            "Out-of-stock quantity missing or zero. Please provide a valid quantity.",
            "The current order status Shipped does not permit the declaration of out-of-stock products",
            "Full refund requested but list of RefundProduct is not empty.",
        ])
    func words(_ words: String) throws {
        for body in [#"{"Success":false,"Reason":"\#(words)"}"#, #"{"Error":"\#(words)"}"#] {
            let outcome = try outcome(.createOrderRefund, body, status: 200)
            #expect(outcome.short == "rejected globale.refused")
            guard case .rejected(let reason) = outcome else { return }
            #expect(reason.message.hasSuffix(words))
        }
    }

    @Test("an edit that the order's state forbids is a refusal, not a wrong credential")
    func forbidden() throws {
        #expect(try outcome(.editOrder, #"{"Message":"no"}"#, status: 403).short == "rejected http.403")
        #expect(try outcome(.createOrder, "", status: 403).short == "rejected globale.unauthorised")
        #expect(try outcome(.createOrder, "", status: 401).short == "rejected globale.unauthorised")
    }

    @Test("a person's address in Global-e's words does not reach the timeline")
    func noAddress() throws {
        let outcome = try outcome(.createOrder, #"{"Code":"X","Error":"bad jo@example.com"}"#, status: 400)

        #expect(outcome == .rejected(Reason(code: "globale.x", message: "Global-e refused the call: bad …")))
    }

    @Test("what contradicts itself or says nothing is in doubt")
    func unclear() throws {
        #expect(try outcome(.createOrder, Outbound.success, status: 500).short == "unknown globale.contradiction")
        for body in ["", "<html>", "[]", "{}", "null", "true"] {
            #expect(try outcome(.createOrderRefund, body, status: 200).short == "unknown globale.unclear")
        }
        #expect(try outcome(.createOrderRefund, "", status: 503).short == "unknown http.503")
        #expect(try outcome(.updateOrderStatus, "", status: 503).short == "retry http.503")
    }

    @Test("too many requests wait as long as Global-e says, also with an ErrorInfo")
    func throttled() throws {
        for body in ["", #"{"Code":"429","Error":"slow down"}"#] {
            let outcome = try outcome(.createOrderRefund, body, status: 429, headers: [.retryAfter: "7"])
            guard case .retry(_, after: .seconds(7)?) = outcome else {
                Issue.record("\(outcome)")
                return
            }
        }
    }

    @Test("a refusal of one order among several is told as a part of a success")
    func partial() async throws {
        let answer =
            #"{"IsSuccess":true,"ShipperManifests":[],"Errors":[{"OrderID":"GE1","ErrorCode":"B002","ErrorText":"no label"}]}"#

        let (result, _, _) = try await Outbound.deliver(
            try Outbound.told(.dispatchOrders, #"{"OrderIds":["GE1","GE2"]}"#),
            [Outbound.step("/Order/DispatchOrders", answer)])

        #expect(result.outcome == .confirmed)
        #expect(result.warnings.map(\.message) == ["Global-e refused a part of the call: no label"])
    }

    @Test("a replacement brings its own id, which does not become the order's")
    func replacement() async throws {
        let (result, deviations, _) = try await Outbound.deliver(
            try Outbound.told(.createOrder, try Outbound.text("create-order.request.json")),
            [Outbound.step("/checkout/CreateOrder", try Outbound.text("create-order.response.json"))])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.references.map(\.value) == ["GE10098224286NL"])
        #expect(result.references.allSatisfy { !$0.identifiesOrder })
    }

    @Test("an edit's short answer changes nothing here, because it leaves out most of the order")
    func editAnswer() async throws {
        var content = FactContent()
        content.request = try JSONText(validating: Array(try Outbound.text("edit-order.request.json").utf8))

        let (result, deviations, _) = try await Outbound.deliver(
            Outbound.delivery(.editRequested, content),
            [
                Outbound.step(
                    "/api/orders/changes", body: try Outbound.text("edit-order.request.json"),
                    try Outbound.text("edit-order.response.json"))
            ])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.followUps.isEmpty)
    }
}
