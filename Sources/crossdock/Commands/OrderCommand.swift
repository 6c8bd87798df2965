import ArgumentParser
import Canonical
import Engine
import Journal
import Web

/// One order, everything.
struct OrderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "Show one order; any system's id finds it.",
        subcommands: [Show.self, TimelineOfOrder.self])

    /// The order as it is now.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an order as it is now: the fold of all its facts.",
            discussion: "Prints personal data: the order as the gateway holds it.")
        @OptionGroup var wanted: OrderOptions

        func run() async throws {
            try await wanted.withOrder { journal, summary in
                guard let order = try await journal.order(summary.id) else { return }
                if wanted.output.json {
                    var writer = JSONWriter(capacity: 16 << 10)
                    order.write(to: &writer)
                    return Terminal.print(writer.bytes)
                }
                Terminal.print(try await OrderText.text(order, summary, journal))
            }
        }
    }

    /// Everything that happened to it.
    struct TimelineOfOrder: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "timeline", abstract: "Show what happened to an order, in sequence.")
        @OptionGroup var wanted: OrderOptions

        func run() async throws {
            try await wanted.withOrder { journal, summary in
                let timeline = try await Timeline.read(of: summary.id, from: journal)
                guard wanted.output.json else { return Terminal.print(timeline.text) }
                var writer = JSONWriter(capacity: 16 << 10)
                timeline.write(order: summary.id, to: &writer)
                Terminal.print(writer.bytes)
            }
        }
    }
}

/// Which order, and in which form.
struct OrderOptions: ParsableArguments {
    @Argument(help: "An id of the order: ours or any system's.") var id: String
    @OptionGroup var source: ConfigurationOption
    @OptionGroup var output: JSONOption

    /// Finds the order in the journal, also beside a running gateway.
    func withOrder(_ body: (SQLiteJournal, OrderSummary) async throws -> Void) async throws {
        let journal = try Composition(source.source).journal(.readOnly)
        do {
            let found = try await journal.orders(named: id, limit: 20)
            guard let first = found.first else {
                throw CommandFailure(
                    .findings, "no order has the id \(id)", help: "any system's id or number finds an order")
            }
            guard found.count == 1 else {
                let ids = found.map { "\($0.id)  from \($0.origin), \($0.phase.rawValue)" }.joined(separator: "\n  ")
                throw CommandFailure(
                    .findings, "several orders have the id \(id):\n  \(ids)", help: "use one of these ids")
            }
            try await body(journal, first)
        } catch let failure as JournalFailure {
            throw CommandFailure(failure)
        }
        await journal.close()
    }
}

/// An order as a person reads it at a terminal.
enum OrderText {
    static func text(_ order: Order, _ summary: OrderSummary, _ journal: any Journal) async throws -> String {
        var sections = [head(order, summary)]
        if !order.references.isEmpty {
            var references = TextTable("SYSTEM", "KIND", "ID")
            for reference in order.references { references.add(reference.system, reference.kind.raw, reference.value) }
            sections.append(references.text)
        }
        if !order.lines.isEmpty {
            var lines = TextTable("SKU", "NAME", "QUANTITY", "UNIT PRICE", "TOTAL")
            for line in order.lines {
                lines.add(
                    line.sku ?? "-", line.name ?? "-", "\(line.quantity)", money(line.unitPrice), money(line.total))
            }
            sections.append(lines.text)
        }
        let deliveries = try await journal.deliveries(of: order.id)
        if !deliveries.isEmpty {
            var table = TextTable("DELIVERY", "FACT", "TARGET", "OPERATION", "STATE", "ATTEMPTS", "WHY")
            for delivery in deliveries {
                table.add(
                    delivery.id.value, delivery.kind.rawValue, delivery.target, delivery.operation,
                    delivery.state.rawValue, "\(delivery.attempts)",
                    delivery.reason.map { "\($0.code): \($0.message)" } ?? "")
            }
            sections.append(table.text)
        }
        return sections.joined(separator: "\n\n")
    }

    private static func head(_ order: Order, _ summary: OrderSummary) -> String {
        var lines = [
            "\(Terminal.bold(order.id.value))  \(summary.phase.rawValue), version \(order.version), from \(order.origin.adapter)"
        ]
        for hold in order.holds { lines.append("held: \(hold.code): \(hold.message)") }
        lines.append("total: \(money(order.totals.stated.grand))")
        for refund in order.refunds {
            lines.append("refund \(refund.id ?? "-"): \(refund.state.raw), \(money(refund.amounts))")
        }
        if !order.residue.isEmpty { lines.append("residue: \(order.residue.count) members kept unread") }
        return lines.joined(separator: "\n")
    }

    private static func money(_ amounts: Amounts) -> String {
        let parts = Role.allCases.compactMap { role in
            amounts[role].map { "\($0.money.amount) \($0.money.currency.code) (\(role.rawValue))" }
        }
        return parts.isEmpty ? "-" : parts.joined(separator: ", ")
    }
}

extension Timeline {
    /// The timeline for people: one line per thing that happened.
    var text: String {
        var table = TextTable("WHEN (UTC)", "WHO", "WHAT", "")
        for entry in entries { table.add(String(entry.at.rfc3339.dropFirst(11)), entry.who, entry.what, entry.text) }
        return table.text
    }

    /// The timeline for programs.
    func write(order: OrderID, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("schema")
            writer.string("crossdock.timeline/1")
            writer.key("order")
            writer.string(order.value)
            writer.key("entries")
            writer.array { writer in
                for entry in entries {
                    writer.object { writer in
                        for (key, value) in [
                            ("at", entry.at.rfc3339), ("what", entry.what), ("who", entry.who), ("text", entry.text),
                            ("fact", entry.fact?.value), ("delivery", entry.delivery?.value),
                        ] {
                            guard let value else { continue }
                            writer.key(key)
                            writer.string(value)
                        }
                    }
                }
            }
        }
    }
}
