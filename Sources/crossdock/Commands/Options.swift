import ArgumentParser

/// Which `adapters.yaml`.
struct ConfigurationOption: ParsableArguments {
    @Option(name: [.customLong("config"), .customShort("c")], help: "The file that installs adapters and routes.")
    var config = "adapters.yaml"

    var source: Composition.Source { Composition.Source(path: config) }
}

/// Data for programs instead of text for people.
struct JSONOption: ParsableArguments {
    @Flag(help: "Print JSON with a schema version instead of text.")
    var json = false
}
