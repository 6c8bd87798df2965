import ArgumentParser

/// The gateway's one executable.
@main
struct Crossdock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crossdock",
        abstract: "Carries orders between commerce systems, durably, once in effect, to the cent.",
        discussion: """
            Start with `crossdock demo`. `adapters.yaml` says which systems are installed and what flows where.
            Exit codes: 0 ok, 1 findings or differences, 2 usage, 69 unavailable, 74 input/output, 75 try later, \
            78 configuration.
            """,
        version: Version.text,
        groupedSubcommands: [
            CommandGroup(name: "Run", subcommands: [Demo.self, Serve.self, Validate.self]),
            CommandGroup(
                name: "Look",
                subcommands: [
                    AdaptersCommand.self, OrderCommand.self, AttentionCommand.self, Audit.self, SchemaCommand.self,
                ]),
            CommandGroup(
                name: "Decide",
                subcommands: [DeliveryCommand.self, MessageCommand.self, AskCommand.self, TellCommand.self]),
            CommandGroup(name: "Try", subcommands: [Translate.self, Simulate.self, Bench.self]),
        ])

    static func main() async { await main(nil) }

    /// Runs a command line; what goes wrong ends in the exit code that the documentation names.
    static func main(_ arguments: [String]?) async {
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Terminal.complain(failure.message)
            if let help = failure.help { Terminal.complain("help: \(help)") }
            exit(withError: failure.code)
        } catch {
            // ArgumentParser's own code for a wrong command line is 64; ours is 2.
            let code = exitCode(for: error)
            guard code == .validationFailure else { exit(withError: error) }
            Terminal.complain(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }
}
