/// Scheme, host and port of a URL, as it is spelled.
enum URLOrigin {
    static func of(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return "" }
        let end = url[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? url.endIndex
        return url[..<end].lowercased()
    }
}
