import AdapterKit
import ArgumentParser
import Canonical
import Engine
import Foundation
import HTTPTypes

/// Translates one document offline and shows what became of every amount and every member.
struct Translate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try a translation: a system's document in, another system's request out.",
        discussion: """
            Reads the document with the --from adapter and writes the request of the --to adapter, with the money \
            ledger and the residue; where a mapping's programs translate, also what they see. Sends nothing. Takes the first installed adapter of either type in \
            adapters.yaml.
            """)

    @Option(help: "The type of the adapter that the document comes from.") var from: String
    @Option(help: "The type of the adapter that it goes to; without it the canonical facts are printed.") var to:
        String?
    @Argument(help: "The document, or - for standard input.") var document: String
    @OptionGroup var source: ConfigurationOption

    func run() async throws {
        let installed = try Composition(source.source)
        guard let reader = try adapter(from, installed) as? any DocumentTranslating else {
            throw CommandFailure(.usage, "\(from) does not read single documents", help: "crossdock adapters list")
        }
        let facts: [IncomingFact]
        do {
            facts = try reader.translate(document: try bytes())
        } catch {
            throw CommandFailure(.findings, "\(error)", help: "the pointer names the member of \(document)")
        }
        var writer = JSONWriter()
        try writer.object { writer in
            writer.key("schema")
            writer.string("crossdock.translation/1")
            writer.key("facts")
            try writer.array { writer in
                for fact in facts { try write(fact, from: reader.id, installed, to: &writer) }
            }
        }
        Terminal.print(writer.bytes)
    }

    private func write(
        _ incoming: IncomingFact, from id: String, _ installed: Composition, to writer: inout JSONWriter
    )
        throws
    {
        try writer.object { writer in
            writer.key("kind")
            writer.string(incoming.kind.rawValue)
            writer.key("duplicateKey")
            writer.string(incoming.duplicateKey)
            writer.key("content")
            incoming.content.write(to: &writer)
            guard let to else { return }
            guard let target = try adapter(to, installed) as? any Delivering,
                let operation = installed.installation.declarations[target.id]?.operation(for: incoming.kind)
            else {
                throw CommandFailure(
                    .findings, "\(to) does not carry \(incoming.kind.rawValue)", help: "crossdock adapters info \(to)")
            }
            let delivery = Self.delivery(of: incoming, from: id, as: operation.name)
            if let input = (target as? any Programmed)?.programInput(for: delivery) {
                writer.key("input")
                writer.raw(input)
            }
            do throws(TranslationProblem) {
                Self.write(try target.prepare(delivery), operation.name, to: &writer)
            } catch {
                throw CommandFailure(
                    .findings, "\(to): \(error)", help: "the pointer names the member of the canonical order")
            }
        }
    }

    /// What a gateway that knows nothing else of the order would deliver.
    private static func delivery(
        of incoming: IncomingFact, from id: String, as operation: String
    ) -> OutboundDelivery {
        let now = SystemTime().now
        let identifiers = ULIDSource(SystemRandomNumberGenerator())
        let fact = Fact(
            id: FactID(identifiers.next(at: now)), orderID: OrderID(identifiers.next(at: now)), kind: incoming.kind,
            source: id, origin: id, occurredAt: incoming.occurredAt, receivedAt: now,
            duplicateKey: incoming.duplicateKey, content: incoming.content)
        return OutboundDelivery(
            id: DeliveryID(identifiers.next(at: now)), operation: operation, fact: fact, order: Order.started(by: fact),
            idempotencyKey: "translate", attempt: 1)
    }

    private static func write(_ prepared: PreparedDelivery, _ operation: String, to writer: inout JSONWriter) {
        writer.key("operation")
        writer.string(operation)
        writer.key("request")
        writer.string("\(prepared.request.method.rawValue) \(prepared.request.url)")
        writer.key("body")
        if let body = try? JSONText(validating: prepared.request.body) {
            writer.raw(body.bytes)
        } else {
            writer.string(String(decoding: prepared.request.body, as: UTF8.self))
        }
        writer.key("ledger")
        prepared.ledger.write(to: &writer)
    }

    private func bytes() throws -> [UInt8] {
        if document == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
        do {
            return Array(try Data(contentsOf: URL(filePath: document)))
        } catch {
            throw CommandFailure(.inputOutput, "cannot read \(document)")
        }
    }

    /// The first installed adapter of a type.
    private func adapter(_ name: String, _ installed: Composition) throws -> any Adapter {
        if let adapter = installed.adapters.first(where: { type(of: $0).declaration.type == name }) { return adapter }
        guard let type = Adapters.type(named: name) else {
            throw CommandFailure(
                .usage, "there is no adapter type \(name)",
                help: "one of: \(Adapters.declarations.map(\.type).joined(separator: ", "))")
        }
        throw CommandFailure(
            .configuration, "\(source.config) installs no adapter of type \(type.declaration.type)",
            help: "add one, or name another file: --config")
    }
}
