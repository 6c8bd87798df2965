public import HTTPTypes

/// An answer on a provider's wire, inbound or outbound.
public struct WireResponse: Sendable, Equatable {
    /// The HTTP status code.
    public var status: Int
    /// Header fields.
    public var headers: HTTPFields
    /// The body's bytes.
    public var body: [UInt8]

    /// Creates an answer.
    public init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Creates an answer with a JSON body.
    public init(status: Int, json body: [UInt8]) {
        self.init(status: status, headers: [.contentType: "application/json"], body: body)
    }
}
