import Canonical

extension RouteDraft {
    /// Whether the route takes a fact from an adapter, conditions aside.
    func takes(_ kind: FactKind, from adapter: String) -> Bool {
        from.contains { $0.name == adapter } && on.contains { $0.kind == kind }
    }

    /// Whether the route leads to an adapter; nil asks for the origin.
    func leads(to adapter: String?) -> Bool {
        guard let adapter else { return isToOrigin }
        return to.contains { $0.name == adapter }
    }
}
