package import AdapterKit

/// Sends one request and gives its answer; the only code that opens an outbound socket stands behind it.
package protocol Transport: Sendable {
    /// Sends the request and reads the whole answer, head and body, within the time limit.
    ///
    /// - Throws: ``ExchangeFailure``: effect `none` when the request certainly did not reach the system or only reads.
    func send(_ request: WireRequest, within limit: Duration) async throws(ExchangeFailure) -> WireResponse
}
