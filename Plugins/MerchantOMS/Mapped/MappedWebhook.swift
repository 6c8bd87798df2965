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
}
