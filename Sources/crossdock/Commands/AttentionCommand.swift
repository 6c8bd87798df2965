import ArgumentParser
import Canonical
import Journal

/// What waits for a person.
struct AttentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attention", abstract: "List what waits for a person: deliveries and messages, oldest first.",
        discussion:
            "Decide with `crossdock delivery retry|close` and `crossdock message release|close`. Exit code 1 when something waits."
    )

    @OptionGroup var source: ConfigurationOption
    @OptionGroup var output: JSONOption
    @Option(help: "Entries of each kind, at most.") var limit = 100

    func run() async throws {
        let journal = try Composition(source.source).journal(.readOnly)
        let deliveries: [DeliveryRecord]
        let messages: [HeldMessage]
        do throws(JournalFailure) {
            deliveries = try await journal.deliveriesNeedingAttention(limit: limit)
            messages = try await journal.messagesNeedingAttention(limit: limit)
        } catch {
            throw CommandFailure(error)
        }
        await journal.close()
        if output.json {
            var writer = JSONWriter()
            Self.write(deliveries, messages, to: &writer)
            Terminal.print(writer.bytes)
        } else if deliveries.isEmpty, messages.isEmpty {
            Terminal.print("Nothing waits for a person.")
        } else {
            Terminal.print(Self.text(deliveries, messages))
        }
        guard deliveries.isEmpty, messages.isEmpty else { throw ExitCode.findings }
    }

    private static func text(_ deliveries: [DeliveryRecord], _ messages: [HeldMessage]) -> String {
        var sections: [String] = []
        if !deliveries.isEmpty {
            var table = TextTable("DELIVERY", "SINCE", "ORDER", "TARGET", "OPERATION", "STATE", "WHY")
            for delivery in deliveries {
                table.add(
                    delivery.id.value, delivery.updatedAt.rfc3339, delivery.orderID.value, delivery.target,
                    delivery.operation, delivery.state.rawValue, words(delivery.reason))
            }
            sections.append(table.text)
        }
        if !messages.isEmpty {
            var table = TextTable("MESSAGE", "SINCE", "FROM", "BYTES", "WHY")
            for message in messages {
                table.add(
                    message.id, message.receivedAt.rfc3339, message.adapter, "\(message.size)", words(message.hold)
                )
            }
            sections.append(table.text)
        }
        return sections.joined(separator: "\n\n")
    }

    private static func words(_ hold: Hold?) -> String {
        guard let hold else { return "" }
        return "\(hold.code)\(hold.pointer.map { " at \($0)" } ?? ""): \(hold.message)"
    }

    private static func write(_ deliveries: [DeliveryRecord], _ messages: [HeldMessage], to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("schema")
            writer.string("crossdock.attention/1")
            writer.key("deliveries")
            writer.array { writer in
                for delivery in deliveries {
                    write(
                        [
                            ("id", delivery.id.value), ("since", delivery.updatedAt.rfc3339),
                            ("order", delivery.orderID.value), ("target", delivery.target),
                            ("operation", delivery.operation), ("state", delivery.state.rawValue),
                        ], delivery.reason, to: &writer)
                }
            }
            writer.key("messages")
            writer.array { writer in
                for message in messages {
                    write(
                        [
                            ("id", message.id), ("since", message.receivedAt.rfc3339), ("adapter", message.adapter),
                            ("key", message.key),
                        ], message.hold, to: &writer)
                }
            }
        }
    }

    private static func write(_ members: [(String, String)], _ hold: Hold?, to writer: inout JSONWriter) {
        writer.object { writer in
            for (key, value) in members
                + [("code", hold?.code), ("message", hold?.message), ("pointer", hold?.pointer)]
                .compactMap({ key, value in value.map { (key, $0) } })
            {
                writer.key(key)
                writer.string(value)
            }
        }
    }
}
