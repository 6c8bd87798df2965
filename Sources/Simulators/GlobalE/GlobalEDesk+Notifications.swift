import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension GlobalEDesk {
    func runInBackground() async {
        await outbox.run(workers: configuration.workers) { job in
            switch job {
            case .notices(let notices): for notice in notices { _ = await self.deliver(notice) }
            case .step(let step, let order, let due):
                do {
                    let wait = due.milliseconds - self.clock.now().milliseconds
                    if wait > 0 { try await self.clock.sleep(.milliseconds(wait)) }
                    _ = try await self.perform([step], of: order, atOnce: false)
                } catch {
                    // The order has ended meanwhile, or the simulator ends: nothing is left to do.
                    return
                }
            }
        }
    }

    /// Lets steps happen, then tells the merchant: one after the other, or all at the same moment.
    ///
    /// - Throws: `ControlError` for a step that the order does not allow; those before it have happened.
    /// - Returns: What became of the notifications; none without a receiver.
    func perform(_ steps: [GlobalEStep], of id: String, atOnce: Bool) async throws -> [GlobalENotification] {
        let notices = try write { book, _ in try steps.flatMap { try book.take($0, of: id) } }
        guard line != nil else { return [] }
        guard atOnce else {
            var results: [GlobalENotification] = []
            for notice in notices { if let result = await deliver(notice) { results.append(result) } }
            return results
        }
        return await withTaskGroup(of: GlobalENotification?.self) { group in
            for notice in notices { group.addTask { await self.deliver(notice) } }
            var results: [GlobalENotification] = []
            for await result in group { if let result { results.append(result) } }
            return results.sorted { $0.number < $1.number }
        }
    }

    /// Posts one notification until it is answered for good or the tries are used up.
    ///
    /// - Returns: What became of it; nothing when there is no receiver or the order is gone.
    func deliver(_ notice: GlobalENotice) async -> GlobalENotification? {
        guard let line, let order = order(notice.orderID) else { return nil }
        let body = order.body(notice.content, guid: configuration.merchantGUID, at: clock.now())
        let bytes = body.bytes
        var result = GlobalENotification(kind: notice.kind, orderID: notice.orderID, body: body)
        for attempt in 0...max(0, line.receiver.retries) {
            result.attempts = attempt + 1
            let reply = await post(bytes, notice.kind, line)
            result.status = reply?.status
            result.answer = reply?.document
            if let status = reply?.status, status < 500, status != 429 { break }
            guard attempt < line.receiver.retries, !Task.isCancelled else { break }
            let asked = reply?.retryAfter.map { Duration.seconds($0) } ?? line.receiver.retryDelay
            do { try await clock.sleep(min(asked, line.receiver.longestDelay)) } catch { break }
        }
        if notice.kind == .order, result.isTaken, let answer = result.answer {
            // Only ids are learned, which cannot be refused.
            try? write { book, _ in book.learn(answer, of: notice.orderID) }
        }
        return remember(result)
    }

    private func post(
        _ body: ByteBuffer, _ kind: GlobalENotification.Kind, _ line: Line
    ) async -> (status: Int, document: Document?, retryAfter: Int?)? {
        var request = HTTPClientRequest(url: line.receiver.base + "/" + kind.rawValue)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        if kind == .requiredDocuments {
            if configuration.assumptions.documentsGUIDInHeader {
                request.headers.add(name: "MerchantGUID", value: configuration.merchantGUID)
            } else {
                request.url += "?merchantGUID=" + configuration.merchantGUID
            }
        }
        request.body = .bytes(body)
        do {
            if let key = line.key, let issuer = line.receiver.issuer {
                let token = try key.token(issuer: issuer, at: clock.now())
                request.headers.add(name: "authorization", value: "Bearer \(token)")
            }
            let answer = try await HTTPClient.shared.execute(request, timeout: TimeAmount(line.receiver.limit))
            let bytes = try await answer.body.collect(upTo: 1 << 20)
            let retryAfter = answer.headers.first(name: "retry-after").flatMap { Int($0) }.map { max(0, $0) }
            // An answer that is no JSON is kept as none; the status still counts.
            return (Int(answer.status.code), try? Document(bytes), retryAfter)
        } catch {
            return nil
        }
    }
}
