import Canonical

/// Where a list goes on, as a text that callers do not read; its first letter says which list.
enum PageCursor {
    /// The largest number that a cursor holds.
    private static let numberLimit = 18

    static func text(after order: OrderID) -> String { "a\(order)" }

    /// The order after which the list goes on; nil for a text that none of our answers had.
    static func order(_ text: String) -> OrderID? {
        let id = text.dropFirst()
        guard text.hasPrefix("a"), (1...64).contains(id.utf8.count), id.utf8.allSatisfy(isPlain) else { return nil }
        return OrderID(String(id))
    }

    static func text(afterDelivery sequence: Int64) -> String { "d\(sequence)" }

    static func delivery(_ text: String) -> Int64? { number(text.dropFirst(), if: text.hasPrefix("d")) }

    static func text(after place: PaperPlace) -> String { "p\(place.shipment)-\(place.parcel)-\(place.index)" }

    static func paper(_ text: String) -> PaperPlace? {
        let parts = text.dropFirst().split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.utf8.count <= 9 ? number($0, if: text.hasPrefix("p")) : nil }
        guard parts.count == 3, numbers.count == 3 else { return nil }
        return PaperPlace(shipment: Int(numbers[0]), parcel: Int(numbers[1]), index: Int(numbers[2]))
    }

    static func text(afterAdapter id: String) -> String { "s\(id)" }

    static func adapter(_ text: String) -> String? {
        let id = text.dropFirst()
        let isFit = id.utf8.allSatisfy { isPlain($0) && !(0x41...0x5A).contains($0) }
        return text.hasPrefix("s") && (1...63).contains(id.utf8.count) && isFit ? String(id) : nil
    }

    /// After so many entries of one moment: entries of that moment may have gone from before the place meanwhile.
    static func text(after moment: Instant, count: Int) -> String { "t\(moment.microseconds)-\(count)" }

    static func moment(_ text: String) -> (at: Instant, count: Int)? {
        let isNegative = text.hasPrefix("t-")
        let parts = text.dropFirst(isNegative ? 2 : 1).split(separator: "-", omittingEmptySubsequences: false)
        guard text.hasPrefix("t"), parts.count == 2, parts[1].utf8.count <= 9,
            let microseconds = number(parts[0], if: true), let count = number(parts[1], if: true)
        else { return nil }
        return (Instant(microseconds: isNegative ? -microseconds : microseconds), Int(count))
    }

    /// After a delivery and a message of the two lists that wait for a person; 0 and nothing where one has not begun.
    static func text(afterDelivery sequence: Int64, message: String) -> String { "n\(sequence)-\(message)" }

    static func attention(_ text: String) -> (delivery: Int64, message: String)? {
        let parts = text.dropFirst().split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard text.hasPrefix("n"), parts.count == 2, let delivery = number(parts[0], if: true),
            parts[1].utf8.count <= 64, parts[1].utf8.allSatisfy({ isPlain($0) && $0 != 0x2D })
        else { return nil }
        return (delivery, String(parts[1]))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
    }

    private static func number(_ digits: Substring, if isFit: Bool) -> Int64? {
        guard isFit, (1...numberLimit).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(digits)
    }
}
