import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

extension GlopalOrdersDesk {
    func runInBackground() async {
        await outbox.run(workers: 4) { await self.deliver($0) }
    }

    /// Posts one event, and again after a network error or a 5xx.
    ///
    /// Source: contract A5 (assumed): a 4xx is not retried, the body of the answer is ignored.
    private func deliver(_ push: Push) async {
        for attempt in 0...max(0, push.webhook.retries) {
            do {
                if attempt > 0 { try await clock.sleep(push.webhook.retryDelay) }
                let status = try await post(push)
                guard status >= 500 else { return countPush(delivered: (200..<300).contains(status)) }
            } catch is CancellationError {
                return
            } catch {
                // No answer counts like a 5xx; the loop decides whether another try is left.
                continue
            }
        }
        countPush(delivered: false)
    }

    private func post(_ push: Push) async throws -> Int {
        var request = HTTPClientRequest(url: push.webhook.url)
        switch push.webhook.credential {
        case .none: break
        case .basic(let user, let password):
            let pair = Data("\(user):\(password)".utf8).base64EncodedString()
            request.headers.add(name: "authorization", value: "Basic \(pair)")
        case .query(let name, let secret):
            request.url += (request.url.contains("?") ? "&" : "?") + "\(name)=\(secret)"
        }
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(push.event.document(spelling.absence).bytes)
        let answer = try await HTTPClient.shared.execute(request, timeout: TimeAmount(push.webhook.limit))
        return Int(answer.status.code)
    }
}
