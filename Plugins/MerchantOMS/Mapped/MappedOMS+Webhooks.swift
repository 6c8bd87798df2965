import AdapterKit
import Canonical
import HTTPTypes

extension MappedOMS {
    /// Refuses a request that the OMS has not shown to be its own.
    ///
    /// - Throws: ``AdapterKit/VerificationFailure``; also when the mapping has no webhook.
    func verify(_ request: WireRequest, at now: Instant) throws(VerificationFailure) {
        guard let webhook = configuration.inbound.webhook else {
            throw VerificationFailure(reason: "mapping.inbound has no webhook")
        }
        try webhook.verification.verify(request, at: now)
    }

    /// Reads the facts of a message.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with what the programs did not give.
    func translate(_ request: WireRequest) throws(TranslationProblem) -> Inbound {
        guard let webhook = webhook(of: request) else {
            throw TranslationProblem(
                code: "oms.no-such-address", pointer: "", message: "the mapping's webhook has another path or method")
        }
        do throws(TranslationProblem) {
            return .facts(try facts(of: MappedMessage(request, webhook), webhook))
        } catch {
            guard error.code == ProgramProblem.crowded else { throw error }
            return .later(after: .seconds(5))
        }
    }

    /// What is kept of a message: its body, and what the programs read beside it.
    func document(of request: WireRequest) -> [UInt8] {
        guard let webhook = webhook(of: request), webhook.readsBeside else { return request.body }
        return MappedMessage(request, webhook).stored
    }

    private func webhook(of request: WireRequest) -> MappedWebhook? {
        guard let webhook = configuration.inbound.webhook, request.method == .post || request.method == .put,
            Self.bare(request.path) == webhook.path
        else { return nil }
        return webhook
    }

    private func facts(
        of message: MappedMessage, _ webhook: MappedWebhook
    ) throws(TranslationProblem) -> [IncomingFact] {
        let input = message.input(configuration.config)
        let key: String
        do throws(ProgramProblem) {
            key = try webhook.key.text(input)
        } catch {
            throw TranslationProblem(code: error.code, pointer: "", message: "key: \(error.message)")
        }
        guard !key.isEmpty else {
            throw TranslationProblem(code: "oms.program", pointer: "", message: "key: the message has no name")
        }
        return try facts.facts(webhook.facts, input, key: key)
    }

    /// The answer to a message that was stored, as the OMS wants it; nil for all that went wrong.
    func answer(_ result: IntakeResult) -> WireResponse? {
        switch result {
        case .accepted, .duplicate: configuration.inbound.webhook?.answer
        default: nil
        }
    }

    var facts: MappedFacts {
        MappedFacts(system: id, scope: configuration.scope, emits: configuration.inbound.emits)
    }

    private static func bare(_ path: String) -> Substring {
        var path = Substring(path)
        while path.hasPrefix("/") { path.removeFirst() }
        while path.hasSuffix("/") { path.removeLast() }
        return path
    }
}

extension MappedOMS {
    /// Reads a stored message: an item of the poll, or a message of the webhook.
    ///
    /// Nothing says which of the two a body was. What the poll's programs find no fact in is the webhook's to read.
    /// - Throws: ``AdapterKit/TranslationProblem`` with what the programs did not give.
    func translate(document: [UInt8]) throws(TranslationProblem) -> [IncomingFact] {
        let polled: Result<[IncomingFact], TranslationProblem>?
        do throws(JSONSyntaxError) {
            let root = try JSONDocument.parse(document).root
            let poll = MappedMessage.root(of: document) == nil ? configuration.inbound.poll : nil
            polled = poll.map { message(root, $0).content }
        } catch {
            polled = configuration.inbound.poll.map { _ in .failure(TranslationProblem(error)) }
        }
        if case .success(let facts) = polled, !facts.isEmpty { return facts }
        if let webhook = configuration.inbound.webhook {
            return try facts(of: MappedMessage.stored(document, webhook), webhook)
        }
        guard let polled else {
            throw TranslationProblem(
                code: "oms.no-inbound", pointer: "", message: "the mapping has no inbound, so no document is read")
        }
        return try polled.get()
    }
}
