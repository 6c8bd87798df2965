import AdapterKit
import Canonical
import HTTPTypes

/// `book` takes two requests, `book-debit` and `book-credit`; what the first one gave is remembered and goes with the second.
extension TestSystem {
    func deliver(
        _ prepared: PreparedDelivery, of delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult {
        guard delivery.operation == "book" else {
            return conclude(try await exchange.send(prepared.request), to: prepared, of: delivery)
        }
        var entry = delivery.remembered["debit"]
        if entry == nil {
            let answer = try await exchange.send(step("debit", prepared.request.body))
            guard answer.status == 200 else { return conclude(answer, to: prepared, of: delivery) }
            let given = Self.number(answer.body)
            try await exchange.remember(given, as: "debit")
            entry = given
        }
        let answer = try await exchange.send(step("credit", entry?.bytes ?? []))
        return conclude(answer, to: prepared, of: delivery)
    }

    /// A look-up that found out how far the system is remembers it too: 200 done, 404 nothing, 206 the debit alone.
    func lookUpSteps(
        _ delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure)
        -> LookUpResult
    {
        let answer = try await exchange.send(WireRequest(method: .get, url: "http://\(id).test/look-up-book"))
        switch answer.status {
        case 200: return .happened(references: [], followUps: [])
        case 206:
            try await exchange.remember(Self.number(answer.body), as: "debit")
            return .didNotHappen
        case 404: return .didNotHappen
        default: return .unclear(Reason(code: "unclear", message: "the state does not tell"))
        }
    }

    private func step(_ name: String, _ body: [UInt8]) -> WireRequest {
        WireRequest(method: .post, url: "http://\(id).test/book-\(name)", body: body)
    }

    private static func number(_ body: [UInt8]) -> JSONText {
        var writer = JSONWriter(capacity: 64)
        writer.int(Int(String(decoding: body, as: UTF8.self)) ?? 0)
        // What a writer wrote is JSON.
        guard let text = try? JSONText(validating: writer.bytes) else { preconditionFailure("no JSON was written") }
        return text
    }
}
