import AdapterKit
import Canonical
import HTTPTypes

extension MappedOMS {
    /// Asks for one page of what is new.
    ///
    /// - Throws: ``AdapterKit/ExchangeFailure`` or ``AdapterKit/TranslationProblem``; the same page is asked for later.
    func page(after cursor: String?, _ poll: MappedPoll, through exchange: any Exchange) async throws -> PollPage {
        let position = PollPosition(stored: cursor, paging: poll.paging)
        let url = try url(of: poll, at: position)
        let request = WireRequest(
            method: .get, url: url, headers: [.accept: "application/json"], timeLimit: configuration.timeLimit)
        let response: WireResponse
        do throws(MappedCaller.Failure) {
            response = try await caller.send(request, through: exchange)
        } catch {
            throw error.harmless
        }
        if position.link != nil, Self.ranOut.contains(response.status) {
            // The round begins anew at the path; what was read of it is known by its keys.
            return PollPage(messages: [], cursor: PollPosition(since: position.since).stored, hasMore: false)
        }
        guard (200..<300).contains(response.status) else {
            throw ExchangeFailure(
                effect: .none, message: HTTPOutcome.reason(for: response.status).message + " (\(response.status))",
                retryAfter: RetryAfter.duration(in: response.headers, at: exchange.now))
        }
        let (items, next) = try Self.content(
            poll,
            Self.input(configuration.config, position) { writer in
                writer.key("answer")
                MappedInput.write(response, to: &writer)
            })
        let messages = items.elements.map { message($0, poll) }
        for case .failure(let problem) in messages.lazy.map(\.content) where problem.code == ProgramProblem.crowded {
            // Not the items' fault: the page is asked for again, instead of putting them before a person.
            throw ExchangeFailure(effect: .none, message: problem.message)
        }
        let follower = PollFollower(poll: poll, endpoint: configuration.endpoint, asked: url)
        return try follower.page(
            messages, from: position, stored: cursor,
            PollFollower.Clues(
                next: next, link: response.headers[.link].flatMap(LinkHeader.next(in:)),
                digest: Digest.sha256(response.body)))
    }

    /// Statuses that say of a link that it is none any more.
    private static let ranOut: Set<Int> = [400, 404, 410, 422]

    /// The items of a page, and what its program says of the next one.
    private static func content(
        _ poll: MappedPoll, _ input: [UInt8]
    ) throws -> (items: JSONNode, next: String?) {
        let items = try part("items", poll.items) { program throws(ProgramProblem) in try program.value(input).root }
        guard items.kind == .array else {
            throw TranslationProblem(
                code: "oms.program", pointer: "", message: "items: an array was wanted, the program gives \(items.kind)"
            )
        }
        let next = try poll.next.map { program in
            try part("next", program) { program throws(ProgramProblem) in
                let node = try program.value(input).root
                // Where pages are numbered, `true` is enough to say that there is another.
                if let flag = node.boolValue { return flag ? "true" : nil }
                return node.isNull ? nil : try program.text(input)
            }
        }
        return (items, next ?? nil)
    }

    private func url(of poll: MappedPoll, at position: PollPosition) throws(TranslationProblem) -> String {
        if let link = position.link { return URLOrigin.of(configuration.endpoint) + link }
        var asked = position
        if poll.paging == .timestamp, let since = position.since {
            asked.since = try PollFollower.moment(since).advanced(by: .zero - poll.overlap).rfc3339
        }
        let input = Self.input(configuration.config, asked) { _ in }
        return try Self.part("path", poll.path) { [endpoint = configuration.endpoint] program throws(ProgramProblem) in
            endpoint + (try program.path(input))
        }
    }

    /// One item with its facts; what cannot be read is held under a name of its own.
    func message(_ item: JSONNode, _ poll: MappedPoll) -> PollPage.Message {
        var writer = JSONWriter(capacity: 1_024)
        writer.object { writer in
            writer.key("config")
            writer.raw(configuration.config)
            writer.key("item")
            writer.raw(item)
        }
        let input = writer.bytes
        let raw = item.rawBytes
        do throws(TranslationProblem) {
            let key = try Self.part("key", poll.key) { program throws(ProgramProblem) in
                let text = try program.text(input)
                if text.isEmpty { throw ProgramProblem("the item has no name") }
                return text
            }
            let content = Result { () throws(TranslationProblem) in try facts.facts(poll.facts, input, key: key) }
            return PollPage.Message(raw: raw, key: key, content: content)
        } catch {
            return PollPage.Message(raw: raw, key: "sha256:\(Digest.sha256(raw))", content: .failure(error))
        }
    }

    /// What the programs of a page see: `{config, cursor, page}`, and `answer` once there is one.
    private static func input(
        _ config: [UInt8], _ position: PollPosition, _ more: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 1_024)
        writer.object { writer in
            writer.key("config")
            writer.raw(config)
            writer.key("cursor")
            writer.string(position.since)
            writer.key("page")
            writer.int(position.page)
            more(&writer)
        }
        return writer.bytes
    }

    private static func part<Value>(
        _ name: String, _ program: JQProgram, _ read: (JQProgram) throws(ProgramProblem) -> Value
    ) throws(TranslationProblem) -> Value {
        do throws(ProgramProblem) {
            return try read(program)
        } catch {
            throw TranslationProblem(
                code: error.code, pointer: "", message: "mapping.inbound.poll.\(name): \(error.message)")
        }
    }
}
