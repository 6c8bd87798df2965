/// Which requests meet a fault, and how many.
package struct FaultRule: Sendable, Equatable {
    /// The operation's name, or `*` for every operation.
    package var operation: String
    /// How many requests still meet it; none means until it is removed.
    package var remaining: Int?
    /// One request in that many meets it, 1 for each; the first of a run does.
    package var every: Int
    /// What happens to them.
    package var fault: Fault

    /// Writes a rule.
    ///
    /// - Parameters:
    ///   - operation: The operation's name, or `*`.
    ///   - count: How many requests meet the fault; none means until it is removed.
    ///   - every: One request in that many meets it; below 1 counts as 1.
    ///   - fault: What happens to them.
    package init(_ operation: String, count: Int? = 1, every: Int = 1, _ fault: Fault) {
        self.operation = operation
        remaining = count
        self.every = max(1, every)
        self.fault = fault
    }

    /// Reads a rule as the control API spells it.
    ///
    /// `{"operation":"accept","count":1,"every":1,"kind":"status","status":503,"retryAfter":1,"shape":"plain"}`,
    /// where kind is one of latency (with `ms`), status, dropBefore, dropAfter and a `count` of `null` never runs out.
    ///
    /// - Throws: `ControlError` naming the field; answer with 400.
    init(_ document: Document) throws {
        guard let operation = document["operation"]?.text else { throw ControlError("operation must be a string") }
        var count: Int? = 1
        if let stated = document["count"] {
            guard stated.isNull || (stated.integer ?? 0) > 0 else {
                throw ControlError("count must be a positive whole number or null")
            }
            count = stated.integer
        }
        self.init(operation, count: count, every: document["every"]?.integer ?? 1, try Self.fault(document))
    }

    private static func fault(_ document: Document) throws -> Fault {
        switch document["kind"]?.text {
        case "latency":
            guard let milliseconds = document["ms"]?.integer, (0...600_000).contains(milliseconds) else {
                throw ControlError("ms must be a whole number of milliseconds up to 600000")
            }
            return .latency(.milliseconds(milliseconds))
        case "status":
            guard let status = document["status"]?.integer, (200...599).contains(status) else {
                throw ControlError("status must be an HTTP status code")
            }
            let name = document["shape"]?.text ?? ErrorShape.message.rawValue
            guard let shape = ErrorShape(rawValue: name) else {
                throw ControlError(
                    "shape must be one of \(ErrorShape.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return .status(status, retryAfter: document["retryAfter"]?.integer, shape: shape)
        case "dropBefore": return .dropBefore
        case "dropAfter": return .dropAfter
        default: throw ControlError("kind must be latency, status, dropBefore or dropAfter")
        }
    }
}
