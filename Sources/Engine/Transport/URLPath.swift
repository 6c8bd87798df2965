/// The part of a URL that may be written down: no host, no query, no credentials.
enum URLPath {
    /// The path of an absolute URL; `/` when it has none.
    static func path(of url: String) -> String {
        let withoutQuery = url.prefix { $0 != "?" && $0 != "#" }
        guard let scheme = withoutQuery.firstRange(of: "://") else { return String(withoutQuery) }
        let rest = withoutQuery[scheme.upperBound...]
        return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    }
}
