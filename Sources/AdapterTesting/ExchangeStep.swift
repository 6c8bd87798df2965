public import AdapterKit
public import HTTPTypes

/// One request that a test expects, with what comes back.
public struct ExchangeStep: Sendable {
    /// The expected method.
    public var method: HTTPRequest.Method
    /// The expected URL, exactly.
    public var url: String
    /// The expected body as text; nil when the test does not care.
    public var body: String?
    /// Header fields that must be there with these values; others may be there too.
    public var headers: HTTPFields
    /// What the system answers, or why it does not.
    public var reply: Result<WireResponse, ExchangeFailure>

    /// Expects a request and gives a reply.
    public init(
        _ method: HTTPRequest.Method, _ url: String, body: String? = nil, headers: HTTPFields = [:],
        reply: Result<WireResponse, ExchangeFailure>
    ) {
        self.method = method
        self.url = url
        self.body = body
        self.headers = headers
        self.reply = reply
    }

    /// Expects a request and answers it.
    public init(
        _ method: HTTPRequest.Method, _ url: String, body: String? = nil, headers: HTTPFields = [:],
        status: Int, json: some Sequence<UInt8>
    ) {
        self.init(
            method, url, body: body, headers: headers,
            reply: .success(WireResponse(status: status, json: Array(json))))
    }

    /// Expects a request and leaves it unanswered: nobody knows whether it took effect.
    public static func unanswered(_ method: HTTPRequest.Method, _ url: String, body: String? = nil) -> ExchangeStep {
        ExchangeStep(
            method, url, body: body,
            reply: .failure(ExchangeFailure(effect: .unknown, message: "no answer within the time limit")))
    }

    /// What is wrong with a request that stands in this step's place; nil when it is the expected one.
    func mismatch(with request: WireRequest) -> String? {
        guard request.method == method, request.url == url else {
            return "expected \(method) \(url), got \(request.method) \(request.url)"
        }
        let sent = String(decoding: request.body, as: UTF8.self)
        if let body, sent != body { return "\(method) \(url): expected the body \(body), got \(sent)" }
        for field in headers where request.headers[field.name] != field.value {
            return "\(method) \(url): the header \(field.name) is not as expected"
        }
        return nil
    }
}
