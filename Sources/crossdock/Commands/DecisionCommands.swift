import AdapterKit
import ArgumentParser
import Canonical
import Engine
import Foundation
import Journal
import Routing

/// A person's decisions about deliveries that wait.
struct DeliveryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery", abstract: "Retry or close a delivery that waits for a person.",
        subcommands: [Retry.self, Close.self])

    /// Sends it again, now.
    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Try a held or rejected delivery again, now.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.carryOut("deliveries", "retry") }
    }

    /// Ends it.
    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a held or rejected delivery without sending it.",
            discussion: "What it carried does not reach the target through the gateway any more.")
        @OptionGroup var decision: DecisionOptions
        @Flag(help: "Do it; without this the command only says what it would do.") var yes = false
        @Flag(help: "Only say what would be done.") var dryRun = false
        func run() async throws { try await decision.carryOut("deliveries", "close", isSure: yes && !dryRun) }
    }
}

/// A person's decisions about messages that are held.
struct MessageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message", abstract: "Release or close a held message.", subcommands: [Release.self, Close.self])

    /// Reads it again.
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a held message again, with the adapter as it is now; wants a running gateway.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.carryOut("messages", "release") }
    }

    /// Ends it.
    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a held message without reading it.")
        @OptionGroup var decision: DecisionOptions
        @Flag(help: "Do it; without this the command only says what it would do.") var yes = false
        @Flag(help: "Only say what would be done.") var dryRun = false
        func run() async throws { try await decision.carryOut("messages", "close", isSure: yes && !dryRun) }
    }
}

/// What every decision needs: which thing, why, and by whom.
struct DecisionOptions: ParsableArguments {
    @Argument(help: "The id that `crossdock attention` shows.") var id: String
    @Option(help: "Why; stands on the order's timeline.") var reason: String
    @Option(help: "Name of the token in adapters.yaml to use; the first one that may decide, unless told otherwise.")
    var token: String?
    @OptionGroup var source: ConfigurationOption

    func validate() throws {
        guard !reason.isEmpty, reason.utf8.count <= 500 else {
            throw ValidationError("--reason takes 1 to 500 characters")
        }
    }

    /// Tells the running gateway, or the journal itself when no gateway runs.
    func carryOut(_ things: String, _ verb: String, isSure: Bool = true) async throws {
        guard isSure else {
            return Terminal.print("would \(verb) \(id) (\(reason)); add --yes to do it")
        }
        let composition = try Composition(source.source)
        if try await tellGateway(composition, things, verb) { return Terminal.print("\(id): \(verb) done") }
        let journal = try composition.journal(.operate)
        do throws(JournalFailure) {
            let now = SystemTime().now
            switch (things, verb) {
            case ("deliveries", _):
                _ = try await journal.move(
                    DeliveryMove(
                        delivery: DeliveryID(id), from: [.held, .needsAttention],
                        to: verb == "retry" ? .waiting : .closed, dueAt: now,
                        reason: Hold(code: verb == "retry" ? "retried" : "closed", message: reason),
                        actor: actor, at: now))
            case (_, "close"):
                _ = try await journal.resolve(MessageResolution(message: id, actor: actor, reason: reason, at: now))
            default:
                throw .conflict("a message is read again by a running gateway only")
            }
        } catch {
            await journal.close()
            throw CommandFailure(error)
        }
        await journal.close()
        Terminal.print("\(id): \(verb) done; no gateway runs, so it takes effect at the next start")
    }

    private var actor: String { ProcessInfo.processInfo.environment["USER"] ?? "cli" }

    /// Tells the gateway over its API; false when none listens.
    private func tellGateway(_ composition: Composition, _ things: String, _ verb: String) async throws -> Bool {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("reason")
            writer.string(reason)
        }
        let answer = try await GatewayClient(gateway: composition.configuration.gateway, token: token)
            .post("/v1/\(things)/\(id)/\(verb)", writer.bytes, help: "crossdock attention shows what waits")
        return answer != nil
    }
}
