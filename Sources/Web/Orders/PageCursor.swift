import Canonical

/// Where a list goes on, as a text that callers do not read.
enum PageCursor {
    static func text(after order: OrderID) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: [UInt8(ascii: "a")] + order.value.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// The order after which the list goes on; nil for a text that none of our answers had.
    static func order(_ text: String) -> OrderID? {
        guard text.utf8.count == 53, text.hasPrefix("a") else { return nil }
        var bytes: [UInt8] = []
        var digits = text.dropFirst().makeIterator()
        while let high = digits.next(), let low = digits.next() {
            guard let byte = UInt8("\(high)\(low)", radix: 16), byte > 0x20, byte < 0x7F else { return nil }
            bytes.append(byte)
        }
        return OrderID(String(decoding: bytes, as: UTF8.self))
    }
}
