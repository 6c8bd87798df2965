/// Names and addresses that only this machine answers to.
enum LoopbackAddress {
    /// Whether the text is `localhost` or a loopback address (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3).
    static func contains(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || isLoopbackIPv4(host)
            || (host.hasPrefix("::ffff:") && isLoopbackIPv4(String(host.dropFirst(7))))
    }

    /// The host of an authority, without its port and brackets.
    static func host(of authority: String) -> String {
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }

    /// A name such as `127.example.org` is none: all four parts have to be numbers.
    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
