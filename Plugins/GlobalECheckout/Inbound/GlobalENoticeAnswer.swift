import AdapterKit
import Canonical
import HTTPTypes

/// What the merchant answers to a notification.
///
/// Source: contract 2.2 (Merchant.ResponseInfo), 3.15 (the answer to required documents is another), 1.6 (an error has a
/// status other than 200 and a body). Which status is not documented; it stands in ``GlobalEAssumptions/Answer``.
struct GlobalENoticeAnswer {
    /// The code of the problem that no notification is posted to a path.
    static let noSuchAddress = "globale.no-such-address"

    /// What is answered; nil for a path that no notification has.
    var notice: GlobalENotice?
    /// The installed adapter.
    var adapter: String

    /// An outcome in Global-e's terms.
    private struct Verdict {
        var status: Int
        /// The error's code; nil for a success.
        var code: String?
        var message = ""
        var retryAfter: Duration?
    }

    /// The answer to a request.
    func response(to request: WireRequest, _ result: IntakeResult) -> WireResponse {
        let verdict = verdict(result)
        var writer = JSONWriter(capacity: 256)
        if notice == .requiredDocuments {
            writePapers(verdict, &writer)
        } else {
            writeInfo(verdict, request, result, &writer)
        }
        var response = WireResponse(status: verdict.status, json: writer.bytes)
        if let wait = verdict.retryAfter { response.headers[.retryAfter] = "\(max(1, wait.components.seconds))" }
        return response
    }

    private func verdict(_ result: IntakeResult) -> Verdict {
        typealias Answer = GlobalEAssumptions.Answer
        switch result {
        case .accepted, .duplicate: return Verdict(status: 200)
        case .conflict(let difference):
            return Verdict(
                status: Answer.conflict, code: Answer.collision,
                message: "Another message about the same event was taken before; \(difference).")
        case .held(let problem) where problem.code == "order.unknown":
            return Verdict(
                status: Answer.unknownOrder, code: Answer.notFound, message: "No order with this id is known.")
        case .held(let problem) where problem.code == "order.collision":
            return Verdict(status: Answer.conflict, code: Answer.collision, message: problem.message)
        case .held(let problem) where problem.code == Self.noSuchAddress:
            return Verdict(status: 404, code: Answer.generic, message: problem.message)
        case .held(let problem):
            return Verdict(status: Answer.held, code: Answer.invalid, message: "\(problem)")
        case .unauthenticated:
            return Verdict(status: 401, code: Answer.generic, message: "The request could not be verified.")
        case .malformed(_, let message, let status):
            return Verdict(status: status, code: Answer.invalid, message: message)
        case .refused(let message):
            return Verdict(status: Answer.refused, code: Answer.invalid, message: message)
        case .unavailable(let wait):
            return Verdict(
                status: 503, code: Answer.generic, message: "Nothing can be stored right now.", retryAfter: wait)
        }
    }

    /// The form of required documents: everything is text (contract 3.15, sample).
    private func writePapers(_ verdict: Verdict, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("StatusCode")
            writer.string("\(verdict.status)")
            writer.key("Success")
            writer.string(verdict.code == nil ? "true" : "false")
            writer.key("Message")
            writer.string(verdict.code == nil ? "The documents were taken." : verdict.message)
            writer.key("ErrorCode")
            writer.string(verdict.code ?? "")
            writer.key("ErrorText")
            writer.string(verdict.code == nil ? "" : verdict.message)
        }
    }

    private func writeInfo(
        _ verdict: Verdict, _ request: WireRequest, _ result: IntakeResult, _ writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.key("Success")
            writer.bool(verdict.code == nil)
            guard let code = verdict.code else {
                guard let ids = ids(request, result) else { return }
                writer.key("InternalOrderId")
                writer.string(ids.order)
                writer.key("OrderId")
                writer.string(ids.number)
                return
            }
            writer.key("ErrorCode")
            writer.string(code)
            writer.key("Message")
            writer.string(verdict.message)
        }
    }

    /// The merchant's ids of the order: those that a target just gave, else those that Global-e knows, else Global-e's own.
    private func ids(_ request: WireRequest, _ result: IntakeResult) -> (order: String, number: String)? {
        var given: [Reference] = []
        switch result {
        case .accepted(_, let replies), .duplicate(_, let replies):
            given = replies.filter(\.isConfirmed).flatMap(\.references).filter { $0.system != adapter }
        default: return nil
        }
        let order = given.first { $0.kind == .known(.order) } ?? given.first { $0.kind == .known(.internalOrder) }
        let number = given.first { $0.kind == .known(.number) }
        if let value = order?.value ?? number?.value { return (value, number?.value ?? value) }
        guard notice != .restrictedProducts, let reading = try? GlobalEJSON.reading(request.body) else { return nil }
        let message = GlobalEJSON.message(of: reading)
        let known = message.member("MerchantOrderId")?.node.looseText
        guard
            let own = message.member("MerchantInternalOrderId")?.node.looseText ?? known
                ?? message.member("OrderId")?.node.looseText
        else { return nil }
        return (own, known ?? own)
    }
}
