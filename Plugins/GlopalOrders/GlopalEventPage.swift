import AdapterKit
import Canonical

/// One page of the provider's stream of events.
struct GlopalEventPage {
    /// The events that could be read, in the array's order.
    var events: [GlopalEvent]
    /// Why the event after the last one could not be read; nil when all could.
    var problem: TranslationProblem?
    /// The number of events in the array, readable or not.
    var count: Int
    /// Whether the provider links to a next page.
    var hasNext: Bool

    /// Reads a page.
    ///
    /// - Throws: `TranslationProblem` when the answer is no page at all.
    init(_ bytes: [UInt8]) throws(TranslationProblem) {
        let root = try GlopalDocument.reading(bytes).root
        let elements = try GlopalDocument.read { () throws(JSONReadError) in try root.array("events") }
        count = elements.count
        hasNext = root.group("links")?.filledText("next") != nil
        events = []
        for element in elements {
            do {
                events.append(try GlopalEvent(element))
            } catch {
                // Behind an unreadable event lies nothing that could be acknowledged without losing it.
                problem = TranslationProblem(error)
                return
            }
        }
    }
}
