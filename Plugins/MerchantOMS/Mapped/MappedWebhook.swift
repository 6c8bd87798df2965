import AdapterKit
import HTTPTypes

/// How the OMS calls us.
struct MappedWebhook: Sendable {
    /// Below `/in/{adapter}`, without slashes around it.
    let path: String
    let verification: MappedVerification
    /// Names a message.
    let key: JQProgram
    /// Makes the facts of a message.
    let facts: JQProgram
    /// The answer to a message that was stored.
    let answer: WireResponse
    /// The fields and texts that the two programs name.
    private let words: Set<String>

    init(
        path: String, verification: MappedVerification, key: JQProgram, facts: JQProgram, answer: WireResponse
    ) {
        self.path = path
        self.verification = verification
        self.key = key
        self.facts = facts
        self.answer = answer
        words = Set(
            [key, facts].flatMap { JQScan($0.text, as: .program).tokens }.compactMap { token in
                switch token.kind {
                case .field, .string, .name: token.text
                default: nil
                }
            })
    }

    /// Whether the programs read more of a message than its body.
    var readsBeside: Bool { words.contains("headers") || words.contains("query") }

    /// Whether the programs read a header field, named in lower case; credentials they never do.
    func reads(header name: String) -> Bool {
        readsBeside && words.contains(name) && !["authorization", "proxy-authorization", "cookie"].contains(name)
    }

    /// Whether the programs read a parameter of the query.
    func reads(query name: String) -> Bool { readsBeside && words.contains(name) }
}
