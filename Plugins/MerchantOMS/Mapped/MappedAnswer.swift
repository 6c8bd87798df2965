import AdapterKit
import Canonical

/// What an answer program made of an OMS's answer.
struct MappedAnswer: Sendable {
    /// What became of a step, or of the operation that is looked up.
    enum Outcome: String, Sendable {
        case confirmed, done, rejected, retry, unknown
        case happened
        case didNotHappen = "did_not_happen"
        case unclear
    }

    /// The order's end at the OMS.
    struct Refusal: Sendable {
        var reason: String?
        var note: String?
    }

    /// What a step may come to.
    static let ofSteps: Set<Outcome> = [.confirmed, .done, .rejected, .retry, .unknown]
    /// What a look-up may come to.
    static let ofLookUps: Set<Outcome> = [.happened, .didNotHappen, .unclear]

    /// nil where the program leaves it to the status, or to the next request.
    var outcome: Outcome?
    var reason: Reason?
    var retryAfter: Duration?
    var references: [Reference] = []
    var accepted: FactContent.Acceptance?
    var refused: Refusal?
    /// Facts in the canonical form, one JSON object each.
    var facts: [[UInt8]] = []
    /// One JSON value; nil when nothing is to be remembered.
    var remember: [UInt8]?
    var warnings: [Reason] = []
    /// The members that a step's memory keeps beside `remember`, as they were given.
    var kept: [(name: String, bytes: [UInt8])] = []

    /// An answer that no program read.
    init() {}

    /// Reads what a program gave; only the `allowed` outcomes make sense, and references are of the given system.
    ///
    /// - Throws: ``ProgramProblem`` for members that are not known or not as they should be.
    init(
        _ document: JSONDocument, allowed: Set<Outcome>, system: String, scope: String?
    ) throws(ProgramProblem) {
        let dialect = JSONDialect(textMayBeNumber: true, nullMeansAbsent: true)
        do throws(JSONReadError) {
            let reader = try JSONReading(document, dialect: dialect).root.asObject()
            try self.init(reader, allowed, system: system, scope: scope)
        } catch {
            throw ProgramProblem("the program's value at \(error.pointer): \(error.message)")
        }
    }

    /// What a step remembered earlier.
    init(_ memory: MappedMemory, system: String, scope: String?) {
        do throws(ProgramProblem) {
            try self.init(memory.text.document, allowed: [], system: system, scope: scope)
        } catch {
            // Another version wrote it; that the step was done is what counts.
            self.init()
        }
    }

    private init(
        _ reader: JSONReader, _ allowed: Set<Outcome>, system: String, scope: String?
    ) throws(JSONReadError) {
        try Self.refuseOthers(
            reader,
            [
                "outcome", "reason", "retry_after", "references", "accepted", "refused", "facts", "remember",
                "warnings",
            ])
        if let text = try reader.optionalString("outcome") {
            guard let outcome = Outcome(rawValue: text), allowed.contains(outcome) else {
                let words = allowed.map(\.rawValue).sorted().joined(separator: ", ")
                throw reader.fail(.badValue, at: "outcome", "one of these was wanted: \(words)")
            }
            self.outcome = outcome
        }
        reason = try reader.optionalObject("reason").map { value throws(JSONReadError) in try Self.reason(value) }
        if let text = try reader.optionalString("retry_after") {
            guard let duration = DurationText.read(text) else {
                throw reader.fail(.badValue, at: "retry_after", "a span of time such as 30s was wanted")
            }
            // A slip in a program must not stop an order for years.
            retryAfter = min(duration, .seconds(86_400))
        }
        for reader in try Self.elements(reader, "references") {
            references.append(try Self.reference(reader, system: system, scope: scope))
        }
        accepted = try reader.optionalObject("accepted").map { value throws(JSONReadError) in try Self.acceptance(value)
        }
        refused = try reader.optionalObject("refused").map { value throws(JSONReadError) in try Self.refusal(value) }
        for reader in try Self.elements(reader, "facts") { facts.append(try reader.asObject().asRaw()) }
        for reader in try Self.elements(reader, "warnings") { warnings.append(try Self.reason(reader)) }
        remember = try reader.optionalRaw("remember")
        for name in ["references", "accepted", "refused", "facts"] {
            if let bytes = try reader.optionalRaw(name) { kept.append((name, bytes)) }
        }
    }

    private static func elements(_ reader: JSONReader, _ name: String) throws(JSONReadError) -> [JSONReader] {
        guard let elements = try reader.optionalArray(name) else { return [] }
        return Array(elements)
    }

    /// A code and a sentence that the mapping's author chose; it is shown to people, so it is kept short.
    private static func reason(_ reader: JSONReader) throws(JSONReadError) -> Reason {
        try refuseOthers(reader.asObject(), ["code", "message"])
        let code = try reader.optionalString("code") ?? "stated"
        let message = try reader.optionalString("message") ?? "The mapping says so."
        let line = String(String.UnicodeScalarView(message.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
        let prefix = code.hasPrefix("oms.") ? "" : "oms."
        return Reason(
            code: OMSAnswer.isCode(code) ? prefix + code : "oms.stated", message: String(line.prefix(300)))
    }

    private static func reference(
        _ reader: JSONReader, system: String, scope: String?
    ) throws(JSONReadError) -> Reference {
        try refuseOthers(reader.asObject(), ["kind", "value", "scope", "role"])
        let value = try reader.string("value")
        if value.isEmpty { throw reader.fail(.badValue, at: "value", "an id was wanted") }
        return Reference(
            system: system, scope: try reader.optionalString("scope") ?? scope,
            kind: CodeValue(try reader.string("kind")), value: value, role: try reader.optionalString("role"))
    }

    private static func acceptance(_ reader: JSONReader) throws(JSONReadError) -> FactContent.Acceptance {
        try refuseOthers(reader, ["orderId", "orderNumber"])
        let orderID = try reader.string("orderId")
        if orderID.isEmpty { throw reader.fail(.badValue, at: "orderId", "an id was wanted") }
        return FactContent.Acceptance(
            orderID: orderID, orderNumber: try reader.optionalString("orderNumber") ?? orderID)
    }

    private static func refusal(_ reader: JSONReader) throws(JSONReadError) -> Refusal {
        try refuseOthers(reader, ["reason", "note"])
        return Refusal(reason: try reader.optionalString("reason"), note: try reader.optionalString("note"))
    }

    /// A misspelt `remember` must not read as "nothing to remember".
    private static func refuseOthers(_ reader: JSONReader, _ names: Set<String>) throws(JSONReadError) {
        for name in reader.keys where !names.contains(name) {
            throw reader.fail(
                .badValue, at: name, "this is not known; known are \(names.sorted().joined(separator: ", "))")
        }
    }
}
