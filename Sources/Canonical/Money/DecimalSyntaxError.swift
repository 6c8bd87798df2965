/// Why a text is not a decimal that can be kept exactly.
public enum DecimalSyntaxError: Error, Sendable, Hashable {
    /// The text has no bytes.
    case empty
    /// The text ends where a digit is needed.
    case digitMissing
    /// The byte at this offset, counted from 0, does not belong to a decimal.
    case unexpectedByte(offset: Int)
    /// The value has more than 38 digits before or after the point.
    case tooManyDigits
    /// The text is longer than 1,000 bytes.
    case tooLong
}

extension DecimalSyntaxError: CustomStringConvertible {
    /// One sentence that names the place but never the text.
    public var description: String {
        switch self {
        case .empty: "an empty text is no decimal"
        case .digitMissing: "the decimal ends where a digit is needed"
        case .unexpectedByte(let offset): "the byte at offset \(offset) does not belong to a decimal"
        case .tooManyDigits: "the decimal has more than \(ExactDecimal.maximumDigits) digits"
        case .tooLong: "the decimal is longer than \(ExactDecimal.maximumTextLength) bytes"
        }
    }
}
