public import HTTPTypes

/// A request on a provider's wire, inbound or outbound.
public struct WireRequest: Sendable, Equatable {
    /// The HTTP method.
    public var method: HTTPRequest.Method
    /// Absolute URL when outbound; path with query, relative to `/in/{adapter}`, when inbound; percent-encoded.
    public var url: String
    /// Header fields.
    public var headers: HTTPFields
    /// The body's bytes.
    public var body: [UInt8]
    /// How long to wait for the answer; nil takes the engine's limit.
    public var timeLimit: Duration?
    /// The address of the connection's other end when inbound, without a port; nil when outbound or not known.
    public var peer: String?
    /// What TLS shows and trusts instead of the usual; nil when inbound, and for systems that want no certificate of ours.
    public var identity: TLSIdentity?

    /// Creates a request.
    public init(
        method: HTTPRequest.Method, url: String, headers: HTTPFields = [:], body: [UInt8] = [],
        timeLimit: Duration? = nil, peer: String? = nil, identity: TLSIdentity? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeLimit = timeLimit
        self.peer = peer
        self.identity = identity
    }

    /// Whether the method promises to change nothing (RFC 9110, section 9.2.1).
    public var isSafe: Bool { method == .get || method == .head || method == .options }

    /// The URL without its query.
    public var path: String { String(url.prefix { $0 != "?" }) }

    /// The decoded values of a query parameter, in order; empty when it is absent.
    public func query(_ name: String) -> [String] {
        guard let mark = url.firstIndex(of: "?") else { return [] }
        return url[url.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: true).compactMap {
            let parts = $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard PercentEncoding.decoded(parts[0]) == name else { return nil }
            return parts.count == 2 ? PercentEncoding.decoded(parts[1]) ?? "" : ""
        }
    }
}
