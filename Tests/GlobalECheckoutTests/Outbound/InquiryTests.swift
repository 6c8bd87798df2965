import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlobalECheckout

@Suite("Questions")
struct InquiryTests {
    private func ask(
        _ name: String, _ parameters: String?, order: Order? = Outbound.order(), _ steps: [ExchangeStep]
    ) async throws -> JSONNode {
        let exchange = RecordedExchange(steps)
        let question = Question(
            name: name, order: order, parameters: try parameters.map { try JSONText(validating: Array($0.utf8)) })
        let answer = try await Outbound.adapter().answer(question, through: exchange)
        #expect(exchange.deviations == [])
        return answer.json.document.root
    }

    private func ask(_ name: String, _ steps: [ExchangeStep]) async throws -> JSONNode {
        try await ask(name, nil, steps)
    }

    private func failure(_ name: String, _ steps: [ExchangeStep]) async throws -> QuestionFailure? {
        try await failure(name, nil, steps)
    }

    private func failure(
        _ name: String, _ parameters: String? = nil, order: Order? = Outbound.order(), _ steps: [ExchangeStep] = []
    ) async throws -> QuestionFailure? {
        await #expect(throws: QuestionFailure.self) { try await ask(name, parameters, order: order, steps) }
    }

    @Test("the details of an order are the canonical order, both currencies as text")
    func details() async throws {
        let sample = try Outbound.text("create-order.response.json")
            .replacing("GE10098224286NL", with: Outbound.orderID)

        let order = try await ask("order.details", [Outbound.detailsStep("[\(sample)]")])

        #expect(order["currencies"]?["merchant"]?.stringValue == "EUR")
        #expect(order["lines"]?[0]?["sku"]?.stringValue == "460011778068")
        #expect(order["lines"]?[0]?["unitPrice"]?["customer"]?["amount"]?.stringValue == "17.9000")
    }

    @Test("the request for details is the documented one")
    func detailsRequest() async throws {
        let sample = try JSONDocument.parse(Array(try Outbound.text("get-orders-details.request.json").utf8)).root
        let id = try #require(sample["OrderIds"]?[0]?.stringValue)
        let step = Outbound.step("/Order/GetOrdersDetails", body: #"{"OrderIds":["\#(id)"]}"#, "[]")

        let failure = try await failure("order.details", #"{"OrderId":"\#(id)"}"#, order: nil, [step])

        #expect(failure?.status == 404)
    }

    @Test("a quote of a change takes the same members as the change, and changes nothing")
    func quote() async throws {
        let request = try Outbound.text("edit-order.request.json")

        let order = try await ask(
            "edit.quote", request,
            [
                Outbound.step(
                    "/api/orders/changes/quote", body: request, try Outbound.text("edit-order.response.json"))
            ])

        #expect(order["totals"]?["stated"]?["grand"]?["customer"]?["amount"]?.stringValue == "160.00")
        #expect(order["lines"]?[0]?["unitPrice"]?["merchant"]?["amount"]?.stringValue == "125.12")
    }

    @Test("a refused quote says why; one that removes alone is not even asked for")
    func refusedQuote() async throws {
        let request = try Outbound.text("edit-order.request.json")
        let refused = Outbound.step(
            "/api/orders/changes/quote", status: 400, try Outbound.text("edit-order.error.json"))

        #expect(try await failure("edit.quote", request, [refused])?.reason.code == "globale.b100")
        #expect(try await failure("edit.quote", #"{"RemovedProducts":[]}"#)?.status == 422)
        #expect(try await failure("edit.quote")?.status == 422)
    }

    @Test("existing papers are read without telling anything")
    func documents() async throws {
        let answer =
            #"{"IsSuccess":true,"Documents":[{"DocumentTypeName":"Label","DocumentExtension":"zpl","#
            + #""DocumentData":"YWJj","ParcelCode":"P1"}],"#
            + #""ParcelsTracking":[{"ParcelCode":"P1","ParcelTrackingNumber":"T1"}]}"#

        let found = try await ask(
            "shipping.documents",
            [
                Outbound.step(
                    "/Order/GetShippingDocuments",
                    body: #"{"OrderId":"GE10097473894NL","Parcels":[],"Exceptions":[]}"#, answer)
            ])

        #expect(found["documents"]?[0]?["document"]?["kind"]?.stringValue == "Label")
        #expect(found["documents"]?[0]?["base64"]?.stringValue == "YWJj")
        #expect(found["documents"]?[0]?["parcel"]?.stringValue == "P1")
        #expect(found["parcels"]?[0]?["trackingNumber"]?.stringValue == "T1")
    }

    @Test(
        "a refusal of papers is told with its code and status",
        arguments: [("A019", 422), ("A200", 503), ("A500", 503)])
    func refusedDocuments(_ code: String, _ status: Int) async throws {
        let answer = #"{"IsSuccess":false,"Errors":[{"ErrorCode":"\#(code)","ErrorText":"x"}]}"#

        let failure = try await failure(
            "shipping.documents", [Outbound.step("/Order/GetShippingDocuments", answer)])

        #expect(failure?.status == status)
        #expect(failure?.reason.code == "globale.\(code.lowercased())")
    }

    @Test("tracking decodes an address that is encoded as a whole, and leaves one that cannot be")
    func tracking() async throws {
        for (url, expected) in [
            ("https%3a%2f%2ftrack.example%2f1", "https://track.example/1"), ("https%3a%2f%2fx%", "https%3a%2f%2fx%"),
            ("https://track.example/a+b", "https://track.example/a+b"),
        ] {
            let members =
                #""InternationalDetails":{"OrderTrackingNumber":"T0","OrderTrackingUrl":"\#(url)","#
                + #""ShippingMethodStatusName":"undefined","ParcelsTracking":[{"ParcelCode":"P1"}]}"#
            let found = try await ask("tracking", [Outbound.detailsStep(Outbound.details(members))])

            #expect(found["trackingUrl"]?.stringValue == expected)
            #expect(found["statusName"] == nil)
            #expect(found["parcels"]?[0]?["code"]?.stringValue == "P1")
        }
    }

    @Test("a question that Global-e does not answer, and one about no order, are refused")
    func refused() async throws {
        #expect(try await failure("refund.quote")?.status == 404)
        #expect(try await failure("tracking", order: nil)?.status == 422)
        #expect(try await failure("tracking", [Outbound.detailsStep("", status: 401)])?.status == 502)
    }
}
