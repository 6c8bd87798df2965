import NIOCore

/// Finds single fields in a fact's bytes without reading the rest.
///
/// The envelope stands in front of the order, so the first occurrence of a name is the envelope's.
enum FactScan {
    /// The string behind the first occurrence of a member name; names and values without escapes only.
    static func text(_ name: StaticString, in body: ByteBuffer) -> String? {
        body.withUnsafeReadableBytes { bytes in
            let quote = UInt8(ascii: "\"")
            let length = name.utf8CodeUnitCount
            var place = 0
            while place + length + 2 < bytes.count {
                defer { place += 1 }
                guard bytes[place] == quote, bytes[place + length + 1] == quote, matches(name, bytes, place + 1)
                else { continue }
                var start = place + length + 2
                while start < bytes.count, isSpace(bytes[start]) { start += 1 }
                guard start < bytes.count, bytes[start] == UInt8(ascii: ":") else { continue }
                start += 1
                while start < bytes.count, isSpace(bytes[start]) { start += 1 }
                guard start < bytes.count, bytes[start] == quote else { continue }
                guard let end = bytes[(start + 1)...].firstIndex(of: quote) else { return nil }
                return String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
            }
            return nil
        }
    }

    /// Whether a member `sku` of that value occurs, in compact JSON.
    static func hasArticle(_ sku: String, in body: ByteBuffer) -> Bool {
        let needle = Array("\"sku\":\"\(sku)\"".utf8)
        return body.withUnsafeReadableBytes { bytes in
            guard let first = needle.first, bytes.count >= needle.count else { return false }
            for place in 0...(bytes.count - needle.count)
            where bytes[place] == first && bytes[place + 4] == needle[4] {
                if bytes[place..<(place + needle.count)].elementsEqual(needle) { return true }
            }
            return false
        }
    }

    private static func matches(_ name: StaticString, _ bytes: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        name.withUTF8Buffer { letters in
            for index in letters.indices where bytes[place + index] != letters[index] { return false }
            return true
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
