import ArgumentParser
import Canonical
import Routing
import Web

/// Prints the JSON Schema of `adapters.yaml`, adapters' settings included, or the description of the API.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of adapters.yaml, for editors.",
        discussion: "With --api it is the HTTP API's description in OpenAPI 3.1, as /openapi.json serves it.")

    @Flag(help: "Print the description of the HTTP API instead.") var api = false

    func run() async throws {
        guard !api else { return Terminal.print(APIDescription.json) }
        var writer = JSONWriter()
        JSONSchema.write(Adapters.declarations, to: &writer)
        Terminal.print(writer.bytes)
    }
}
