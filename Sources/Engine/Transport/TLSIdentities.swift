import AdapterKit
import NIOSSL
import Synchronization

/// The TLS settings of the identities in use, each read once: the pool keeps connections of one setting together.
final class TLSIdentities: Sendable {
    /// Guards the settings read so far.
    private let known = Mutex<[TLSIdentity: TLSConfiguration]>([:])

    /// More than any installation has; a reload with new certificates leaves old ones behind, which are forgotten here.
    private static let limit = 64

    /// The settings that show an identity's certificate and trust its authority.
    ///
    /// - Throws: ``ExchangeFailure``, effect `none`, for a certificate, key or authority that cannot be read.
    func configuration(of identity: TLSIdentity) throws(ExchangeFailure) -> TLSConfiguration {
        if let configuration = known.withLock({ $0[identity] }) { return configuration }
        let configuration = try Self.read(identity)
        known.withLock { known in
            if known.count >= Self.limit { known = [:] }
            known[identity] = configuration
        }
        return configuration
    }

    private static func read(_ identity: TLSIdentity) throws(ExchangeFailure) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateChain = try part("the client certificate") {
            try NIOSSLCertificate.fromPEMBytes(Array(identity.certificate.utf8)).map { .certificate($0) }
        }
        configuration.privateKey = try part("the client certificate's key") {
            .privateKey(try NIOSSLPrivateKey(bytes: Array(identity.key.revealed.utf8), format: .pem))
        }
        if let authority = identity.authority {
            configuration.trustRoots = try part("the authority's certificate") {
                .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8)))
            }
        }
        return configuration
    }

    private static func part<Part>(_ name: String, _ read: () throws -> Part) throws(ExchangeFailure) -> Part {
        do {
            return try read()
        } catch {
            // The library's text may quote what it was given, and that is a key.
            throw ExchangeFailure(effect: .none, message: "\(name) cannot be read as PEM")
        }
    }
}
