/// Turns the escapes of a validated JSON text back into UTF-8.
enum JSONEscapes {
    /// Decodes text whose escapes are known to be good; the result is never longer than the source.
    ///
    /// - Returns: the number of bytes written.
    static func decode(_ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Int {
        var at = 0
        var length = 0
        while at < source.count {
            guard source[at] == 0x5C else {
                target[length] = source[at]
                at += 1
                length += 1
                continue
            }
            let escape = source[at + 1]
            if escape == 0x75 {
                length += writeScalar(source, at: &at, to: target + length)
            } else {
                target[length] = plain(escape)
                at += 2
                length += 1
            }
        }
        return length
    }

    static func decoded(_ source: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: source.count) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            count = decode(source, to: base)
        }
    }

    static func decodedString(_ source: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: source.count) { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return decode(source, to: base)
        }
    }

    /// The value of four hexadecimal digits, or nil.
    static func codeUnit(_ source: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt32? {
        guard offset + 4 <= source.count else { return nil }
        var unit: UInt32 = 0
        for index in offset..<offset + 4 {
            guard let digit = JSONBytes.hexValue(source[index]) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func plain(_ escape: UInt8) -> UInt8 {
        switch escape {
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: escape
        }
    }

    private static func writeScalar(
        _ source: UnsafeBufferPointer<UInt8>, at: inout Int, to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var value = codeUnit(source, at: at + 2) ?? 0xFFFD
        at += 6
        if (0xD800...0xDBFF).contains(value) {
            let low = codeUnit(source, at: at + 2) ?? 0xDC00
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            at += 6
        }
        var length = 0
        for byte in UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
            target[length] = byte
            length += 1
        }
        return length
    }
}
