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
        guard let webhook = configuration.inbound.webhook, request.method == .post || request.method == .put,
            Self.bare(request.path) == webhook.path
        else {
            throw TranslationProblem(
                code: "oms.no-such-address", pointer: "", message: "the mapping's webhook has another path or method")
        }
        let input = Self.input(request, configuration.config)
        let key: String
        do throws(ProgramProblem) {
            key = try webhook.key.text(input)
        } catch {
            throw TranslationProblem(code: "oms.program", pointer: "", message: "key: \(error.message)")
        }
        guard !key.isEmpty else {
            throw TranslationProblem(code: "oms.program", pointer: "", message: "key: the message has no name")
        }
        return .facts(try facts.facts(webhook.facts, input, key: key))
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

    /// What the programs of a webhook see: `{config, headers, query, body}`, and `text` where the body is no JSON.
    private static func input(_ request: WireRequest, _ config: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(capacity: request.body.count + 1_024)
        writer.object { writer in
            writer.key("config")
            writer.raw(config)
            writer.key("headers")
            MappedInput.write(request.headers, to: &writer)
            writer.key("query")
            writer.object { writer in
                for name in queryNames(request.url) {
                    writer.key(name)
                    writer.string(request.query(name).first ?? "")
                }
            }
            writer.key("body")
            if MappedInput.isJSON(request.body) {
                writer.raw(request.body)
            } else {
                writer.null()
                writer.key("text")
                writer.string(String(decoding: request.body.prefix(MappedInput.textLimit), as: UTF8.self))
            }
        }
        return writer.bytes
    }

    private static func queryNames(_ url: String) -> [String] {
        guard let mark = url.firstIndex(of: "?") else { return [] }
        var names: [String] = []
        for part in url[url.index(after: mark)...].split(separator: "&") {
            let name = PercentEncoding.decoded(part.prefix { $0 != "=" })
            if let name, !names.contains(name) { names.append(name) }
        }
        return names
    }
}

extension MappedOMS {
    /// Reads a document without its request: an item of the poll where there is one, else the body of a webhook.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with what the programs did not give.
    func translate(document: [UInt8]) throws(TranslationProblem) -> [IncomingFact] {
        let item: JSONDocument
        do throws(JSONSyntaxError) {
            item = try JSONDocument.parse(document)
        } catch {
            throw TranslationProblem(error)
        }
        let polled = configuration.inbound.poll.map { message(item.root, $0).content }
        if case .success(let facts) = polled { return facts }
        guard let webhook = configuration.inbound.webhook else {
            if let polled { return try polled.get() }
            throw TranslationProblem(
                code: "oms.no-inbound", pointer: "", message: "the mapping has no inbound, so no document is read")
        }
        let request = WireRequest(method: .post, url: "/\(webhook.path)", body: document)
        guard case .facts(let facts) = try translate(request) else { return [] }
        return facts
    }
}
