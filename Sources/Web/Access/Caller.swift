/// Who calls the canonical API.
struct Caller: Sendable, Equatable {
    /// The token's name, `loopback` without tokens, `anyone` at open routes.
    var name: String
    /// What the caller may do; nil at open routes.
    var role: AccessRole?

    static let anyone = Caller(name: "anyone", role: nil)
    static let loopback = Caller(name: "loopback", role: .admin)
}
