import AdapterKit

/// The form-encoding of texts inside Global-e's JSON.
///
/// Source: contract 1.5: both `+` and `%20` stand for a space, escapes are written in lower case, and a text may as well
/// not be encoded. So decoding never fails: what is no form-encoded text is taken as it is.
enum GlobalEFormCoding {
    /// How a text is expected to be encoded.
    enum Style {
        /// Not at all.
        case plain
        /// As a form: `+` and escapes.
        case form
        /// As a form, but a leading `+` is the one of a telephone number.
        case phone
        /// Only when escapes are there: a `+` alone is part of a product code.
        case code
    }

    /// The text that was meant.
    static func decoded(_ text: String, _ style: Style) -> String {
        switch style {
        case .plain: return text
        case .code: return hasEscape(text) ? form(text) : text
        case .form: return form(text)
        case .phone:
            guard text.hasPrefix("+") else { return form(text) }
            return "+" + form(String(text.dropFirst()))
        }
    }

    /// The text with escapes in lower case, and `+` or `%20` for a space.
    static func encoded(_ text: String, plus: Bool) -> String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789abcdef".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"):
                bytes.append(byte)
            case UInt8(ascii: " ") where plus: bytes.append(UInt8(ascii: "+"))
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether an escape is in the text.
    static func hasEscape(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.indices.dropLast(2).contains { index in
            bytes[index] == UInt8(ascii: "%") && isDigit(bytes[index + 1]) && isDigit(bytes[index + 2])
        }
    }

    /// A blank never survives encoding, so a text with one was not encoded; a broken escape leaves the text as it is.
    private static func form(_ text: String) -> String {
        guard !text.contains(" "), text.contains("+") || hasEscape(text) else { return text }
        return PercentEncoding.decoded(text) ?? text
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
