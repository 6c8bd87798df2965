import Hummingbird

/// One method of one path, with who may use it.
struct Endpoint: Sendable {
    /// Who may use an endpoint.
    enum Access: Sendable, Equatable {
        /// Anybody; an adapter or nobody verifies.
        case open
        /// Callers with at least the role.
        case needs(AccessRole)
    }

    typealias Handler = @Sendable (GatewayRequest) async throws -> Response

    let method: HTTPRequest.Method
    /// Parts with a colon are parameters, `**` is the rest.
    let path: String
    let access: Access
    let handler: Handler

    /// Whether a path is one of this endpoint's.
    func matches(_ path: String) -> Bool {
        let wanted = self.path.split(separator: "/")
        let given = path.split(separator: "/")
        for (position, part) in wanted.enumerated() {
            if part == "**" { return given.count > position }
            guard position < given.count, part.hasPrefix(":") || part == given[position] else { return false }
        }
        return wanted.count == given.count
    }
}
