import AdapterKit
import Canonical

/// The provider's JSON and the problems of reading it.
enum GlopalDocument {
    /// Ids may arrive as numbers (derived from a numeric sample), and amounts as text would lose nothing.
    static let dialect = JSONDialect(numbersMayBeText: true, textMayBeNumber: true)

    /// Starts reading a message that must be one JSON object.
    ///
    /// - Throws: `TranslationProblem` with the place of the first mistake.
    static func reading(_ bytes: [UInt8]) throws(TranslationProblem) -> JSONReading {
        let document: JSONDocument
        do {
            document = try JSONDocument.parse(bytes)
        } catch {
            throw TranslationProblem(
                code: "json.syntax", pointer: "", message: "\(error.message) (byte \(error.offset))")
        }
        guard document.root.kind == .object else {
            throw TranslationProblem(code: "json.type", pointer: "", message: "the message is no object")
        }
        return JSONReading(document, dialect: dialect)
    }

    /// Runs a part of a translator and names its problem in the kit's terms.
    ///
    /// - Throws: `TranslationProblem` for what the part could not read.
    static func read<Value>(
        _ part: () throws(JSONReadError) -> Value
    ) throws(TranslationProblem) -> Value {
        do {
            return try part()
        } catch {
            throw TranslationProblem(error)
        }
    }

    /// Runs a calculation and names its problem in the kit's terms.
    ///
    /// - Throws: `TranslationProblem` when the exact result has no room.
    static func calculate<Value>(
        at pointer: String, _ part: () throws(ArithmeticFailure) -> Value
    ) throws(TranslationProblem) -> Value {
        do {
            return try part()
        } catch {
            throw TranslationProblem(code: "money.arithmetic", pointer: pointer, message: "\(error)")
        }
    }
}

extension TranslationProblem {
    /// The problem that a value could not be read.
    init(_ error: JSONReadError) {
        let code =
            switch error.code {
            case .missing: "field.missing"
            case .null: "field.null"
            case .wrongType: "field.type"
            case .badNumber: "field.number"
            case .badValue: "field.value"
            }
        self.init(code: code, pointer: error.pointer.description, message: error.message)
    }
}

extension JSONReader {
    /// The text of a key; nil, and left in the residue, when it is absent, null or of another kind.
    ///
    /// Nothing of money or identity depends on such texts, so a surprise in them must not stop an order.
    func text(_ key: String) -> String? {
        guard let member = member(key), member.kind == .string || member.kind == .number else { return nil }
        // The kind was checked, so reading it cannot fail.
        return try? member.asString()
    }

    /// The text of a key that is there and not empty; an empty one stays in the residue.
    func filledText(_ key: String) -> String? {
        guard let member = member(key), member.node.stringValue != "" else { return nil }
        return text(key)
    }

    /// A cursor on the object of a key, opened; nil, and left in the residue, when it is of another kind.
    func group(_ key: String) -> JSONReader? {
        guard let member = member(key), member.kind == .object else { return nil }
        // The kind was checked, so opening it cannot fail.
        return try? member.asObject()
    }

    /// A moment; nil, and left in the residue, when it is spelled in another way.
    ///
    /// Source: Order API 2.3.2 (stated: UTC; found: ISO 8601 with milliseconds and `Z`).
    func moment(_ key: String) -> Instant? {
        // An unreadable moment is kept unread, which the residue then shows.
        guard let spelling = member(key)?.node.stringValue, let moment = try? Instant(rfc3339: spelling) else {
            return nil
        }
        markRead(key)
        return moment
    }

    /// An amount of the order's currency in the customer role; nil when absent or null.
    ///
    /// - Throws: `JSONReadError` when it is there and no number.
    func amounts(_ key: String, _ currency: Currency) throws(JSONReadError) -> Amounts? {
        guard let amount = try optionalDecimal(key) else { return nil }
        return Amounts(customer: Amounts.Entry(Money(amount, currency)))
    }
}
