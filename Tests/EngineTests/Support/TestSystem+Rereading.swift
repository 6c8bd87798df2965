import AdapterKit
import Canonical
import HTTPTypes

/// The message `see NAME` only points to a document that the system has; all others stand alone.
extension TestSystem: Rereading {
    func reread(_ raw: [UInt8], through exchange: any Exchange) async throws -> [IncomingFact] {
        let words = String(decoding: raw, as: UTF8.self).split(separator: " ")
        guard words.first == "see", let name = words.dropFirst().first else { return try translate(document: raw) }
        let answer = try await exchange.send(WireRequest(method: .get, url: "http://\(id).test/events-see-\(name)"))
        return try translate(document: answer.body)
    }
}
