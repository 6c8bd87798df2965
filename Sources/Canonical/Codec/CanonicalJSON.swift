/// A value with one canonical form in JSON, written and read without loss.
///
/// Members that are absent or empty are not written; zero is. Reading what was written gives an equal value, and writing
/// that gives the same bytes.
public protocol CanonicalJSON {
    /// Writes the value as one JSON value.
    func write(to writer: inout JSONWriter)

    /// Reads the value at the cursor; members it does not know stay unread.
    ///
    /// - Throws: ``JSONReadError`` with the place of the first value that cannot be right; refuse the message.
    init(reading reader: JSONReader) throws(JSONReadError)
}

extension CanonicalJSON {
    /// The value's canonical JSON in UTF-8.
    public var json: [UInt8] {
        var writer = JSONWriter(capacity: 4_096)
        write(to: &writer)
        return writer.bytes
    }
}
