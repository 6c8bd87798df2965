extension ExactDecimal {
    /// Reads a decimal from its text and keeps the spelling.
    ///
    /// - Throws: ``DecimalSyntaxError`` if the text is no decimal or too long to keep; refuse or hold the value.
    public init(_ text: String) throws(DecimalSyntaxError) {
        var text = text
        self = try text.withUTF8 { Self.parsed($0) }.get()
    }

    /// Reads a decimal from any text and keeps the spelling.
    ///
    /// - Throws: ``DecimalSyntaxError`` if the text is no decimal or too long to keep; refuse or hold the value.
    public init(_ text: some StringProtocol) throws(DecimalSyntaxError) {
        try self.init(String(text))
    }

    /// Reads a decimal from the bytes of its text.
    ///
    /// - Throws: ``DecimalSyntaxError`` if the bytes are no decimal or too long to keep; refuse or hold the value.
    public init(utf8 bytes: UnsafeBufferPointer<UInt8>) throws(DecimalSyntaxError) {
        self = try Self.parse(bytes)
    }

    /// Reads a decimal from the bytes of its text.
    ///
    /// - Throws: ``DecimalSyntaxError`` if the bytes are no decimal or too long to keep; refuse or hold the value.
    public init(utf8 bytes: some Sequence<UInt8>) throws(DecimalSyntaxError) {
        var result: Result<ExactDecimal, DecimalSyntaxError>?
        _ = bytes.withContiguousStorageIfAvailable { buffer in result = Self.parsed(buffer) }
        let outcome = result ?? ContiguousArray(bytes).withUnsafeBufferPointer(Self.parsed)
        self = try outcome.get()
    }

    /// Makes a constant from a literal such as `"19.99"`.
    ///
    /// For constants and tests only: a literal that is no decimal is a mistake in the program and stops it.
    public init(exactly literal: StaticString) {
        let outcome = literal.withUTF8Buffer(Self.parsed)
        guard case .success(let value) = outcome else { preconditionFailure("\(literal) is no decimal") }
        self = value
    }

    static func parsed(_ text: UnsafeBufferPointer<UInt8>) -> Result<ExactDecimal, DecimalSyntaxError> {
        do throws(DecimalSyntaxError) {
            return .success(try parse(text))
        } catch {
            return .failure(error)
        }
    }

    static func parse(_ text: UnsafeBufferPointer<UInt8>) throws(DecimalSyntaxError) -> ExactDecimal {
        if let value = parsePlain(text) { return value }
        guard !text.isEmpty else { throw .empty }
        guard text.count <= maximumTextLength else { throw .tooLong }
        var scan = Scan(text)
        try scan.run()
        return try scan.value()
    }
}

extension ExactDecimal {
    /// Reads what nearly every amount is: a sign, up to 18 digits and a point, with nothing odd about them.
    @inline(__always)
    private static func parsePlain(_ text: UnsafeBufferPointer<UInt8>) -> ExactDecimal? {
        guard let base = text.baseAddress, text.count > 0, text.count <= 18 else { return nil }
        let count = text.count
        let first = base[0] == 0x2D ? 1 : 0
        var at = first
        var digits: UInt64 = 0
        while at < count, base[at] &- 0x30 < 10 {
            digits = digits &* 10 &+ UInt64(base[at] &- 0x30)
            at &+= 1
        }
        let whole = at &- first
        guard whole == 1 || (whole > 1 && base[first] != 0x30) else { return nil }
        var scale = 0
        if at < count {
            guard base[at] == 0x2E, at &+ 1 < count else { return nil }
            at &+= 1
            scale = count &- at
            while at < count {
                guard base[at] &- 0x30 < 10 else { return nil }
                digits = digits &* 10 &+ UInt64(base[at] &- 0x30)
                at &+= 1
            }
        }
        guard first == 0 || digits != 0 else { return nil }
        let coefficient = Int64(bitPattern: digits)
        return ExactDecimal(uncheckedCoefficient: Int128(first == 0 ? coefficient : -coefficient), scale: scale)
    }
}

extension ExactDecimal {
    /// One pass over the text of a decimal.
    private struct Scan {
        private let text: UnsafeBufferPointer<UInt8>
        private var at = 0
        private var isNegative = false
        private var needsSpelling = false
        /// Up to 18 digits fit here, which nearly all amounts do; wide arithmetic costs several times as much.
        private var narrow: UInt64 = 0
        private var wide: UInt128 = 0
        private var significantDigits = 0
        private var wholeDigits = 0
        private var decimalPlaces = 0
        private var exponent = 0

        init(_ text: UnsafeBufferPointer<UInt8>) {
            self.text = text
        }

        mutating func run() throws(DecimalSyntaxError) {
            readSign()
            let firstDigit = at
            wholeDigits = readDigits()
            needsSpelling = needsSpelling || wholeDigits == 0 || (wholeDigits > 1 && text[firstDigit] == 0x30)
            if at < text.count, text[at] == 0x2E {
                at += 1
                decimalPlaces = readDigits()
                needsSpelling = needsSpelling || decimalPlaces == 0
            }
            guard wholeDigits + decimalPlaces > 0 else { throw failure() }
            try readExponent()
            guard at == text.count else { throw .unexpectedByte(offset: at) }
        }

        func value() throws(DecimalSyntaxError) -> ExactDecimal {
            guard significantDigits <= maximumDigits else { throw .tooManyDigits }
            var magnitude = significantDigits <= 18 ? UInt128(narrow) : wide
            var scale = decimalPlaces - exponent
            var needsSpelling = needsSpelling
            if magnitude == 0 {
                needsSpelling = needsSpelling || isNegative || scale > maximumDigits
                scale = min(max(scale, 0), maximumDigits)
            } else if scale < 0 {
                guard significantDigits - scale <= maximumDigits else { throw .tooManyDigits }
                magnitude *= PowersOfTen.power(-scale)
                scale = 0
            }
            guard scale <= maximumDigits else { throw .tooManyDigits }
            let spelling = needsSpelling ? StoredSpelling(String(decoding: text, as: UTF8.self)) : nil
            let coefficient = Int128(truncatingIfNeeded: magnitude)
            return ExactDecimal(
                uncheckedCoefficient: isNegative ? -coefficient : coefficient, scale: scale, spelling: spelling)
        }

        private mutating func readSign() {
            guard text[0] == 0x2D || text[0] == 0x2B else { return }
            isNegative = text[0] == 0x2D
            needsSpelling = !isNegative
            at = 1
        }

        private mutating func readDigits() -> Int {
            let start = at
            while at < text.count {
                let digit = text[at] &- 0x30
                guard digit < 10 else { break }
                at += 1
                guard significantDigits > 0 || digit != 0 else { continue }
                append(digit)
            }
            return at - start
        }

        private mutating func append(_ digit: UInt8) {
            significantDigits += 1
            if significantDigits <= 18 {
                narrow = narrow &* 10 &+ UInt64(digit)
            } else if significantDigits <= maximumDigits {
                wide = (significantDigits == 19 ? UInt128(narrow) : wide) &* 10 &+ UInt128(digit)
            }
        }

        private mutating func readExponent() throws(DecimalSyntaxError) {
            guard at < text.count, text[at] | 0x20 == 0x65 else { return }
            needsSpelling = true
            at += 1
            var turnsSign = false
            if at < text.count, text[at] == 0x2D || text[at] == 0x2B {
                turnsSign = text[at] == 0x2D
                at += 1
            }
            let start = at
            while at < text.count, text[at] &- 0x30 < 10 {
                // Beyond this the value is out of range anyway, and the sum cannot overflow.
                exponent = min(exponent * 10 + Int(text[at] &- 0x30), 1_000_000)
                at += 1
            }
            guard at > start else { throw failure() }
            exponent = turnsSign ? -exponent : exponent
        }

        private func failure() -> DecimalSyntaxError {
            at < text.count ? .unexpectedByte(offset: at) : .digitMissing
        }
    }
}
