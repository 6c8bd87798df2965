import HTTPTypes
import Hummingbird
import NIOCore

/// One request, read whole.
struct IncomingRequest: Sendable {
    let method: String
    let path: String
    let query: String?
    let headers: HTTPFields
    let body: ByteBuffer

    /// The path's parts between slashes, percent-decoded.
    var segments: [String] {
        path.split(separator: "/").map { PercentText.decoded($0) }
    }

    /// The values of a query parameter in the sequence they were sent; a parameter without `=` is empty.
    func values(_ name: String) -> [String] {
        (query ?? "").split(separator: "&").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = parts.first, PercentText.decoded(key, plusIsSpace: true) == name else { return nil }
            return parts.count > 1 ? PercentText.decoded(parts[1], plusIsSpace: true) : ""
        }
    }

    /// The value of a header.
    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    /// The body as JSON; an empty body is an empty object.
    ///
    /// - Throws: `DocumentError` at the first mistake; answer with 400.
    func document() throws -> Document {
        body.readableBytes == 0 ? .object([]) : try Document(body)
    }
}
