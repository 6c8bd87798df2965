import AdapterKit
import Canonical

extension AdapterContract {
    /// Points in which the declaration contradicts itself or the protocols that the adapter conforms to.
    public func declarationViolations() -> [ContractViolation] {
        let declaration = Subject.declaration
        var details: [String] = []
        if !Self.isWord(declaration.type, separator: "-") { details.append("type \(declaration.type)") }
        if declaration.summary.isEmpty { details.append("no summary") }
        if declaration.documents.isEmpty { details.append("no document is named") }
        if declaration.rateLimit.concurrency < 1 { details.append("no request may be in flight") }
        details += Self.repeated(declaration.emits.map(\.rawValue)).map { "\($0) is emitted twice" }
        details += Self.repeated(declaration.questions).map { "the question \($0) is named twice" }
        details += operationDetails(declaration)
        details += conformanceDetails(declaration)
        details += Self.settingDetails(declaration.settings, under: "")
        return details.map { ContractViolation(rule: "the declaration is consistent", detail: $0) }
    }

    private func operationDetails(_ declaration: AdapterDeclaration) -> [String] {
        var details = Self.repeated(declaration.operations.map(\.name)).map { "the operation \($0) is named twice" }
        for operation in declaration.operations {
            if !Self.isWord(operation.name, separator: "-") { details.append("operation name \(operation.name)") }
            if operation.summary.isEmpty { details.append("the operation \(operation.name) has no summary") }
        }
        for (kind, name) in declaration.carries where declaration.operation(for: kind) == nil {
            details.append("\(kind.rawValue) becomes \(name), which is not declared")
        }
        return details
    }

    private func conformanceDetails(_ declaration: AdapterDeclaration) -> [String] {
        var details: [String] = []
        let subject: any Adapter.Type = Subject.self
        // An operation that no fact becomes is one that a person asks for by name.
        if declaration.operations.isEmpty == (subject is any Delivering.Type) {
            details.append("declared operations and conformance to Delivering do not agree")
        }
        if declaration.questions.isEmpty == (subject is any Answering.Type) {
            details.append("questions and conformance to Answering do not agree")
        }
        let needsLookUp = declaration.operations.contains { $0.idempotency == .lookup }
        if needsLookUp, !(subject is any LookingUp.Type) {
            details.append("an operation wants a look-up, and the adapter has none")
        }
        let isSource = subject is any Polling.Type || subject is any WebhookReceiving.Type
        if isSource, declaration.emits.isEmpty { details.append("a source of messages emits no fact") }
        return details
    }

    private static func settingDetails(_ settings: [SettingDeclaration], under prefix: String) -> [String] {
        var details = repeated(settings.map(\.name)).map { "the setting \(prefix)\($0) is declared twice" }
        for setting in settings {
            let path = prefix + setting.name
            if !isWord(setting.name, separator: "_") { details.append("setting name \(path)") }
            if setting.summary.isEmpty { details.append("the setting \(path) has no summary") }
            if setting.isRequired, setting.defaultValue != nil {
                details.append("\(path) is required, yet has a default")
            }
            if let text = setting.defaultValue, DefaultSpelling.value(text, as: setting.kind) == nil {
                details.append("the default of \(path) is not of its kind")
            }
            switch setting.kind {
            case .group(let inner): details += settingDetails(inner, under: path + ".")
            case .choice(let choices) where choices.isEmpty: details.append("\(path) has nothing to choose from")
            case .choice(let choices): details += repeated(choices).map { "\(path) offers \($0) twice" }
            default: break
            }
        }
        return details
    }

    private static func repeated(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { !seen.insert($0).inserted }
    }

    /// Whether a name is lower case, begins with a letter and uses only the given separator.
    private static func isWord(_ name: String, separator: Character) -> Bool {
        guard let first = name.first, first.isASCII, first.isLowercase, name.last != separator else { return false }
        return name.allSatisfy { $0 == separator || $0.isASCII && ($0.isLowercase || $0.isNumber) }
    }
}
