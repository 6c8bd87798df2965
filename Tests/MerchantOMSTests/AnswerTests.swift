import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

@Suite struct AnswerTests {
    private func answer(_ result: IntakeResult) throws -> WireResponse {
        try Sample.adapter().answer(to: Sample.webhook("{}"), result: result)
    }

    @Test("what is stored is answered with the ids of the facts")
    func accepted() throws {
        let response = try answer(.accepted(facts: [FactID("F1"), FactID("F2")], replies: []))
        #expect(response.status == 202)
        #expect(response.headers[.contentType] == "application/json")
        #expect(Sample.text(response.body) == #"{"accepted":true,"facts":["F1","F2"]}"#)
    }

    @Test("what was stored before is answered as the first time")
    func duplicate() throws {
        let response = try answer(.duplicate(facts: [FactID("F1")], replies: []))
        #expect(response.status == 202)
        #expect(Sample.text(response.body) == #"{"accepted":true,"duplicate":true,"facts":["F1"]}"#)
    }

    @Test(
        "what is not taken is answered with a problem that a developer can act on",
        arguments: [
            (
                .conflict(difference: "/data/shipment/id"), 409, "Conflict", "webhook-id.reused",
                "A message with this webhook-id and another body was taken before; first difference: /data/shipment/id."
            ),
            (.unauthenticated, 401, "Unauthorized", "unauthenticated", "The signature could not be verified."),
            (
                .malformed(code: "body.too-large", message: "At most 1 MB.", status: 413), 413, "Content Too Large",
                "body.too-large", "At most 1 MB."
            ),
            (.refused(message: "The target says no."), 422, "Unprocessable Content", "refused", "The target says no."),
            (
                .unavailable(retryAfter: .milliseconds(1_500)), 503, "Service Unavailable", "unavailable",
                "Nothing can be stored right now; send it again later."
            ),
        ] as [(IntakeResult, Int, String, String, String)])
    func problems(result: IntakeResult, status: Int, title: String, code: String, detail: String) throws {
        let response = try answer(result)
        let members = #""title":"\#(title)","status":\#(status),"code":"\#(code)","detail":"\#(detail)""#
        #expect(response.status == status)
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(Sample.text(response.body) == #"{"type":"about:blank",\#(members)}"#)
    }

    @Test("what cannot be translated is answered with the place in the message")
    func pointer() throws {
        let problem = TranslationProblem(code: "field.missing", pointer: "/data", message: "A \"word\" is missing.")
        let response = try answer(.held(problem))
        let members = #""title":"Bad Request","status":400,"code":"field.missing""#
        let body = #"{"type":"about:blank",\#(members),"detail":"A \"word\" is missing.","pointer":"/data"}"#
        #expect(response.status == 400)
        #expect(Sample.text(response.body) == body)
    }

    @Test("the wait is whole seconds, at least one", arguments: [(0, "1"), (1, "1"), (1_000, "1"), (1_001, "2")])
    func wait(milliseconds: Int, header: String) throws {
        let response = try answer(.unavailable(retryAfter: .milliseconds(milliseconds)))
        #expect(response.headers[.retryAfter] == header)
    }
}
