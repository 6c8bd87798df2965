import AdapterKit
import Canonical
import HTTPTypes

/// What the programs of a webhook see of a message, and what is kept of it so that they can see it again.
///
/// Of header fields and query that is what the programs name, both times: a held message is read like one that comes.
struct MappedMessage: Sendable {
    /// A name with its value.
    typealias Member = (name: String, value: String)

    /// Says of a stored document that it is a message with more than its body.
    private static let mark = (name: "crossdock", value: "webhook")

    private let headers: [Member]
    private let query: [Member]
    /// One JSON value; nil where the body is none.
    private let body: [UInt8]?
    private let text: String
    /// Names of what the programs did not read.
    private let left: (headers: [String], query: [String])

    /// A message as it comes.
    init(_ request: WireRequest, _ webhook: MappedWebhook) {
        var names: [HTTPField.Name] = []
        for field in request.headers where !names.contains(field.name) { names.append(field.name) }
        headers = names.filter { webhook.reads(header: $0.canonicalName) }
            .map { ($0.canonicalName, request.headers[$0] ?? "") }
        let queryNames = Self.queryNames(request.url)
        query = queryNames.filter(webhook.reads(query:)).map { ($0, request.query($0).first ?? "") }
        left = (
            names.map(\.canonicalName).filter { !webhook.reads(header: $0) },
            queryNames.filter { !webhook.reads(query: $0) }
        )
        body = MappedInput.isJSON(request.body) ? request.body : nil
        text = body == nil ? String(decoding: request.body.prefix(MappedInput.textLimit), as: UTF8.self) : ""
    }

    private init(
        headers: [Member], query: [Member], body: [UInt8]?, text: String, left: (headers: [String], query: [String])
    ) {
        self.headers = headers
        self.query = query
        self.body = body
        self.text = text
        self.left = left
    }

    /// A message that was stored: with what stood beside its body, or its body alone.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` when the programs want what was not kept.
    static func stored(
        _ document: [UInt8], _ webhook: MappedWebhook
    ) throws(TranslationProblem) -> MappedMessage {
        guard let root = root(of: document) else {
            guard !webhook.readsBeside else { throw notKept("header fields or the query") }
            return MappedMessage(WireRequest(method: .post, url: "/", body: document), webhook)
        }
        let members = { (name: String) in
            root[name]?.members.map { (name: $0.key, value: $0.value.stringValue ?? "") } ?? []
        }
        let names = { (name: String) in
            root["left_out"]?[name]?.elements.compactMap(\.stringValue) ?? []
        }
        let left = (headers: names("headers"), query: names("query"))
        if let name = left.headers.first(where: webhook.reads(header:)) { throw notKept(name) }
        if let name = left.query.first(where: webhook.reads(query:)) { throw notKept(name) }
        return MappedMessage(
            headers: members("headers"), query: members("query"),
            body: root["text"] == nil ? root["body"]?.rawBytes : nil, text: root["text"]?.stringValue ?? "",
            left: left)
    }

    /// The object that a message is stored as with more than its body; nil for a body alone.
    static func root(of document: [UInt8]) -> JSONNode? {
        do throws(JSONSyntaxError) {
            let root = try JSONDocument.parse(document).root
            return root[mark.name]?.stringValue == mark.value ? root : nil
        } catch {
            // A body may be anything.
            return nil
        }
    }

    private static func notKept(_ what: String) -> TranslationProblem {
        TranslationProblem(
            code: "oms.not-kept", pointer: "",
            message: "the programs read \(what), which was not kept with the message; let the OMS send it again")
    }

    /// The input of the programs: `{config, headers, query, body}`, and `text` where the body is no JSON.
    func input(_ config: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(capacity: (body?.count ?? text.utf8.count) + 1_024)
        writer.object { writer in
            writer.key("config")
            writer.raw(config)
            write(to: &writer)
        }
        return writer.bytes
    }

    /// What is kept of the message where its programs read more than its body.
    var stored: [UInt8] {
        var writer = JSONWriter(capacity: (body?.count ?? text.utf8.count) + 1_024)
        writer.object { writer in
            writer.key(Self.mark.name)
            writer.string(Self.mark.value)
            write(to: &writer)
            writer.key("left_out")
            writer.object { writer in
                for (name, values) in [("headers", left.headers), ("query", left.query)] {
                    writer.key(name)
                    writer.array { writer in
                        for value in values { writer.string(value) }
                    }
                }
            }
        }
        return writer.bytes
    }

    private func write(to writer: inout JSONWriter) {
        for (name, members) in [("headers", headers), ("query", query)] {
            writer.key(name)
            writer.object { writer in
                for member in members {
                    writer.key(member.name)
                    writer.string(member.value)
                }
            }
        }
        writer.key("body")
        if let body {
            writer.raw(body)
        } else {
            writer.null()
            writer.key("text")
            writer.string(text)
        }
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
