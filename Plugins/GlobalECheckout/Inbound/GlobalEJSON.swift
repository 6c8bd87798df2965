import AdapterKit
import Canonical

/// Global-e's JSON and the problems of reading it.
enum GlobalEJSON {
    /// Keys in any case, numbers as text, text as numbers, flags as 0 and 1, null for nothing (contract 1.4).
    static let dialect = JSONDialect(
        keysAreCaseInsensitive: true, numbersMayBeText: true, textMayBeNumber: true, nullMeansAbsent: true,
        booleansMayBeZeroOrOne: true)
    /// Required documents travel as base64 inside the message, so messages may be large (contract 3.15).
    static let limits = JSONLimits(maximumBytes: 48 << 20)

    /// Starts reading a message that must be one JSON object.
    ///
    /// - Throws: `TranslationProblem` with the place of the first mistake.
    static func reading(_ bytes: [UInt8]) throws(TranslationProblem) -> JSONReading {
        let document: JSONDocument
        do {
            document = try JSONDocument.parse(bytes, limits: limits)
        } catch {
            throw TranslationProblem(error)
        }
        guard document.root.kind == .object else {
            throw TranslationProblem(code: "json.type", pointer: "", message: "the message is no object")
        }
        return JSONReading(document, dialect: dialect)
    }

    /// The message itself, also where it is wrapped in its argument's name (contract 8: samples say it is not).
    static func message(of reading: JSONReading) -> JSONReader {
        let root = reading.root
        guard root.count <= 2, root.member("OrderId") == nil else { return root }
        for name in ["order", "orderStatus", "orderRefund"] {
            guard let inner = root.member(name), inner.kind == .object, inner.member("OrderId") != nil else { continue }
            // Both were seen to be objects, so opening them cannot fail.
            _ = try? root.asObject()
            return inner
        }
        return root
    }

    /// Runs a part of a translator and names its problem in the kit's terms.
    ///
    /// - Throws: `TranslationProblem` for what the part could not read.
    static func read<Value>(_ part: () throws(JSONReadError) -> Value) throws(TranslationProblem) -> Value {
        do {
            return try part()
        } catch {
            throw TranslationProblem(error)
        }
    }

    /// What was not read, as residue of an installed adapter.
    static func residue(of reading: JSONReading, _ adapter: String) -> [Residue] {
        reading.residue().map { Residue(adapter: adapter, pointer: $0.pointer.description, value: $0.text) }
    }

    /// What our own writer wrote, as kept JSON.
    static func text(_ writer: JSONWriter) -> JSONText {
        do {
            return try JSONText(validating: writer.bytes)
        } catch {
            preconditionFailure("our own JSON is not valid: \(error)")
        }
    }

    /// A text as a JSON value.
    static func quoted(_ text: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 64)
        writer.string(text)
        return writer.bytes
    }
}

extension JSONNode {
    /// The exact number that a number or a text is; nil for anything else.
    var looseDecimal: ExactDecimal? {
        if let value = decimalValue { return value }
        guard let text = stringValue, !text.isEmpty else { return nil }
        // What is no number is nil; the caller decides whether that matters.
        return try? ExactDecimal(text)
    }

    /// The truth that true, false, 0, 1 or one of their texts stand for; nil for anything else.
    var looseBool: Bool? {
        if let value = boolValue { return value }
        switch (stringValue ?? numberSpelling)?.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: return nil
        }
    }

    /// The text of a text or a number that says something; nil for anything else.
    var looseText: String? {
        guard let text = stringValue ?? numberSpelling, !text.isEmpty else { return nil }
        return text
    }
}
