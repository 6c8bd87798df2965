public import Canonical

extension TranslationProblem {
    /// The problem that a value of a message is not what it has to be.
    ///
    /// Codes: `field.missing`, `field.null`, `field.type`, `field.number`, `field.value`.
    public init(_ error: JSONReadError) {
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

    /// The problem that a message is no JSON; its code is `json.syntax`.
    public init(_ error: JSONSyntaxError) {
        self.init(code: "json.syntax", pointer: "", message: error.description)
    }
}
