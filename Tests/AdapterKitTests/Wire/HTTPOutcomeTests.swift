import AdapterKit
import HTTPTypes
import Testing

@Suite struct HTTPOutcomeTests {
    @Test("every success confirms", arguments: [200, 201, 202, 204, 299])
    func success(status: Int) {
        #expect(HTTPOutcome.outcome(of: WireResponse(status: status), mayBeRepeated: false) == .confirmed)
    }

    @Test("a system that says it did nothing is asked again when it wants", arguments: [408, 425, 429, 503])
    func later(status: Int) {
        let response = WireResponse(status: status, headers: [.retryAfter: "7"])
        for mayBeRepeated in [false, true] {
            guard case .retry(let reason, .seconds(7)) = HTTPOutcome.outcome(of: response, mayBeRepeated: mayBeRepeated)
            else {
                Issue.record("\(status) is not tried again")
                continue
            }
            #expect(reason.code == "http.\(status)")
        }
    }

    @Test("a failed system leaves in doubt what may not be repeated", arguments: [500, 501, 502, 504, 599])
    func failure(status: Int) {
        let response = WireResponse(status: status)
        let reason = HTTPOutcome.reason(for: status)
        #expect(HTTPOutcome.outcome(of: response, mayBeRepeated: false) == .unknown(reason))
        #expect(HTTPOutcome.outcome(of: response, mayBeRepeated: true) == .retry(reason, after: nil))
    }

    @Test("everything else rejects", arguments: [100, 301, 304, 307, 400, 401, 403, 404, 409, 410, 413, 422, 600, 0])
    func rejected(status: Int) {
        let outcome = HTTPOutcome.outcome(of: WireResponse(status: status), mayBeRepeated: true)
        #expect(outcome == .rejected(HTTPOutcome.reason(for: status)))
    }
}
