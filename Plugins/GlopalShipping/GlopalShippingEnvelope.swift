import AdapterKit
import Canonical

/// The envelope that every answer of the service is in.
///
/// Source: answers (found): `error` decides, not the HTTP status; `errors` and `warnings` may be there. `error` may come as
/// 0 and 1, as text or as a truth value (derived), and an answer without it is none.
struct GlopalShippingEnvelope {
    typealias Reply = GlopalShippingAssumptions.Reply

    /// One entry of `errors` or `warnings`, also where it is a mere text.
    struct Notice: Equatable {
        var code: String
        var message: String
        /// The member that it is about, as the service spells it.
        var field: String?
    }

    /// The answer, read with a trace of what nobody reads.
    let reading: JSONReading
    let hasFailed: Bool
    let errors: [Notice]
    let warnings: [Notice]

    var root: JSONReader { reading.root }

    /// Reads an answer; nil when it is no object or does not say whether it worked.
    init?(_ body: [UInt8]) {
        // What cannot be read says nothing, which is what nil stands for.
        guard let document = try? JSONDocument.parse(body), document.root.kind == .object,
            let hasFailed = Self.flag(document.root[Reply.error])
        else { return nil }
        reading = JSONReading(document, dialect: JSONDialect(textMayBeNumber: true))
        self.hasFailed = hasFailed
        let root = reading.root
        root.keepOpen()
        for name in [Reply.error, Reply.errors, Reply.warnings] { root.markRead(name) }
        errors = Self.notices(document.root[Reply.errors])
        warnings = Self.notices(document.root[Reply.warnings])
    }

    /// The members of the answer's batches that failed, each with its own errors.
    func failedMembers(of list: String) -> [(position: Int, notices: [Notice])] {
        guard let members = root.node[list], members.kind == .array else { return [] }
        return members.elements.enumerated().compactMap { position, member in
            guard Self.flag(member[Reply.error]) == true else { return nil }
            let notices = Self.notices(member[Reply.errors])
            return (position, notices.isEmpty ? [Self.notice(member)] : notices)
        }
    }

    /// 0, "0" and false are false; 1, "1" and true are true; all else is neither.
    static func flag(_ node: JSONNode?) -> Bool? {
        guard let node else { return nil }
        if let flag = node.boolValue { return flag }
        switch node.numberSpelling ?? node.stringValue {
        case "0": return false
        case "1": return true
        default: return nil
        }
    }

    private static func notices(_ node: JSONNode?) -> [Notice] {
        guard let node, node.kind == .array else { return [] }
        return node.elements.map { notice($0) }
    }

    private static func notice(_ node: JSONNode) -> Notice {
        if let text = node.stringValue { return Notice(code: "", message: text, field: nil) }
        return Notice(
            code: node[Reply.code]?.stringValue ?? node[Reply.code]?.numberSpelling ?? "",
            message: node[Reply.message]?.stringValue ?? "", field: node[Reply.field]?.stringValue)
    }
}

extension GlopalShippingEnvelope.Notice {
    /// Code and field, fit for a log; the message is not, since nobody knows whom it names.
    var words: String {
        let parts = [GlopalShippingAnswer.word(code), GlopalShippingAnswer.word(field).map { "at \($0)" }]
        return parts.compactMap { $0 }.joined(separator: " ")
    }

    /// The words after a colon; empty when there are none.
    var asSuffix: String { words.isEmpty ? "" : ": \(words)" }

    /// What its rule on prohibited goods does; nil when it is about none. A mere text may be the rule itself.
    var rule: GlopalShippingAssumptions.Rule? { GlopalShippingAssumptions.ruleKind(code.isEmpty ? message : code) }

    /// Whether it speaks of a denied party, by its code or in words.
    var isAboutDeniedParty: Bool {
        GlopalShippingAssumptions.meansDeniedParty(code) || GlopalShippingAssumptions.meansDeniedParty(message)
    }
}

extension JSONReader {
    /// Marks an object as opened, so that only its unread members are residue.
    ///
    /// Opening what was seen to be an object cannot fail.
    func keepOpen() { _ = try? asObject() }

    /// The text or number of a key as text; nil, and left in the residue, when it is absent, null or of another kind.
    func text(_ key: String) -> String? {
        guard let member = member(key), member.kind == .string || member.kind == .number else { return nil }
        // The kind was checked, so reading it cannot fail.
        guard let text = try? member.asString(), !text.isEmpty else { return nil }
        return text
    }

    /// The object of a key, opened; nil when there is none.
    func group(_ key: String) -> JSONReader? {
        guard let member = member(key), member.kind == .object else { return nil }
        // The kind was checked, so opening it cannot fail.
        return try? member.asObject()
    }

    /// The objects of an array, opened; empty when there is none.
    func groups(_ key: String) -> [JSONReader] {
        // The kinds are checked, so opening them cannot fail.
        guard let member = member(key), member.kind == .array, let elements = try? member.asArray() else { return [] }
        return elements.compactMap { $0.kind == .object ? try? $0.asObject() : nil }
    }

    /// A moment; nil, and left in the residue, when it is spelled in another way.
    func moment(_ key: String) -> Instant? {
        // An unreadable moment is kept unread, which the residue then shows.
        guard let spelling = member(key)?.node.stringValue, let moment = try? Instant(rfc3339: spelling) else {
            return nil
        }
        markRead(key)
        return moment
    }

    /// An amount in a currency; nil when it is absent or no number.
    func money(_ key: String, _ currency: Currency) -> Money? {
        // An amount that is none is left in the residue.
        guard let member = member(key), let amount = try? member.asDecimal() else { return nil }
        return Money(amount, currency)
    }
}
