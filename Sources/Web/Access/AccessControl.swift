import AdapterKit
import HTTPTypes
import Hummingbird
import NIOCore

/// Decides who calls and what the caller may do.
struct AccessControl: Sendable {
    private let tokens: [WebConfiguration.Token]
    private let host: String

    init(_ configuration: WebConfiguration) {
        tokens = configuration.tokens
        host = configuration.host
    }

    /// The caller of a request, who has at least the role.
    func caller(of request: Request, from peer: SocketAddress?, needing role: AccessRole) throws(Problem) -> Caller {
        let caller = tokens.isEmpty ? try localCaller(of: request, from: peer) : try bearer(of: request)
        guard let has = caller.role, has >= role else { throw .forbidden(needed: role) }
        return caller
    }

    /// Compares with every token, so that the time tells neither which one nor how many match.
    private func bearer(of request: Request) throws(Problem) -> Caller {
        guard let header = request.headers[.authorization], header.utf8.count > 7,
            header.prefix(7).lowercased() == "bearer "
        else { throw .unauthorized }
        let shown = header.utf8.dropFirst(7)
        var found: Caller?
        for token in tokens {
            let isEqual = ConstantTime.equal(shown, token.secret.revealed.utf8)
            if isEqual, !token.secret.isEmpty { found = Caller(name: token.name, role: token.role) }
        }
        guard let found else { throw .unauthorized }
        return found
    }

    /// Without tokens the machine is the border: its own peers, not what a proxy or a web page passes on.
    private func localCaller(of request: Request, from peer: SocketAddress?) throws(Problem) -> Caller {
        guard let address = peer?.ipAddress, LoopbackAddress.contains(address) else { throw .notLoopback }
        guard request.headers[.forwarded] == nil, request.headers[.xForwardedFor] == nil else { throw .notLoopback }
        // A page that a browser on this machine shows can reach us under a name that its own server resolves to us.
        guard let authority = request.head.authority else { return .loopback }
        let name = LoopbackAddress.host(of: authority)
        guard LoopbackAddress.contains(name) || name == host.lowercased() else { throw .notLoopback }
        return .loopback
    }
}

extension HTTPFields {
    /// The first value of a field that the libraries have no name for.
    subscript(name: HTTPField.Name?) -> String? { name.flatMap { self[$0] } }
}

extension HTTPField.Name {
    static var forwarded: HTTPField.Name? { CustomFields.forwarded }
    static var xForwardedFor: HTTPField.Name? { CustomFields.xForwardedFor }
    static var idempotencyKey: HTTPField.Name? { CustomFields.idempotencyKey }
    static var traceparent: HTTPField.Name? { CustomFields.traceparent }
    static var eventSpecVersion: HTTPField.Name? { CustomFields.eventSpecVersion }
}

/// Names of header fields, each read once.
private enum CustomFields {
    static let forwarded = HTTPField.Name("forwarded")
    static let xForwardedFor = HTTPField.Name("x-forwarded-for")
    static let idempotencyKey = HTTPField.Name("idempotency-key")
    static let traceparent = HTTPField.Name("traceparent")
    static let eventSpecVersion = HTTPField.Name("ce-specversion")
}
