package import NIOCore

extension Document {
    /// Reads one JSON text.
    ///
    /// - Parameters:
    ///   - bytes: The text, UTF-8.
    ///   - depth: How many levels of nesting are allowed.
    /// - Throws: `DocumentError` with the offset of the first mistake; answer with 400.
    package init(_ bytes: ByteBuffer, depth: Int = 64) throws {
        self = try bytes.withUnsafeReadableBytes { raw in
            var reader = DocumentReader(raw, depth: depth)
            return try reader.document()
        }
    }

    /// Reads one JSON text.
    ///
    /// - Throws: `DocumentError` with the offset of the first mistake.
    package init(parsing text: String) throws {
        try self.init(ByteBuffer(string: text))
    }

    /// The compact JSON text of this value.
    package var bytes: ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(1024)
        write(to: &buffer)
        return buffer
    }

    /// The compact JSON text of this value.
    package var json: String {
        String(buffer: bytes)
    }

    private func write(to buffer: inout ByteBuffer) {
        switch self {
        case .null: buffer.writeStaticString("null")
        case .bool(let flag): buffer.writeString(flag ? "true" : "false")
        case .number(let spelling): buffer.writeString(spelling)
        case .text(let text): Self.write(text, to: &buffer)
        case .list(let elements):
            buffer.writeInteger(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
                element.write(to: &buffer)
            }
            buffer.writeInteger(UInt8(ascii: "]"))
        case .object(let members):
            buffer.writeInteger(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
                Self.write(member.name, to: &buffer)
                buffer.writeInteger(UInt8(ascii: ":"))
                member.value.write(to: &buffer)
            }
            buffer.writeInteger(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to buffer: inout ByteBuffer) {
        buffer.writeInteger(UInt8(ascii: "\""))
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
            for byte in text.utf8 { writeEscaped(byte, to: &buffer) }
        } else {
            buffer.writeString(text)
        }
        buffer.writeInteger(UInt8(ascii: "\""))
    }

    private static func writeEscaped(_ byte: UInt8, to buffer: inout ByteBuffer) {
        switch byte {
        case 0x22: buffer.writeStaticString("\\\"")
        case 0x5C: buffer.writeStaticString("\\\\")
        case 0x0A: buffer.writeStaticString("\\n")
        case 0x0D: buffer.writeStaticString("\\r")
        case 0x09: buffer.writeStaticString("\\t")
        case 0..<0x20:
            let digits = String(byte, radix: 16)
            buffer.writeString("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        default: buffer.writeInteger(byte)
        }
    }
}
