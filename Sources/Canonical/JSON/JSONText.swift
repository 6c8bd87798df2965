/// A piece of JSON kept as the bytes it was written in.
///
/// Equal if the bytes are equal. Prints its length only, because the content may be somebody's.
public struct JSONText: Sendable, Hashable {
    /// Valid JSON in UTF-8: one value, as it was spelled.
    public let bytes: [UInt8]

    /// Keeps bytes that are one JSON value.
    ///
    /// - Throws: ``JSONSyntaxError`` with the place of the first mistake; the same bytes will never be taken.
    public init(validating bytes: [UInt8]) throws(JSONSyntaxError) {
        try self.init(validating: bytes, limits: .default)
    }

    /// Keeps bytes that are one JSON value within limits.
    ///
    /// - Throws: ``JSONSyntaxError`` with the place of the first mistake; the same bytes will never be taken.
    public init(validating bytes: [UInt8], limits: JSONLimits) throws(JSONSyntaxError) {
        _ = try JSONDocument.parse(bytes, limits: limits)
        self.init(validated: bytes)
    }

    /// Keeps the bytes of a value of a parsed document.
    public init(_ node: JSONNode) {
        self.init(validated: node.rawBytes)
    }

    init(validated bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The bytes as a document; parsed at every call.
    public var document: JSONDocument {
        do {
            return try JSONDocument.parse(bytes, limits: .addressable)
        } catch {
            // Every initializer validates, so this is our own broken promise.
            preconditionFailure("validated JSON is no longer valid: \(error)")
        }
    }
}

extension JSONText: CustomStringConvertible, CustomDebugStringConvertible {
    /// The length, never the content.
    public var description: String { "JSON of \(bytes.count) bytes" }
    /// The length, never the content.
    public var debugDescription: String { description }
}
