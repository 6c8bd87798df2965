import CJQ
import Canonical

/// Carries values between our JSON and libjq's.
///
/// libjq 1.6 keeps numbers as binary floats. So only whole numbers that these hold exactly go in as numbers, and every
/// other number as a text with its spelling; out, `{"@number": "11.49"}` stands for the number with that spelling.
enum JQValue {
    /// The most digits of a whole number that goes in as a number.
    private static let maximumDigits = 15
    /// Below this, every whole number has one binary float.
    private static let maximumWhole = 1 << 53
    /// The deepest nesting of a result; as deep as our own reader goes.
    private static let maximumDepth = 64
    /// The longest message of an error; messages quote values of the input.
    private static let maximumMessage = 300
    /// The longest spelling behind `@number`.
    private static let maximumSpelling = 100

    /// Makes libjq's value of a node; the caller owns it.
    static func make(_ node: JSONNode) -> jv {
        switch node.kind {
        case .null: return jv_null()
        case .bool: return node.boolValue == true ? jv_true() : jv_false()
        case .string: return make(node.stringValue ?? "")
        case .number:
            let spelling = node.numberSpelling ?? "0"
            let digits = spelling.utf8.first == 0x2D ? spelling.utf8.dropFirst() : spelling.utf8[...]
            let isWhole = digits.count <= maximumDigits && digits.allSatisfy { (0x30...0x39).contains($0) }
            guard isWhole, let number = Int(spelling) else { return make(spelling) }
            return jv_number(.init(number))
        case .array:
            var array = jv_array_sized(Int32(clamping: max(1, node.count)))
            for element in node.elements { array = jv_array_append(array, make(element)) }
            return array
        case .object:
            var object = jv_object()
            for (key, value) in node.members { object = jv_object_set(object, make(key), make(value)) }
            return object
        }
    }

    private static func make(_ text: String) -> jv {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { jv_string_sized($0.baseAddress, Int32(clamping: $0.count)) }
        }
    }

    /// Writes a value, which the caller keeps, as compact JSON; stops when the run that gave it is ended.
    static func write(_ value: jv, limit: Int, of run: JQRun) -> Result<[UInt8], JQFailure> {
        var writer = JSONWriter()
        do throws(JQFailure) {
            try write(value, to: &writer, limit: limit, depth: 0, of: run)
            guard writer.count <= limit else { throw .tooLong(limit: limit) }
            return .success(writer.bytes)
        } catch {
            return .failure(error)
        }
    }

    private static func write(
        _ value: jv, to writer: inout JSONWriter, limit: Int, depth: Int, of run: JQRun
    ) throws(JQFailure) {
        guard writer.count <= limit else { throw .tooLong(limit: limit) }
        guard depth <= maximumDepth else {
            throw .unwritableValue("the program's value is nested more than \(maximumDepth) levels deep")
        }
        switch jv_get_kind(value) {
        case JV_KIND_NULL, JV_KIND_INVALID: writer.null()
        case JV_KIND_TRUE: writer.bool(true)
        case JV_KIND_FALSE: writer.bool(false)
        case JV_KIND_NUMBER:
            if let whole = Int(exactly: jv_number_value(value)), whole.magnitude < maximumWhole {
                return writer.int(whole)
            }
            writer.raw(bytes(jv_dump_string(jv_copy(value), 0)))
        case JV_KIND_ARRAY:
            writer.beginArray()
            for index in 0..<jv_array_length(jv_copy(value)) {
                if index & 0xFF == 0, let reason = run.reason { throw reason }
                let element = jv_array_get(jv_copy(value), index)
                defer { jv_free(element) }
                try write(element, to: &writer, limit: limit, depth: depth + 1, of: run)
            }
            writer.endArray()
        case JV_KIND_OBJECT: try writeObject(value, to: &writer, limit: limit, depth: depth, of: run)
        default: writer.string(string(value))
        }
    }

    private static func writeObject(
        _ object: jv, to writer: inout JSONWriter, limit: Int, depth: Int, of run: JQRun
    ) throws(JQFailure) {
        if let spelling = try spelledNumber(object) { return writer.raw(spelling) }
        writer.beginObject()
        var position = jv_object_iter(object)
        while jv_object_iter_valid(object, position) != 0 {
            let key = jv_object_iter_key(object, position)
            let member = jv_object_iter_value(object, position)
            defer {
                jv_free(key)
                jv_free(member)
            }
            writer.key(string(key))
            try write(member, to: &writer, limit: limit, depth: depth + 1, of: run)
            position = jv_object_iter_next(object, position)
        }
        writer.endObject()
    }

    /// The bytes of a number that is given as `{"@number": "…"}`; nil when the object is another one.
    private static func spelledNumber(_ object: jv) throws(JQFailure) -> [UInt8]? {
        let mark = "@number"
        guard jv_object_has(jv_copy(object), make(mark)) != 0 else { return nil }
        let value = jv_object_get(jv_copy(object), make(mark))
        defer { jv_free(value) }
        guard jv_object_length(jv_copy(object)) == 1, jv_get_kind(value) == JV_KIND_STRING else {
            throw .unwritableValue("`@number` stands alone in its object, with the number's spelling as a text")
        }
        let bytes = [UInt8](string(value).utf8)
        let limits = JSONLimits(maximumBytes: maximumSpelling, maximumNumberLength: maximumSpelling)
        // Any reason not to be a number is the same mistake.
        let document = try? JSONDocument.parse(bytes, limits: limits)
        guard let document, document.root.kind == .number, document.root.range == 0..<bytes.count else {
            throw .unwritableValue("what `@number` holds is not the spelling of a JSON number")
        }
        return bytes
    }

    /// The text of a string that the caller keeps.
    private static func string(_ value: jv) -> String {
        String(decoding: UnsafeRawBufferPointer(start: jv_string_value(value), count: length(value)), as: UTF8.self)
    }

    private static func length(_ value: jv) -> Int { Int(jv_string_length_bytes(jv_copy(value))) }

    private static func bytes(_ value: jv) -> [UInt8] {
        defer { jv_free(value) }
        return Array(string(value).utf8)
    }

    /// The text of a message, cut where it becomes too long for a note; takes the value over.
    static func text(_ value: jv) -> String {
        defer { jv_free(value) }
        let text = string(value)
        return text.count <= maximumMessage ? text : text.prefix(maximumMessage) + "…"
    }
}
