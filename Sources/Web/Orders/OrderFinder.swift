import Canonical
import Engine
import HTTPTypes
import Journal

/// Finds an order by any system's id.
struct OrderFinder {
    let engine: Engine
    /// Orders shown when several have the same id.
    static let choices = 20

    /// The one order that has the name; a problem with choices when several have it.
    func order(named name: String) async throws -> OrderID {
        // Our own ids have 26 characters; nearly every one of them is in memory or one read away.
        if name.utf8.count == 26, try await engine.order(OrderID(name)) != nil { return OrderID(name) }
        let found = try await engine.journal.orders(named: name, limit: Self.choices)
        guard let first = found.first else {
            throw Problem.notFound("No order has this id.", help: "GET /v1/orders lists the newest orders.")
        }
        guard found.count > 1 else { return first.id }
        throw Problem(
            .multipleChoices, "several-orders", "Several orders have this id.",
            help: "Use one of the choices' own ids; GET /v1/orders takes system and kind beside the name.",
            members: [("choices", .json(Self.json(found)))])
    }

    private static func json(_ found: [OrderSummary]) -> [UInt8] {
        var writer = JSONWriter(capacity: 2_048)
        writer.beginArray()
        for summary in found { writer.value(summary) }
        writer.endArray()
        return writer.bytes
    }
}
