package import NIOCore

/// One fact as the OMS received it.
package struct OMSFact: Sendable, Equatable {
    /// The delivery's id, the header `webhook-id`.
    package let delivery: String
    /// The fact's type, as `order.ready`.
    package let type: String
    /// The gateway's order id.
    package let subject: String
    /// The fact's bytes.
    package let body: ByteBuffer

    /// The fact as a document.
    ///
    /// - Throws: `DocumentError` when the bytes are not JSON.
    package func document() throws -> Document {
        try Document(body)
    }
}
