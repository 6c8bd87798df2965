import ArgumentParser
import Canonical
import Routing

/// Prints the JSON Schema of `adapters.yaml`, adapters' settings included.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of adapters.yaml, for editors.")

    func run() async throws {
        var writer = JSONWriter()
        JSONSchema.write(Adapters.declarations, to: &writer)
        Terminal.print(writer.bytes)
    }
}
