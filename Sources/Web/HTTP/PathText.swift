import AdapterKit

/// Text in a path, where a plus is a plus and no space.
enum PathText {
    /// The decoded text of one path segment; nil when it is broken.
    static func decoded(_ segment: String) -> String? {
        guard segment.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return segment
        }
        return PercentEncoding.decoded(segment.replacing("+", with: "%2B"))
    }

    /// The path of an order's page by any of its ids.
    static func order(_ name: String) -> String { "/v1/orders/\(PercentEncoding.encoded(name))" }
}
