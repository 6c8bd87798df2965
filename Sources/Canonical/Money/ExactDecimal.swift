/// A decimal number, exact to its last digit, that remembers its spelling.
///
/// `5.10` prints as `5.10` and equals `5.1`. There is no way in from or out to a binary floating-point number.
/// Up to 38 digits before and after the point together; no unit of its own, see ``Money`` for amounts.
public struct ExactDecimal: Sendable {
    /// The most digits a value can have, and the most decimal places.
    public static let maximumDigits = 38
    /// The longest text that is read as a decimal, in bytes.
    public static let maximumTextLength = 1_000

    static let limit = PowersOfTen.power(maximumDigits)

    /// The digits without the point: the value times ten to the power of ``scale``.
    public let coefficient: Int128
    let storedScale: Int32
    let storedSpelling: StoredSpelling?

    /// The number of decimal places, trailing zeros included, 0 to 38.
    public var scale: Int { Int(storedScale) }

    init(uncheckedCoefficient coefficient: Int128, scale: Int, spelling: StoredSpelling? = nil) {
        self.coefficient = coefficient
        self.storedScale = Int32(truncatingIfNeeded: scale)
        self.storedSpelling = spelling
    }

    /// Makes a value of digits and a number of decimal places.
    ///
    /// - Throws: ``ArithmeticFailure`` if either is out of range; nothing can be done but to refuse the value.
    public init(coefficient: Int128, scale: Int) throws(ArithmeticFailure) {
        guard (0...Self.maximumDigits).contains(scale) else { throw .scaleOutOfRange(scale) }
        try self.init(magnitude: coefficient.magnitude, isNegative: coefficient < 0, scale: scale)
    }

    init(magnitude: UInt128, isNegative: Bool, scale: Int) throws(ArithmeticFailure) {
        guard magnitude < Self.limit else { throw .overflow }
        let coefficient = Int128(magnitude)
        self.init(uncheckedCoefficient: isNegative ? -coefficient : coefficient, scale: scale)
    }

    /// Makes a whole number.
    public init(_ integer: Int) {
        self.init(uncheckedCoefficient: Int128(integer), scale: 0)
    }

    /// Zero without decimal places.
    public static let zero = ExactDecimal(0)
    /// One without decimal places.
    public static let one = ExactDecimal(1)

    /// Says whether the value is zero, however it is spelled.
    public var isZero: Bool { coefficient == 0 }
    /// Says whether the value is below zero.
    public var isNegative: Bool { coefficient < 0 }
    /// Says whether the value has no digits other than zero after the point.
    public var isInteger: Bool { coefficient.magnitude % PowersOfTen.power(scale) == 0 }

    /// The value with its sign turned, with as many decimal places.
    public var negated: ExactDecimal { ExactDecimal(uncheckedCoefficient: -coefficient, scale: scale) }
    /// The distance from zero, with as many decimal places.
    public var magnitude: ExactDecimal {
        ExactDecimal(uncheckedCoefficient: coefficient < 0 ? -coefficient : coefficient, scale: scale)
    }

    /// The value as a machine integer, if it is whole and fits.
    public var integerValue: Int? {
        guard scale > 0 else { return Int(exactly: coefficient) }
        let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: Int128(PowersOfTen.power(scale)))
        return remainder == 0 ? Int(exactly: quotient) : nil
    }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
    /// Makes a whole number of a literal.
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}

extension ExactDecimal {
    /// A spelling that digits and scale alone cannot rebuild, such as `1e3`.
    ///
    /// Boxed, because it is rare and every amount would otherwise carry its sixteen bytes.
    final class StoredSpelling: Sendable {
        let text: String

        init(_ text: String) {
            self.text = text
        }
    }
}
