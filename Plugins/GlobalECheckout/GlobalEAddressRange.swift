/// An IP address, or all that share its first bits.
///
/// IPv4 addresses are kept as the IPv6 addresses that map them (RFC 4291, section 2.5.5.2), so that `::ffff:192.0.2.1`
/// and `192.0.2.1` are one.
struct GlobalEAddressRange: Sendable, Equatable {
    /// 16 bytes in network order.
    private let bytes: [UInt8]
    /// The number of leading bits that count, 0 to 128.
    private let prefix: Int

    /// Reads `192.0.2.1`, `2001:db8::1`, or one of them with `/` and a number of bits; nil when it is neither.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let bytes = Self.address(first) else { return nil }
        let isShort = !first.contains(":")
        var prefix = 128
        if parts.count == 2 {
            guard let bits = Int(parts[1]), (0...(isShort ? 32 : 128)).contains(bits) else { return nil }
            prefix = isShort ? bits + 96 : bits
        }
        self.bytes = bytes
        self.prefix = prefix
    }

    /// Whether an address lies in the range; false for a text that is no address.
    func contains(_ address: some StringProtocol) -> Bool {
        // A zone such as `%eth0` says how to reach an address, not which one it is.
        guard let other = Self.address(address.prefix { $0 != "%" }) else { return false }
        for bit in 0..<prefix where (bytes[bit / 8] ^ other[bit / 8]) & (0x80 >> UInt8(bit % 8)) != 0 { return false }
        return true
    }

    private static func address(_ text: some StringProtocol) -> [UInt8]? {
        guard text.contains(":") else {
            return short(text).map { [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + $0 }
        }
        guard let gap = gap(in: String(text)) else { return groups(text) }
        guard let head = groups(gap.head), let tail = groups(gap.tail), head.count + tail.count < 16 else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// What stands before and after the only `::`; nil when there is none.
    private static func gap(in text: String) -> (head: Substring, tail: Substring)? {
        var index = text.startIndex
        while let colon = text[index...].firstIndex(of: ":") {
            let next = text.index(after: colon)
            if next < text.endIndex, text[next] == ":" {
                return (text[..<colon], text[text.index(after: next)...])
            }
            index = next
        }
        return nil
    }

    /// The bytes of groups between colons, the last of which may be an IPv4 address; empty text has none.
    private static func groups(_ text: some StringProtocol) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var bytes: [UInt8] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if part.contains("."), index == parts.count - 1 {
                guard let short = short(part) else { return nil }
                bytes += short
            } else {
                guard (1...4).contains(part.count), let group = UInt16(part, radix: 16) else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        return bytes.count <= 16 ? bytes : nil
    }

    private static func short(_ text: some StringProtocol) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { $0.count <= 3 && $0.allSatisfy(\.isNumber) ? UInt8($0) : nil }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }
}
