import AdapterKit
import Canonical

/// One object of a Merchant.Order document, on its way in or out.
///
/// One description of the document serves both directions: what it reads into a value when an order comes in, it writes
/// from the same value when the document is made again, so neither direction can forget a member of the other.
struct GlobalEScribe {
    /// The way in has a cursor on the document, the way out a place in the form that the document left behind.
    private enum Place {
        case reading(JSONReader)
        case writing(JSONNode)
    }

    /// What is found out on the way, shared by all places of one document.
    final class Record {
        /// In: how each leaf that was read is spelled, by its offset in the document.
        var spellings: [Int: String] = [:]
        /// Out: the value of each leaf that is written, by the offset of its mark in the form.
        var values: [Int: [UInt8]] = [:]
    }

    /// Ways to spell one value; the first is the usual one.
    typealias Spellings = [(mark: String, bytes: [UInt8])]

    let record: Record
    private let place: Place

    /// Starts on the way in.
    init(reading: JSONReader, _ record: Record) {
        place = .reading(reading)
        self.record = record
    }

    /// Starts on the way out, on the form of an object.
    init(writing form: JSONNode, _ record: Record) {
        place = .writing(form)
        self.record = record
    }

    /// Whether the document comes in.
    var isReading: Bool { if case .reading = place { true } else { false } }

    /// Whether a member has a value that is read, or was.
    func has(_ key: String) -> Bool {
        switch place {
        case .reading(let reader): reader.member(key)?.node.looseText != nil
        case .writing(let form): mark(key, in: form) != nil
        }
    }

    /// A member's text without reading it; nil on the way out.
    func peek(_ key: String) -> JSONNode? {
        guard case .reading(let reader) = place else { return nil }
        return reader.member(key)?.node
    }

    /// Counts a member as read, so that no residue keeps it; does nothing on the way out.
    func markRead(_ key: String) {
        if case .reading(let reader) = place { reader.markRead(key) }
    }

    /// An error at a member, whether it is there or not; used on the way in only.
    func fail(_ key: String, _ message: String) -> JSONReadError {
        switch place {
        case .reading(let reader): reader.fail(reader.member(key) == nil ? .missing : .badValue, at: key, message)
        case .writing(let form):
            JSONReadError(code: .badValue, pointer: form.pointer, message: message, offset: form.range.lowerBound)
        }
    }

    /// The object of a key, opened; nil, and left alone, when there is none.
    func object(_ key: String) -> GlobalEScribe? {
        switch place {
        case .reading(let reader):
            guard let member = reader.member(key), member.kind == .object else { return nil }
            // The kind was checked, so opening it cannot fail.
            return (try? member.asObject()).map { GlobalEScribe(reading: $0, record) }
        case .writing(let form):
            guard let member = Self.member(key, in: form), member.kind == .object else { return nil }
            return GlobalEScribe(writing: member, record)
        }
    }

    /// The objects in the list of a key; those that the filter does not take, and other elements, are left alone.
    func elements(_ key: String, where isWanted: (JSONNode) -> Bool = { _ in true }) -> [GlobalEScribe] {
        switch place {
        case .reading(let reader):
            guard let member = reader.member(key), member.kind == .array, let list = try? member.asArray() else {
                return []
            }
            return list.compactMap { element in
                guard element.kind == .object, isWanted(element.node), let object = try? element.asObject() else {
                    return nil
                }
                return GlobalEScribe(reading: object, record)
            }
        case .writing(let form):
            guard let member = Self.member(key, in: form), member.kind == .array else { return [] }
            return member.elements.filter { $0.kind == .object }.map { GlobalEScribe(writing: $0, record) }
        }
    }

    /// A secret that stands in the document: counted as read where it is ours, put back from the settings, kept nowhere.
    func secret(_ key: String, _ secret: Secret) {
        let own = secret.revealed
        let spellings = [("g", own), ("l", own.lowercased()), ("u", own.uppercased())]
        switch place {
        case .reading(let reader):
            guard let member = reader.member(key), let text = member.node.stringValue,
                Secret(text.lowercased()) == Secret(own.lowercased())
            else { return }
            member.markRead()
            record.spellings[member.offset] = spellings.first { $0.1 == text }?.0 ?? "g"
        case .writing(let form):
            guard let mark = mark(key, in: form) else { return }
            let text = spellings.first { $0.0 == mark.text }?.1 ?? own
            record.values[mark.offset] = GlobalEJSON.quoted(text)
        }
    }

    /// Reads or writes one leaf.
    ///
    /// - Parameters:
    ///   - key: The member's name as Global-e documents it.
    ///   - value: Set on the way in when the member says something, asked on the way out.
    ///   - isNeeded: Whether something that is there and cannot be read stops the message.
    ///   - decode: What a leaf means; nil leaves it alone, which keeps it as residue.
    ///   - spell: How a value may be spelled.
    /// - Throws: `JSONReadError` at the member.
    func leaf<Value: Equatable>(
        _ key: String, _ value: inout Value?, isNeeded: Bool = false, decode: (JSONNode) -> Value?,
        spell: (Value) -> Spellings
    ) throws(JSONReadError) {
        switch place {
        case .reading(let reader):
            guard let member = reader.member(key), member.kind != .null else { return }
            guard let decoded = decode(member.node) else {
                guard isNeeded, member.node.looseText != nil || member.kind == .bool else { return }
                throw reader.fail(.badValue, at: key, "this is not what the member needs")
            }
            value = decoded
            member.markRead()
            let raw = member.node.rawBytes
            record.spellings[member.offset] =
                spell(decoded).first { $0.bytes == raw }?.mark ?? "=" + String(decoding: raw, as: UTF8.self)
        case .writing(let form):
            guard let mark = mark(key, in: form), let value else { return }
            record.values[mark.offset] = Self.spelled(value, mark.text, decode: decode, spell: spell)
        }
    }

    private static func spelled<Value: Equatable>(
        _ value: Value, _ mark: String, decode: (JSONNode) -> Value?, spell: (Value) -> Spellings
    ) -> [UInt8] {
        let spellings = spell(value)
        if let usual = spellings.first(where: { $0.mark == mark }) { return usual.bytes }
        let raw = Array(mark.utf8.dropFirst())
        // A spelling of its own is kept as long as it still says the same.
        if mark.hasPrefix("="), let document = try? JSONDocument.parse(raw), decode(document.root) == value {
            return raw
        }
        return spellings.first?.bytes ?? Array("null".utf8)
    }

    private func mark(_ key: String, in form: JSONNode) -> (text: String, offset: Int)? {
        guard let member = Self.member(key, in: form), let text = member.stringValue else { return nil }
        return (text, member.range.lowerBound)
    }

    /// The member of a key; an exact match goes before one in another case.
    private static func member(_ key: String, in form: JSONNode) -> JSONNode? {
        if let exact = form[key] { return exact }
        let wanted = key.lowercased()
        return form.members.first { $0.key.lowercased() == wanted }?.value
    }
}

extension GlobalEScribe {
    /// A text; empty ones and those that stand for nothing are left alone.
    ///
    /// - Throws: `JSONReadError` when it is needed and of another kind.
    func text(
        _ key: String, _ value: inout String?, _ style: GlobalEFormCoding.Style = .plain,
        except sentinels: Set<String> = [], isNeeded: Bool = false
    ) throws(JSONReadError) {
        try leaf(
            key, &value, isNeeded: isNeeded,
            decode: { node in
                guard let text = node.looseText, !sentinels.contains(text.lowercased()) else { return nil }
                return GlobalEFormCoding.decoded(text, style)
            },
            spell: { text in
                var spellings: Spellings = [("s", GlobalEJSON.quoted(text))]
                if style != .plain {
                    spellings.append(("p", GlobalEJSON.quoted(GlobalEFormCoding.encoded(text, plus: true))))
                    spellings.append(("e", GlobalEJSON.quoted(GlobalEFormCoding.encoded(text, plus: false))))
                }
                // A text that came as a number goes back as one.
                if (try? ExactDecimal(text)) != nil { spellings.append(("n", Array(text.utf8))) }
                return spellings
            })
    }

    /// A number; nothing of money or identity depends on it, so a surprise is left alone unless it is needed.
    ///
    /// - Throws: `JSONReadError` when it is needed and no number.
    func decimal(_ key: String, _ value: inout ExactDecimal?, isNeeded: Bool = false) throws(JSONReadError) {
        try leaf(key, &value, isNeeded: isNeeded, decode: \.looseDecimal) { number in
            [("n", Array(number.description.utf8)), ("q", GlobalEJSON.quoted(number.description))]
        }
    }

    /// An amount of money in one role.
    ///
    /// - Throws: `JSONReadError` when it is there and no number; money is never guessed.
    func money(
        _ key: String, _ entry: inout Amounts.Entry?, _ currency: Currency?, isMagnitude: Bool = false
    ) throws(JSONReadError) {
        guard let currency else { return }
        var amount = entry?.money.amount
        try leaf(
            key, &amount, isNeeded: true,
            decode: { node in
                guard let number = node.looseDecimal else { return nil }
                return isMagnitude && number.isNegative ? number.negated : number
            },
            spell: { number in
                [("n", Array(number.description.utf8)), ("q", GlobalEJSON.quoted(number.description))]
            })
        if isReading, let amount { entry = Amounts.Entry(Money(amount, currency)) }
    }

    /// A truth, spelled in any of the ways that Global-e uses.
    ///
    /// - Throws: Nothing in practice; a surprise is left alone.
    func flag(_ key: String, _ value: inout Bool?) throws(JSONReadError) {
        try leaf(key, &value, decode: \.looseBool) { flag in
            let word = flag ? "true" : "false"
            let capital = flag ? "True" : "False"
            let digit = flag ? "1" : "0"
            return [
                ("b", Array(word.utf8)), ("z", Array(digit.utf8)), ("y", GlobalEJSON.quoted(digit)),
                ("x", GlobalEJSON.quoted(word)), ("c", GlobalEJSON.quoted(capital)),
            ]
        }
    }

    /// A moment, mostly without a zone; the beginning of a century stands for none and is left alone.
    ///
    /// - Throws: Nothing in practice; an unreadable moment is left alone.
    func moment(_ key: String, _ value: inout Instant?) throws(JSONReadError) {
        try leaf(key, &value, decode: { GlobalEMoment.read($0.stringValue) }) { moment in
            [("s", GlobalEJSON.quoted(moment.spelling))]
        }
    }
}

/// Global-e's moments.
enum GlobalEMoment {
    /// The moment of a text; nil for one that stands for none or cannot be read.
    ///
    /// Source: contract 1.4: no zone, `1900-01-01T00:00:00Z` for no value, days and months without a leading zero.
    static func read(_ text: String?) -> Instant? {
        guard let text, !text.hasPrefix("1900-01-01"), !text.hasPrefix("0001-01-01") else { return nil }
        // A moment in no known form is kept unread.
        if let moment = try? Instant(rfc3339: text) { return moment }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count <= 2, parts[2].count <= 2 else { return nil }
        let padded = parts.map { $0.count == 1 ? "0\($0)" : String($0) }.joined(separator: "-")
        guard var moment = try? Instant(rfc3339: padded) else { return nil }
        moment.raw = text
        return moment
    }
}
