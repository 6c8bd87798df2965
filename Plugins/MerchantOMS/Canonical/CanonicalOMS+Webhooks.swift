import AdapterKit
import Canonical
import HTTPTypes

extension CanonicalOMS {
    /// Refuses a request that the OMS has not signed, or not just now.
    ///
    /// - Throws: ``AdapterKit/VerificationFailure``; also when no `inbound_key` is set.
    func verify(_ request: WireRequest, at now: Instant) throws(VerificationFailure) {
        guard let inbound = configuration.inbound else {
            throw VerificationFailure(reason: "no inbound_key is set")
        }
        try inbound.verify(request, at: now)
    }

    /// Reads the one fact of `POST /facts`.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with the pointer of what is wrong.
    func translate(_ request: WireRequest) throws(TranslationProblem) -> Inbound {
        let path = request.path
        guard request.method == .post, path == "/facts" || path == "facts" else {
            throw TranslationProblem(
                code: "oms.no-such-address", pointer: "", message: "only POST /facts is known here")
        }
        guard let key = request.headers[StandardWebhooks.idHeader], !key.isEmpty else {
            throw TranslationProblem(code: "header.missing", pointer: "", message: "webhook-id is needed")
        }
        return .facts([try fact(in: request.body, duplicateKey: key)])
    }

    /// The fact of one message.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with the pointer of what is wrong.
    func fact(in body: [UInt8], duplicateKey: String) throws(TranslationProblem) -> IncomingFact {
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument.parse(body)
        } catch {
            throw TranslationProblem(error)
        }
        do throws(JSONReadError) {
            return try OMSMessage(system: id, scope: configuration.scope).fact(in: document, duplicateKey: duplicateKey)
        } catch {
            throw TranslationProblem(error)
        }
    }
}
