import AdapterKit
import Engine

/// A transport for tests in which nothing may leave.
struct NoTransport: Transport {
    func send(_ request: WireRequest, within limit: Duration) async throws(ExchangeFailure) -> WireResponse {
        throw ExchangeFailure(effect: .none, message: "nothing leaves here")
    }
}
