import AdapterKit
import Canonical
import HTTPTypes

extension MappedReader {
    /// What the OMS says, and how it comes here.
    mutating func inbound(_ node: SettingNode) -> MappedConfiguration.Inbound {
        let webhook = node["webhook"].isGiven ? webhook(node["webhook"]) : nil
        let poll = node["poll"].isGiven ? poll(node["poll"]) : nil
        if node.isGiven, !node["webhook"].isGiven, !node["poll"].isGiven {
            complain(node, "neither `webhook` nor `poll` says how it comes here")
        }
        return MappedConfiguration.Inbound(
            emits: node["emits"].factKinds ?? Set(FactKind.allCases.filter(OMSMessage.canBe)), webhook: webhook,
            poll: poll)
    }

    private mutating func webhook(_ node: SettingNode) -> MappedWebhook? {
        var path = Substring(node["path"].text ?? "")
        while path.hasPrefix("/") { path.removeFirst() }
        while path.hasSuffix("/") { path.removeLast() }
        if path.isEmpty || !path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3F && $0 != 0x23 }) {
            complain(node["path"], "a path without query is needed", help: "path: events")
        }
        let verification = verification(node["verify"])
        let key = program(node["key"])
        let facts = program(node["facts"])
        guard let verification, let key, let facts else { return nil }
        let answer = WireResponse(
            status: node["answer"]["status"].integer ?? 200,
            headers: node["answer"]["body"].isGiven ? [.contentType: "text/plain; charset=utf-8"] : [:],
            body: Array((node["answer"]["body"].text ?? "").utf8))
        return MappedWebhook(path: String(path), verification: verification, key: key, facts: facts, answer: answer)
    }

    private mutating func verification(_ node: SettingNode) -> MappedVerification? {
        let kinds = ["standard_webhooks", "hmac", "bearer", "basic"].filter { node[$0].isGiven }
        guard kinds.count == 1 else {
            complain(
                node, "exactly one kind of verification is needed",
                help: "one of: standard_webhooks, hmac, bearer, basic")
            return nil
        }
        if let secret = node["bearer"].secret { return .header(Secret("Bearer \(secret.revealed)")) }
        if let user = node["basic"]["user"].text, let password = node["basic"]["password"].secret {
            return .header(Self.basic(user, password))
        }
        if node["hmac"].isGiven { return hmac(node["hmac"]) }
        let key = webhookKey(node["standard_webhooks"]["key"])
        let previous = webhookKey(node["standard_webhooks"]["previous_key"])
        return key.map { .standardWebhooks(StandardWebhooks(key: $0, previous: previous)) }
    }

    private mutating func webhookKey(_ node: SettingNode) -> WebhookKey? {
        guard let secret = node.secret else { return nil }
        do throws(WebhookKey.Problem) {
            return try WebhookKey(secret)
        } catch {
            complain(node, error.description, help: "whsec_ followed by 32 random bytes in base64")
            return nil
        }
    }

    private mutating func hmac(_ node: SettingNode) -> MappedVerification? {
        guard let header = header(node["header"], node["header"].text ?? ""), let secret = node["secret"].secret else {
            return nil
        }
        let content = SignedContent(node["content"].text ?? "{body}")
        guard let content, content.holdsBody else {
            complain(
                node["content"], "the signed content is text with {body} and {header:NAME}",
                help: #"for example "{header:X-Timestamp}.{body}""#)
            return nil
        }
        var timestamp: HTTPField.Name?
        if let name = node["timestamp_header"].text {
            timestamp = self.header(node["timestamp_header"], name)
            if let timestamp, !content.parts.contains(.header(timestamp)) {
                complain(node["timestamp_header"], "a time that is not signed proves nothing: add it to `content`")
            }
        } else if node["tolerance"].isGiven {
            complain(node["tolerance"], "without `timestamp_header` there is no time to compare")
        }
        return .hmac(
            MappedVerification.HMAC(
                header: header, secret: secret,
                algorithm: node["algorithm"].text.flatMap(HMACSignature.Algorithm.init(rawValue:)) ?? .sha256,
                isBase64: node["encoding"].text == "base64", prefix: node["prefix"].text ?? "", content: content,
                timestampHeader: timestamp, tolerance: node["tolerance"].duration ?? .seconds(300)))
    }

    private mutating func poll(_ node: SettingNode) -> MappedPoll? {
        let paging = node["paging"].text.flatMap(MappedPoll.Paging.init(rawValue:)) ?? .cursor
        let every = node["every"].duration ?? .seconds(60)
        if every <= .zero { complain(node["every"], "a span above zero is needed", help: "every: 30s") }
        let path = path(node["path"])
        let items = program(node["items"])
        let next = program(node["next"])
        let key = program(node["key"])
        let facts = program(node["facts"])
        if paging == .cursor || paging == .timestamp, !node["next"].isGiven {
            complain(node, "`paging: \(paging.rawValue)` needs `next`: a program that reads the cursor from `.answer`")
        }
        if paging != .timestamp, node["overlap"].isGiven {
            complain(node["overlap"], "only `paging: timestamp` goes back")
        }
        if paging == .link, node["next"].isGiven {
            complain(node["next"], "with `paging: link` the answer's Link says what comes next")
        }
        let numbersPages = Self.numbersPages(node["path"].text ?? "")
        let overlap = node["overlap"].duration ?? .seconds(60)
        if paging == .page, !numbersPages {
            complain(node["path"], "`paging: page` needs the page's number in the path", help: #"?page=\(.page)"#)
        } else if paging == .timestamp, !numbersPages, overlap > .zero {
            complain(
                node["path"],
                "when more than one page lies within the overlap, a round without the page's number never gets past it",
                help: #"add ?page=\(.page), or `overlap: 0s` where the answer's Link or time leads on"#)
        }
        guard let path, let items, let key, let facts else { return nil }
        return MappedPoll(
            every: every, path: path, paging: paging, overlap: overlap, items: items, next: next,
            key: key, facts: facts, numbersPages: numbersPages)
    }

    /// Whether a template names the page's number, `.page`; `.config.page` is another.
    private static func numbersPages(_ template: String) -> Bool {
        let tokens = JQScan(template, as: .template).tokens
        return tokens.indices.contains { index in
            guard tokens[index].kind == .field, tokens[index].text == "page" else { return false }
            return index == 0 || !endsTerm(tokens[index - 1], before: tokens[index])
        }
    }

    /// Whether a piece is the end of what the field behind it is a member of.
    private static func endsTerm(_ token: JQToken, before field: JQToken) -> Bool {
        switch token.kind {
        case .field, .close, .variable, .string, .format: true
        case .sign: token.text == "?"
        // `then .page` is none, `now.page` is.
        case .name: token.end == field.start
        default: false
        }
    }
}
