/// A part of a document that nobody read, kept to return untouched.
public struct JSONResidue: Sendable, Hashable {
    /// The way to the part.
    public let pointer: JSONPointer
    /// The part as it stands in the document: valid JSON in UTF-8.
    public let raw: [UInt8]

    /// The part as a value of its own.
    public var text: JSONText { JSONText(validated: raw) }

    init(pointer: JSONPointer, raw: [UInt8]) {
        self.pointer = pointer
        self.raw = raw
    }
}
