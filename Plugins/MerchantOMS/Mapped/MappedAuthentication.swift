import AdapterKit
import HTTPTypes

/// How the OMS knows us, beside a certificate.
enum MappedAuthentication: Sendable {
    case none
    /// The same header field with every request.
    case fixed(MappedConfiguration.Header)
    /// A token that is asked for and runs out.
    case token(MappedTokens)
}

/// OAuth 2 client credentials.
///
/// Source: RFC 6749, sections 2.3.1 and 4.4 (stated).
struct MappedOAuth: Sendable {
    /// Where tokens are given; the one address beside the endpoint's that is called.
    let tokenURL: String
    let clientID: String
    let clientSecret: Secret
    let scope: String?
    /// Whether id and secret stand in the body instead of the Authorization header.
    let sendsSecretInBody: Bool
    /// The certificate for this address; nil when it is of another origin than the endpoint.
    let identity: TLSIdentity?
}

/// A request that gives the token of a session.
struct MappedLogin: Sendable {
    let method: HTTPRequest.Method
    let path: JQProgram
    let secrets: [(name: String, value: Secret)]
    let body: JQProgram?
    let encoding: MappedStep.Encoding
    let token: JQProgram
    let header: HTTPField.Name
    let prefix: String
    let lifetime: Duration
}
