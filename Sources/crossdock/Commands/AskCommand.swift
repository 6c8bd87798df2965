import ArgumentParser
import Canonical
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
