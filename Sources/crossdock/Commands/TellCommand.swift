import ArgumentParser
import Canonical
import Foundation
import NIOCore
import Routing

/// Tells a system to do something about an order.
struct TellCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tell", abstract: "Tell an installed adapter's system to do something about an order.",
        discussion: """
            Wants a running gateway. It is journaled and delivered like anything else: retried, looked up when in \
            doubt, and on the order's timeline. `crossdock adapters info TYPE` lists what can be told. When no answer \
            comes, the key is printed with which the same command tells nothing anew.
            """)

    @Argument(help: "The installed adapter's id.") var adapter: String
    @Argument(help: "The operation.") var operation: String
    @Argument(help: "A JSON file with the operation's own members, or - for standard input.") var file: String?
    @Option(help: "The order, by any system's id.") var order: String
    @Option(help: "The same key again tells nothing anew; a new one each time, unless given.") var key: String?
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
                timeout: .seconds(60), help: "crossdock adapters info TYPE lists what can be told",
                key: key ?? UUID().uuidString.lowercased())
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
