import AdapterKit
import ArgumentParser
import Canonical
import Engine
import Foundation
import NIOCore
import Routing

/// Asks a system something, read-only.
struct AskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Ask an installed adapter's system a question and print its answer.",
        discussion: """
            Wants a running gateway. `crossdock adapters info TYPE` lists the questions. The order is a known one by \
            any system's id (--order), or a canonical order in a file.
            """)

    @Argument(help: "The installed adapter's id.") var adapter: String
    @Argument(help: "The question, such as refund.quote.") var question: String
    @Argument(help: "A file with a canonical order, or - for standard input.") var file: String?
    @Option(help: "A known order, by any system's id.") var order: String?
    @Option(help: "The question's own members, a JSON object.") var parameters: String?
    @Option(help: "Name of the token in adapters.yaml to use; the first one that may decide, unless told otherwise.")
    var token: String?
    @OptionGroup var source: ConfigurationOption

    func run() async throws {
        let composition = try Composition(source.source)
        var writer = JSONWriter()
        try writer.object { writer throws(CommandFailure) in
            if let file {
                writer.key("order")
                writer.raw(try JSONInput.file(file).bytes)
            } else if let order {
                writer.key("order")
                writer.string(order)
            }
            if let parameters {
                writer.key("parameters")
                writer.raw(try JSONInput.text(parameters, named: "--parameters").bytes)
            }
        }
        let answer = try await GatewayClient(gateway: composition.configuration.gateway, token: token)
            .post(
                PathSegments.path("v1", "adapters", adapter, "questions", question), writer.bytes,
                timeout: .seconds(60), help: "crossdock adapters info TYPE lists what can be asked")
        guard let answer else { throw CommandFailure.noGateway }
        Terminal.print(answer)
    }
}

/// Tells a system to do something about an order.
struct TellCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tell", abstract: "Tell an installed adapter's system to do something about an order.",
        discussion: """
            Wants a running gateway. It is journaled and delivered like anything else: retried, looked up when in \
            doubt, and on the order's timeline. `crossdock adapters info TYPE` lists what can be told.
            """)

    @Argument(help: "The installed adapter's id.") var adapter: String
    @Argument(help: "The operation.") var operation: String
    @Argument(help: "A JSON file with the operation's own members, or - for standard input.") var file: String?
    @Option(help: "The order, by any system's id.") var order: String
    @Option(help: "The same key again tells nothing anew.") var key: String?
    @Option(help: "Name of the token in adapters.yaml to use; the first one that may decide, unless told otherwise.")
    var token: String?
    @Flag(help: "Do it; without this the command only says what it would do.") var yes = false
    @Flag(help: "Only say what would be done.") var dryRun = false
    @OptionGroup var source: ConfigurationOption

    func run() async throws {
        let composition = try Composition(source.source)
        var writer = JSONWriter()
        try writer.object { writer throws(CommandFailure) in
            writer.key("order")
            writer.string(order)
            if let file {
                writer.key("request")
                writer.raw(try JSONInput.file(file).bytes)
            }
        }
        guard yes, !dryRun else {
            return Terminal.print("would tell \(adapter) to \(operation) for order \(order); add --yes to do it")
        }
        let answer = try await GatewayClient(gateway: composition.configuration.gateway, token: token)
            .post(
                PathSegments.path("v1", "adapters", adapter, "operations", operation), writer.bytes,
                timeout: .seconds(60), help: "crossdock adapters info TYPE lists what can be told", key: key)
        guard let answer else { throw CommandFailure.noGateway }
        Terminal.print(answer)
        // The gateway's own answer; were it no JSON, there would be nothing to add to it.
        let delivery = (try? JSONDocument.parse(answer))?.root
        guard let state = delivery?["state"]?.stringValue, ["held", "needs-attention"].contains(state) else { return }
        throw CommandFailure(
            .findings, delivery?["reason"]?["message"]?.stringValue ?? "it waits for a person",
            help: "crossdock attention shows what waits")
    }
}

/// JSON that a person hands to a command.
enum JSONInput {
    /// - Throws: ``CommandFailure`` when the file cannot be read or is no JSON.
    static func file(_ path: String) throws(CommandFailure) -> JSONText {
        let bytes: [UInt8]
        do {
            bytes = Array(
                path == "-"
                    ? try FileHandle.standardInput.readToEnd() ?? Data() : try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandFailure(.inputOutput, "cannot read \(path)")
        }
        return try validated(bytes, named: path)
    }

    /// - Throws: ``CommandFailure`` when the text is no JSON.
    static func text(_ text: String, named name: String) throws(CommandFailure) -> JSONText {
        try validated(Array(text.utf8), named: name)
    }

    private static func validated(_ bytes: [UInt8], named name: String) throws(CommandFailure) -> JSONText {
        do {
            return try JSONText(validating: bytes)
        } catch {
            throw CommandFailure(.usage, "\(name) is no JSON: \(error)")
        }
    }
}

/// A path of the API, put together of texts that people give.
enum PathSegments {
    static func path(_ segments: String...) -> String {
        segments.map { "/" + PercentEncoding.encoded($0) }.joined()
    }
}

extension CommandFailure {
    /// Nothing listens where `adapters.yaml` puts the gateway.
    static var noGateway: CommandFailure {
        CommandFailure(.unavailable, "no gateway answers at its address", help: "start one: crossdock serve")
    }
}
