/// Scheme, host and port of a URL.
enum URLOrigin {
    /// The origin in lower case, without a port that its scheme has anyway; empty for a text without scheme.
    static func of(_ url: String) -> String {
        let origin = url[..<end(of: url)].lowercased()
        for (scheme, port) in [("https://", ":443"), ("http://", ":80")]
        where origin.hasPrefix(scheme) && origin.hasSuffix(port) {
            return String(origin.dropLast(port.count))
        }
        return origin
    }

    /// What stands behind the origin: path, query and fragment.
    static func rest(of url: String) -> Substring { url[end(of: url)...] }

    private static func end(of url: String) -> String.Index {
        guard let scheme = url.firstRange(of: "://") else { return url.startIndex }
        return url[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? url.endIndex
    }
}
