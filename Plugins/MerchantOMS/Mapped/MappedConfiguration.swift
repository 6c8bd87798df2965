import AdapterKit
import Canonical
import HTTPTypes

/// The settings of an OMS with an interface of its own, ready to use.
struct MappedConfiguration: Sendable {
    /// One header field of every request; the value may be a credential.
    struct Header: Sendable {
        let name: HTTPField.Name
        let value: Secret
    }

    /// What the OMS says, and how it comes here.
    struct Inbound: Sendable {
        /// The facts that it may state.
        let emits: Set<FactKind>
        let webhook: MappedWebhook?
        let poll: MappedPoll?
    }

    /// Where the OMS listens, without a slash at the end; every path is appended to it.
    let endpoint: String
    let authentication: MappedAuthentication
    /// The certificate that we show; nil unless there is one.
    let identity: TLSIdentity?
    /// Literal and computed header fields of every request.
    let headers: [Header]
    /// What programs see as `.config`: a JSON object.
    let config: [UInt8]
    /// How long to wait for an answer.
    let timeLimit: Duration?
    /// The store that the OMS's ids belong to.
    let scope: String?
    /// Whether programs see what translators did not read.
    let sendsResidue: Bool
    let operations: [MerchantOMSOperation: MappedOperation]
    let inbound: Inbound

    /// Whether settings choose the mapped form.
    static func isChosen(by settings: Settings) -> Bool { settings["mapping"] != nil }
}
