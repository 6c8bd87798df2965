import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

@Suite("Looking up what became of a mapped operation")
struct LookUpTests {
    private static let url = "https://oms.example/api/sales?reference=\(Sample.orderID)"

    private func lookUp(_ response: WireResponse) async throws -> LookUpResult {
        let exchange = RecordedExchange([ExchangeStep(.get, Self.url, reply: .success(response))])
        let result = try await Mapped.adapter().lookUp(Sample.delivery(.orderReady), through: exchange)
        #expect(exchange.deviations == [])
        return result
    }

    @Test("an order that is there is accepted with its id")
    func happened() async throws {
        let found = try await lookUp(Mapped.answer(200, #"[{"id":"S-1"}]"#))
        guard case .happened(let references, let followUps, _) = found else {
            Issue.record("it was not found")
            return
        }
        #expect(references.map(\.value) == ["S-1", "S-1"])
        #expect(followUps.map(\.kind) == [.orderAccepted])
    }

    @Test("an order that is not there may be sent")
    func didNotHappen() async throws {
        #expect(try await lookUp(Mapped.answer(200, "[]")) == .didNotHappen)
    }

    @Test("a failed look-up tells nothing, whatever its program would say", arguments: [401, 403, 404, 400])
    func failed(status: Int) async throws {
        guard case .unclear(let reason) = try await lookUp(Mapped.answer(status, "[]")) else {
            Issue.record("\(status) was taken for an answer")
            return
        }
        #expect(reason.code == "http.\(status)")
    }

    @Test("a page for people is no answer, nor is silence with status 200", arguments: ["<html>Log in", ""])
    func html(body: String) async throws {
        guard case .unclear = try await lookUp(WireResponse(status: 200, body: Array(body.utf8))) else {
            Issue.record("it was taken for an answer")
            return
        }
    }

    @Test("a system that is not there now is asked again", arguments: [503, 500, 429])
    func later(status: Int) async throws {
        let failure = await #expect(throws: ExchangeFailure.self) { try await lookUp(Mapped.answer(status)) }
        #expect(failure?.effect == ExchangeFailure.Effect.none)
    }

    @Test("a status beside 2xx is judged where the step says so")
    func judged() async throws {
        let operation: Settings.Value = [
            "idempotency": "lookup", "steps": [["name": "put", "method": "PUT", "path": "/x"]],
            "look_up": [
                [
                    "name": "get", "method": "GET", "path": "/x", "judges": .list([.integer(404)]),
                    "answer": "if .answer.status == 404 then {outcome: \"did_not_happen\"} else {} end",
                ]
            ],
        ]
        let exchange = RecordedExchange([
            ExchangeStep(.get, "https://oms.example/api/x", status: 404, json: "{}".utf8)
        ])
        let adapter = try Mapped.adapter(["cancel_order": operation])
        #expect(try await adapter.lookUp(Sample.delivery(.orderCancelled), through: exchange) == .didNotHappen)
    }

    @Test("what a look-up found out is remembered, and the operation goes on with it")
    func remembers() async throws {
        let operation: Settings.Value = [
            "idempotency": "lookup",
            "steps": [
                ["name": "create", "method": "POST", "path": "/x", "answer": "{remember: {id: .answer.body.id}}"],
                [
                    "name": "confirm", "method": "POST",
                    "path": "/x/\\([.remembered.create, .remembered.find | values | .id] | last)/confirm",
                ],
            ],
            "look_up": [
                [
                    "name": "create", "method": "GET", "path": "/x",
                    "answer": """
                    if .answer.body == [] then {}
                    else {outcome: "did_not_happen", remember: {id: .answer.body[0].id}} end
                    """,
                ],
                ["name": "other", "method": "GET", "path": "/y", "answer": "{outcome: \"did_not_happen\"}"],
            ],
        ]
        let adapter = try Mapped.adapter(["cancel_order": operation])
        let delivery = try Sample.delivery(.orderCancelled)
        let looking = RecordedExchange([
            ExchangeStep(.get, "https://oms.example/api/x", status: 200, json: #"[{"id":5}]"#.utf8)
        ])
        #expect(try await adapter.lookUp(delivery, through: looking) == .didNotHappen)
        let sending = RecordedExchange([
            ExchangeStep(.post, "https://oms.example/api/x/5/confirm", status: 200, json: "{}".utf8)
        ])
        #expect(try await Mapped.deliver(delivery.next(after: looking), by: adapter, sending).words == "confirmed")
        #expect(sending.deviations == [])
    }

    @Test("ids and facts of a look-up that an operation goes on with are the operation's")
    func brings() async throws {
        let operation: Settings.Value = [
            "idempotency": "lookup",
            "steps": [["name": "confirm", "method": "POST", "path": "/confirm"]],
            "look_up": [
                [
                    "name": "find", "method": "GET", "path": "/x",
                    "answer": """
                    {outcome: "did_not_happen", remember: 5, accepted: {orderId: "S-5"},
                     references: [{kind: "invoice", value: "I-5"}]}
                    """,
                ]
            ],
        ]
        let adapter = try Mapped.adapter(["create_order": operation])
        let delivery = try Sample.delivery(.orderReady)
        let looking = RecordedExchange([
            ExchangeStep(.get, "https://oms.example/api/x", status: 200, json: "{}".utf8)
        ])
        #expect(try await adapter.lookUp(delivery, through: looking) == .didNotHappen)
        let result = try await Mapped.deliver(
            delivery.next(after: looking), by: adapter, UniformExchange(Mapped.answer()))
        #expect(result.words == "confirmed")
        #expect(result.references.map(\.value) == ["I-5", "S-5", "S-5"])
        #expect(result.followUps.map(\.kind) == [.orderAccepted])
    }

    @Test("what a look-up warns of reaches the timeline")
    func warns() async throws {
        let operation: Settings.Value = [
            "idempotency": "lookup", "steps": [["name": "put", "method": "PUT", "path": "/x"]],
            "look_up": [
                [
                    "name": "get", "method": "GET", "path": "/x",
                    "answer": "{outcome: \"happened\", warnings: [{code: \"no-sale\", message: \"There was none.\"}]}",
                ]
            ],
        ]
        let adapter = try Mapped.adapter(["cancel_order": operation])
        let result = try await adapter.lookUp(
            Sample.delivery(.orderCancelled), through: UniformExchange(Mapped.answer()))
        #expect(
            result
                == .happened(
                    references: [], followUps: [], warnings: [Reason(code: "oms.no-sale", message: "There was none.")]))
    }

    @Test("a look-up in which no request decides is for a person")
    func undecided() async throws {
        let operation: Settings.Value = [
            "idempotency": "lookup", "steps": [["name": "put", "method": "PUT", "path": "/x"]],
            "look_up": [["name": "get", "method": "GET", "path": "/x", "answer": "{}"]],
        ]
        let adapter = try Mapped.adapter(["cancel_order": operation])
        let result = try await adapter.lookUp(
            Sample.delivery(.orderCancelled), through: UniformExchange(Mapped.answer()))
        guard case .unclear(let reason) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(reason.code == "oms.look-up-undecided")
    }
}
