import AdapterKit
import Canonical
import HTTPTypes
import Testing

@testable import GlobalECheckout

@Suite("Answers to notifications")
struct AnswerTests {
    private func answer(
        _ result: IntakeResult, to path: String = "order", _ body: String = #"{"OrderId":"GE1"}"#
    ) throws -> (status: Int, body: String) {
        let response = try GlobalE.adapter().answer(to: GlobalE.request(path, Array(body.utf8)), result: result)
        return (response.status, String(decoding: response.body, as: UTF8.self))
    }

    @Test("the OMS's id and number from its synchronous reply are the answer's ids")
    func ids() throws {
        let reply = IntakeResult.Reply(
            target: "oms", isConfirmed: true,
            references: [
                Reference(system: "oms", kind: .order, value: "7051"),
                Reference(system: "oms", kind: .number, value: "007051"),
            ])

        let answer = try answer(.accepted(facts: [], replies: [reply]))

        #expect(answer.status == 200)
        #expect(answer.body == #"{"Success":true,"InternalOrderId":"7051","OrderId":"007051"}"#)
        #expect(try self.answer(.duplicate(facts: [], replies: [reply])).body == answer.body)
    }

    @Test("without a reply the merchant's ids that Global-e knows are given back, else Global-e's own")
    func withoutReply() throws {
        let unconfirmed = IntakeResult.Reply(target: "oms", isConfirmed: false, references: [])

        #expect(
            try answer(.accepted(facts: [], replies: [unconfirmed])).body
                == #"{"Success":true,"InternalOrderId":"GE1","OrderId":"GE1"}"#)
        #expect(
            try answer(
                .accepted(facts: [], replies: []),
                #"{"OrderId":"GE1","merchantorderid":"M-1","MerchantInternalOrderId":7}"#
            ).body == #"{"Success":true,"InternalOrderId":"7","OrderId":"M-1"}"#)
    }

    @Test("each failure has a status other than 200, a code and no personal data")
    func failures() throws {
        let unknown = TranslationProblem(code: "order.unknown", pointer: "", message: "no order")
        let collision = TranslationProblem(code: "order.collision", pointer: "", message: "another order has it")
        let wrong = TranslationProblem(code: "field.missing", pointer: "/OrderId", message: "needed")
        let cases: [(IntakeResult, Int, String)] = [
            (.held(unknown), 404, "301"), (.held(collision), 409, "501"), (.held(wrong), 422, "500"),
            (.conflict(difference: "they differ"), 409, "501"), (.unauthenticated, 401, "100"),
            (.refused(message: "no"), 500, "500"), (.unavailable(retryAfter: .seconds(5)), 503, "100"),
            (.malformed(code: "x", message: "too large", status: 413), 413, "500"),
        ]
        for (result, status, code) in cases {
            let answer = try answer(result)
            #expect(answer.status == status)
            #expect(answer.body.hasPrefix(#"{"Success":false,"ErrorCode":"\#(code)","Message":""#))
        }
    }

    @Test("a path that no notification has is answered 404")
    func unknownPath() throws {
        let problem = TranslationProblem(code: GlobalENoticeAnswer.noSuchAddress, pointer: "", message: "no")

        #expect(try answer(.held(problem), to: "orders").status == 404)
    }

    @Test("required documents have an answer form of their own, all text")
    func papers() throws {
        let taken = try answer(.accepted(facts: [], replies: []), to: "required-documents")
        let refused = try answer(.unauthenticated, to: "required-documents")

        #expect(
            taken.body
                == #"{"StatusCode":"200","Success":"true","Message":"The documents were taken.","ErrorCode":"","ErrorText":""}"#
        )
        #expect(refused.status == 401 && refused.body.contains(#""StatusCode":"401","Success":"false""#))
    }
}
