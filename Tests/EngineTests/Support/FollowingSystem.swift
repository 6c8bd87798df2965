import AdapterKit
import Canonical
import HTTPTypes

/// An imaginary system that has no stream of news: it answers only where one given order is.
struct FollowingSystem: Adapter, Following {
    static let declaration = AdapterDeclaration(
        type: "test-system", summary: "An imaginary system.", documents: [], emits: [.orderCancelled], carries: [:],
        operations: [], settings: [])

    let id: String

    init(id: String) { self.id = id }
    init(id: String, settings: Settings) throws(SettingsProblems) { self.id = id }

    var pollInterval: Duration { .seconds(60) }
    var followedKind: Reference.Kind { .order }

    /// Asks about each order by its id here; 200 means that it is cancelled, 401 that we are not let in.
    func poll(
        after cursor: String?, about orders: [Order], through exchange: any Exchange
    ) async throws -> PollPage {
        var messages: [PollPage.Message] = []
        for order in orders {
            guard let name = order.references.first(where: { $0.system == id })?.value else { continue }
            let url = "http://\(id).test/events-about-\(name)"
            let answer = try await exchange.send(WireRequest(method: .get, url: url))
            if answer.status == 401 { throw TranslationProblem(code: "http.401", pointer: "", message: "not let in") }
            guard answer.status == 200 else { continue }
            let fact = TestFact.make(.orderCancelled, name, key: "gone:\(name)", from: id)
            messages.append(PollPage.Message(raw: answer.body, key: "gone:\(name)", content: .success([fact])))
        }
        return PollPage(messages: messages, cursor: nil, hasMore: false)
    }
}
