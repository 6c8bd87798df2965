/// The parts of an http or https URL that the reader judges.
struct WebAddress {
    /// Whether the scheme is https.
    let isEncrypted: Bool
    /// The host without brackets, lower case.
    let host: String
    /// Whether a user name or password is part of the URL.
    let hasUser: Bool

    /// Reads an absolute URL; nil when it is none.
    init?(_ text: String) {
        let lower = text.lowercased()
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else { return nil }
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F && $0 != "\\" && $0 != "\"" }) else {
            return nil
        }
        isEncrypted = lower.hasPrefix("https://")
        let authority = lower.dropFirst(isEncrypted ? 8 : 7).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        hasUser = authority.contains("@")
        let address = authority[(authority.lastIndex(of: "@").map(authority.index(after:)) ?? authority.startIndex)...]
        guard let (host, port) = Self.split(address), !host.isEmpty else { return nil }
        if let port { guard let number = WholeNumber.read(port), (1...65_535).contains(number) else { return nil } }
        self.host = host
    }

    /// Whether the host is this machine.
    var isLoopback: Bool { Self.isLoopback(host) }

    /// Splits `host:port`, IPv6 in brackets; nil when the form is wrong.
    static func split(_ text: some StringProtocol) -> (host: String, port: String?)? {
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            let host = String(text[text.index(after: text.startIndex)..<end])
            return (host, rest.isEmpty ? nil : String(rest.dropFirst()))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let host = parts.first else { return nil }
        return (String(host), parts.count == 2 ? String(parts[1]) : nil)
    }

    /// Whether a host name or address is this machine.
    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" || host.hasSuffix(".localhost") { return true }
        // `127.example.com` begins alike and is somebody else's.
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }
}
