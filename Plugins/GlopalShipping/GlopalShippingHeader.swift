import AdapterKit
import Canonical
import HTTPTypes

/// The five headers of the service, each with its pattern, matched from the first to the last character.
///
/// Source: order creation (stated). All are texts end to end: as numbers they would lose zeros.
enum GlopalShippingHeader: String, CaseIterable {
    case login = "x-login"
    case alias = "x-alias"
    case signature = "x-signature"
    case timestamp = "x-timestamp"
    case version = "x-version"

    /// The header's name on the wire.
    var field: HTTPField.Name {
        guard let name = HTTPField.Name(rawValue) else { preconditionFailure("\(rawValue) is no name of a header") }
        return name
    }

    /// Whether a value fulfils the header's pattern as a whole; a final line break does not.
    func matches(_ value: String) -> Bool {
        let letters = Array(value.utf8)
        switch self {
        case .login: return (3...255).contains(letters.count) && letters.allSatisfy(Self.isNameLetter)
        case .alias: return (3...50).contains(letters.count) && letters.allSatisfy(Self.isNameLetter)
        case .signature:
            return letters.count == 64
                && letters.allSatisfy {
                    Self.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
                }
        case .timestamp:
            return letters.count == 17 && letters[10] == UInt8(ascii: ".")
                && (letters[0] == UInt8(ascii: "1") || letters[0] == UInt8(ascii: "2"))
                && letters[1..<10].allSatisfy(Self.isDigit) && letters[11...].allSatisfy(Self.isDigit)
        case .version: return Self.isVersion(letters)
        }
    }

    /// Seconds since 1970 with exactly six decimals, by integer arithmetic.
    static func timestampText(_ microseconds: Int64) -> String {
        let fraction = String(microseconds % 1_000_000)
        return "\(microseconds / 1_000_000).\(String(repeating: "0", count: 6 - fraction.utf8.count))\(fraction)"
    }

    /// `0.` or a number without a leading zero, then exactly two decimals.
    private static func isVersion(_ letters: [UInt8]) -> Bool {
        let parts = letters.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, !parts[0].isEmpty,
            parts.allSatisfy({ $0.allSatisfy(isDigit) })
        else { return false }
        return parts[0].count == 1 || parts[0].first != UInt8(ascii: "0")
    }

    private static func isNameLetter(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
