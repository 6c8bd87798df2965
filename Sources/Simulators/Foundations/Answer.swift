package import NIOCore

/// What a simulator says to one request.
package struct Answer: Sendable {
    /// The HTTP status code.
    package var status: Int
    /// The media type of the body; none for an empty body.
    package var contentType: String?
    /// The body's bytes.
    package var body: ByteBuffer
    /// Seconds for the `Retry-After` header.
    package var retryAfter: Int?
    /// The moment for the `Date` header; the machine's clock tells it when absent.
    package var date: Timestamp?

    /// An answer without a body.
    package init(status: Int) {
        self.status = status
        body = ByteBuffer()
    }

    /// An answer with a JSON body.
    package init(status: Int = 200, document: Document) {
        self.init(status: status, json: document.bytes)
    }

    /// An answer whose JSON body is already written.
    package init(status: Int = 200, json: ByteBuffer) {
        self.status = status
        contentType = "application/json"
        body = json
    }

    /// An answer with a text body.
    package init(status: Int, text: String, contentType: String) {
        self.status = status
        self.contentType = contentType
        body = ByteBuffer(string: text)
    }
}
