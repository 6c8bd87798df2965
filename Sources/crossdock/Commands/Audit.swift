import ArgumentParser
import Canonical
import Journal

/// Proves that the books balance, to the last order.
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove that everything accepted is accounted for.",
        discussion:
            "Counts the journal row by row in one consistent view; works beside a running gateway. Exit code 1 when something does not balance."
    )

    @OptionGroup var source: ConfigurationOption
    @OptionGroup var output: JSONOption

    func run() async throws {
        let journal = try Composition(source.source).journal(.readOnly)
        let books: Books
        do throws(JournalFailure) {
            books = try await journal.books()
        } catch {
            throw CommandFailure(error)
        }
        await journal.close()
        if output.json {
            var writer = JSONWriter()
            books.write(to: &writer)
            Terminal.print(writer.bytes)
        } else {
            Terminal.print(books.text)
        }
        guard books.isBalanced else {
            throw CommandFailure(
                .findings, "the books do not balance: \(books.differences.count) differences",
                help: "keep the journal's file and its -wal as they are, and report this")
        }
    }
}

extension Books {
    /// The books for people.
    var text: String {
        var table = TextTable("ACCEPTED", "COUNT", "WHERE IT IS", "COUNT")
        let states = DeliveryState.allCases.map { ($0.rawValue, deliveries[$0] ?? 0) }
        let left = [
            ("messages", messages), ("  translated", translatedMessages), ("  held", heldMessages),
            ("  closed by a person", closedMessages), ("facts", facts), ("orders", orders),
            ("deliveries promised", promisedDeliveries),
        ]
        for index in 0..<max(left.count, states.count) {
            let name = index < left.count ? left[index].0 : ""
            let count = index < left.count ? String(left[index].1) : ""
            let state = index < states.count ? states[index].0 : ""
            table.add(name, count, state, index < states.count ? String(states[index].1) : "")
        }
        let total = deliveries.values.reduce(0, +)
        let end =
            isBalanced
            ? "The books balance: \(promisedDeliveries) deliveries promised, \(total) accounted for."
            : "The books do NOT balance:\n" + differences.map { "- \($0)" }.joined(separator: "\n")
        return table.text + "\n\n" + end
    }

    /// The books for programs.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("schema")
            writer.string("crossdock.books/1")
            writer.key("balanced")
            writer.bool(isBalanced)
            for (name, count) in [
                ("messages", messages), ("translatedMessages", translatedMessages), ("heldMessages", heldMessages),
                ("closedMessages", closedMessages), ("facts", facts), ("orders", orders),
                ("promisedDeliveries", promisedDeliveries),
            ] {
                writer.key(name)
                writer.int(count)
            }
            writer.key("deliveries")
            writer.object { writer in
                for state in DeliveryState.allCases {
                    writer.key(state.rawValue)
                    writer.int(deliveries[state] ?? 0)
                }
            }
            writer.key("differences")
            writer.array { writer in for difference in differences { writer.string(difference) } }
        }
    }
}
