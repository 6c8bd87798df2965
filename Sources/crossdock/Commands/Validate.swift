import ArgumentParser
import Canonical
import Foundation
import Routing

/// Checks a file without starting anything.
struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check adapters.yaml: all mistakes at once, each with its place.",
        discussion: "Needs no secret, no network and no journal. What validates, starts.")

    @Argument(help: "The file to check.")
    var file = "adapters.yaml"
    @OptionGroup var output: JSONOption

    func run() async throws {
        let reading = try Composition.read(.init(path: file), resolves: false)
        let errors = reading.diagnostics.count { $0.severity == .error }
        let warnings = reading.diagnostics.count - errors
        if output.json {
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("schema")
            writer.string("crossdock.validate/1")
            writer.key("valid")
            writer.bool(errors == 0)
            writer.key("findings")
            writer.beginArray()
            for finding in reading.diagnostics { finding.write(to: &writer) }
            writer.endArray()
            writer.endObject()
            Terminal.print(writer.bytes)
        } else {
            for finding in reading.diagnostics { Terminal.print(finding.rendered + "\n") }
            if errors == 0, let configuration = reading.configuration {
                let warned = warnings == 0 ? "" : ", \(warnings) \(warnings == 1 ? "warning" : "warnings")"
                Terminal.print(
                    "\(file) is valid: \(configuration.adapters.count) adapters, \(configuration.routes.count) routes\(warned)"
                )
            }
        }
        guard errors == 0 else {
            throw CommandFailure(
                .configuration, "\(file) has \(errors) \(errors == 1 ? "mistake" : "mistakes")",
                help: "each one above says where it is and what would be right")
        }
    }
}
