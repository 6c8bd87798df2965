/// A client certificate with its key, and whom to trust: what mutual TLS needs.
///
/// An adapter puts it into each ``WireRequest``; the transport reads it and keeps connections of different identities apart.
public struct TLSIdentity: Sendable, Hashable {
    /// The certificate and those between it and its authority, PEM, leaf first.
    public var certificate: String
    /// The certificate's private key, PEM, without a pass phrase.
    public var key: Secret
    /// The authorities that may have signed the system's certificate, PEM; nil trusts those of the machine.
    public var authority: String?

    /// Creates an identity; nothing is read of it before a request leaves.
    public init(certificate: String, key: Secret, authority: String? = nil) {
        self.certificate = certificate
        self.key = key
        self.authority = authority
    }

    /// Hashes the certificate, which names its key.
    public func hash(into hasher: inout Hasher) { hasher.combine(certificate) }
}
