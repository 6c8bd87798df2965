/// A JSON document that lost nothing: bytes, spelling, key order and places.
///
/// Parsing reads the bytes once and makes no strings; texts and numbers are decoded when asked for.
public struct JSONDocument: Sendable {
    let storage: JSONStorage

    /// Reads and validates a whole document.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, without a byte order mark.
    ///   - limits: what the document may cost.
    /// - Returns: the document.
    /// - Throws: ``JSONSyntaxError`` with the place of the first mistake; the same bytes will never be taken.
    public static func parse(
        _ bytes: [UInt8], limits: JSONLimits = .default
    ) throws(JSONSyntaxError) -> JSONDocument {
        do throws(JSONTokenizer.Failure) {
            let allowed = min(limits.maximumBytes, JSONLimits.addressable.maximumBytes)
            guard bytes.count <= allowed else { throw JSONTokenizer.Failure(code: .tooLarge, offset: max(allowed, 0)) }
            return JSONDocument(storage: try JSONStorage(parsing: bytes, limits: limits))
        } catch {
            throw JSONSyntaxError(error, in: bytes)
        }
    }

    /// The outermost value.
    public var root: JSONNode { JSONNode(storage: storage, index: 0) }

    /// A copy of the bytes as they were parsed.
    public var bytes: [UInt8] { storage.raw(0..<storage.byteCount) }

    /// The number of values, containers included.
    public var nodeCount: Int { storage.nodeCount }

    /// The value that a pointer names, or nil.
    public func node(at pointer: JSONPointer) -> JSONNode? { root.node(at: pointer) }
}
