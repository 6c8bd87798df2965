import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import MerchantOMS

/// Every program of a mapping is one that finds no worker.
@Suite("A mapping whose programs find the machine busy")
struct PassingTests {
    private static func crowded(_ text: String, as form: JQProgram.Form = .program) throws -> JQProgram {
        // Compiled by another pool: only to run it nobody is there.
        JQProgram.prepare([(text, form)])
        _ = try JQProgram(text, as: form)
        return try JQProgram(text, as: form, limits: .default, in: JQPool(size: 0, maximumLost: 0))
    }

    private static func step(_ answer: JQProgram) throws -> MappedStep {
        MappedStep(
            name: "find", when: nil, method: .get, path: try JQProgram("/x", as: .template), headers: [], body: nil,
            encoding: .json, answer: answer, isRepeatable: true, judges: [], place: "look_up[0]")
    }

    private static func oms(
        _ operations: [MerchantOMSOperation: MappedOperation] = [:], _ authentication: MappedAuthentication = .none,
        webhook: MappedWebhook? = nil, poll: MappedPoll? = nil
    ) -> MappedOMS {
        MappedOMS(
            id: "oms",
            configuration: MappedConfiguration(
                endpoint: Mapped.endpoint, authentication: authentication, identity: nil, headers: [],
                config: Array("{}".utf8), timeLimit: nil, scope: nil, sendsResidue: false, operations: operations,
                inbound: .init(emits: [.orderCompleted], webhook: webhook, poll: poll)))
    }

    @Test("looks up again later")
    func lookUp() async throws {
        let step = try Self.step(Self.crowded("{outcome: \"happened\"}"))
        let oms = Self.oms([
            .cancelOrder: MappedOperation(
                operation: .cancelOrder, idempotency: .lookup, keyHeader: nil, steps: [step], lookUp: [step], emits: [])
        ])
        let failure = await #expect(throws: ExchangeFailure.self) {
            try await oms.lookUp(Sample.delivery(.orderCancelled), through: UniformExchange(Mapped.answer()))
        }
        #expect(failure?.effect == ExchangeFailure.Effect.none)
    }

    @Test("asks for a token again later", arguments: [true, false])
    func token(isRequest: Bool) async throws {
        let body = isRequest ? try Self.crowded("{}") : nil
        let token = isRequest ? try JQProgram(".answer.body.token") : try Self.crowded(".answer.body.token")
        let login = MappedLogin(
            method: .post, path: try JQProgram("/session", as: .template), secrets: [], body: body, encoding: .json,
            token: token, header: .authorization, prefix: "Bearer ", lifetime: .seconds(60))
        let step = try Self.step(JQProgram("{}"))
        let oms = Self.oms(
            [
                .cancelOrder: MappedOperation(
                    operation: .cancelOrder, idempotency: .none, keyHeader: nil, steps: [step], lookUp: [], emits: [])
            ], .token(MappedTokens(.login(login))))
        let delivery = try Sample.delivery(.orderCancelled)
        let result = await oms.deliver(
            try oms.prepare(delivery), of: delivery, through: UniformExchange(Mapped.answer(200, #"{"token":"T"}"#)))
        #expect(result.words == "retry oms.crowded" || result.words == "retry oms.no-token")
    }

    @Test("answers a webhook that it comes again later, and stores nothing", arguments: [true, false])
    func webhook(isKey: Bool) throws {
        let key = isKey ? try Self.crowded(".body.id") : try JQProgram(".body.id")
        let oms = Self.oms(
            webhook: MappedWebhook(
                path: "events", verification: .header(Secret("x")), key: key, facts: try Self.crowded("[.body]"),
                answer: WireResponse(status: 200)))
        let request = WireRequest(method: .post, url: "/events", body: Array(#"{"id":1}"#.utf8))
        #expect(try oms.translate(request) == .later(after: .seconds(5)))
        let problem = #expect(throws: TranslationProblem.self) { try oms.translate(document: request.body) }
        #expect(problem?.code == "oms.crowded")
    }

    @Test("asks for a page again later instead of holding its items", arguments: ["items", "key", "facts"])
    func poll(part: String) async throws {
        func program(_ name: String, _ text: String) throws -> JQProgram {
            name == part ? try Self.crowded(text) : try JQProgram(text)
        }
        let poll = MappedPoll(
            every: .seconds(1), path: try JQProgram("/e", as: .template), paging: .cursor, overlap: .zero,
            items: try program("items", ".answer.body"), next: try JQProgram("null"),
            key: try program("key", ".item.id"), facts: try program("facts", "[.item]"), numbersPages: false)
        let oms = Self.oms(poll: poll)
        await #expect(throws: (any Error).self) {
            try await oms.page(after: "C", poll, through: UniformExchange(Mapped.answer(200, #"[{"id":1}]"#)))
        }
    }
}
