import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Questions")
struct QuestionTests {
    private func ask(_ name: String, _ parameters: String? = nil, _ step: ExchangeStep?) async throws -> String {
        let order = try Glopal.order("accepted.json")
        let json = try parameters.map { try JSONText(validating: Array($0.utf8)) }
        let exchange = RecordedExchange(step.map { [$0] } ?? [])
        let question = Question(name: name, order: order, parameters: json)
        let answer = try await Glopal.adapter().answer(question, through: exchange)
        #expect(exchange.deviations == [])
        return String(decoding: answer.json.bytes, as: UTF8.self)
    }

    @Test("order.details answers the order as canonical JSON, money as text")
    func details() async throws {
        let answer = try await ask("order.details", nil, Glopal.details(try Glopal.bytes("accepted.json")))

        #expect(answer.contains(#""amount":"91.02","currency":"EUR""#))
        #expect(answer.contains(#""kind":"number","value":"007051""#))
    }

    @Test(
        "refund.quote asks for an amount or for all, and answers with the split",
        arguments: [
            (#"{"amount":"50.00"}"#, #"{"amount":50.00}"#),
            (
                #"{"amount":{"amount":"50.00","currency":"EUR"}}"#,
                #"{"amount":50.00}"#
            ), ("{}", "{}"),
        ])
    func quote(_ parameters: String, _ body: String) async throws {
        let json =
            #"{"currency":"EUR","amount":50.00,"refundable_amount":91.02,"liability":{"merchant":42.10,"glopal":7.9}}"#

        let answer = try await ask("refund.quote", parameters, Glopal.post("quote_refund", body, json))

        #expect(
            answer == #"{"currency":"EUR","amount":{"amount":"50.00","currency":"EUR"},"#
                + #""refundable":{"amount":"91.02","currency":"EUR"},"#
                + #""liability":{"merchant":{"amount":"42.10","currency":"EUR"},"#
                + #""provider":{"amount":"7.9","currency":"EUR"}}}"#)
    }

    @Test(
        "a quote in another currency, or for a senseless amount, is refused",
        arguments: [
            #"{"amount":{"amount":"5","currency":"USD"}}"#, #"{"amount":"-5"}"#, #"{"amount":"five"}"#,
            #"{"amount":true}"#,
        ])
    func senseless(_ parameters: String) async throws {
        let failure = await #expect(throws: QuestionFailure.self) { try await ask("refund.quote", parameters, nil) }

        #expect(failure?.status == 422)
    }

    @Test(
        "a refusal of the provider becomes the status of the answer",
        arguments: [(404, 404), (400, 422), (401, 502), (500, 503), (429, 503)])
    func refusals(_ status: Int, _ expected: Int) async throws {
        let failure = await #expect(throws: QuestionFailure.self) {
            try await ask("order.details", nil, Glopal.details([], status: status))
        }

        #expect(failure?.status == expected)
    }
}
