package import AdapterKit

/// Reads `adapters.yaml`; the one decoder of `validate` and `serve`.
///
/// What validates, starts: both read the same way, and only the values of the environment differ.
package struct ConfigurationReader: Sendable {
    /// The largest file, in bytes.
    package static let maximumSize = 1_048_576

    /// Asks an adapter whether its settings contradict each other.
    package typealias Check =
        @Sendable (_ type: String, _ id: String, _ settings: Settings) -> [SettingsProblems.Problem]

    /// Says what an adapter with these settings is and can do; nil for the type's whole declaration.
    package typealias Narrow = @Sendable (_ type: String, _ settings: Settings) -> AdapterDeclaration?

    private let declarations: [AdapterDeclaration]
    private let check: Check
    private let narrow: Narrow
    private let readProgram: @Sendable (String) throws -> String

    /// Creates a reader for the adapters that this build knows.
    ///
    /// - Parameters:
    ///   - declarations: What each known type is and can do.
    ///   - check: Asks the adapter itself; called only for settings that fit the declaration.
    ///   - narrow: Asks the adapter's type what it can do with these settings; called only for settings that fit the
    ///     declaration.
    ///   - readProgram: Reads a program's file, named relative to the file; throws when it cannot be read. Unlike
    ///     secrets, programs are part of the configuration, and so read whenever it is.
    package init(
        declarations: [AdapterDeclaration], check: @escaping Check = { _, _, _ in [] },
        narrow: @escaping Narrow = { _, _ in nil },
        readProgram: @escaping @Sendable (String) throws -> String = { path in
            throw ProgramFiles.Problem(message: path, help: "")
        }
    ) {
        self.declarations = declarations
        self.check = check
        self.narrow = narrow
        self.readProgram = readProgram
    }

    /// Reads a text and reports every mistake in it.
    ///
    /// - Parameters:
    ///   - text: The file's content.
    ///   - file: The name to show in findings.
    ///   - resolution: Where references get their values from.
    /// - Returns: The configuration, unless there is an error, and all findings.
    package func read(_ text: String, file: String, resolving resolution: Resolution) -> ReadResult {
        guard text.utf8.count <= Self.maximumSize else {
            let findings = Findings(file: file, source: SourceText(""))
            findings.error(
                "yaml.too-large", at: Spot(.start), path: "", "The file is larger than 1 MiB.",
                help: "Check that this is the configuration; a thousand routes need a tenth of that.")
            return ReadResult(configuration: nil, diagnostics: findings.diagnostics())
        }
        // A byte order mark belongs to no line; the parser does not count it either.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let findings = Findings(file: file, source: SourceText(text))
        let names = FileDeclarations.secretNames(declarations)
        guard let root = YAMLReader.read(findings, resolving: resolution, secretNames: names) else {
            return ReadResult(configuration: nil, diagnostics: findings.diagnostics())
        }
        let programs = ProgramFiles(readProgram)
        var configuration = decode(root, findings, programs)
        configuration?.revision = Revision.of(([text] + programs.texts).joined(separator: "\0"))
        return ReadResult(
            configuration: findings.hasErrors ? nil : configuration, diagnostics: findings.diagnostics())
    }

    private func decode(_ root: YAMLNode, _ findings: Findings, _ programs: ProgramFiles) -> Configuration? {
        let decoder = SettingsDecoder(findings: findings, owner: "The file")
        guard let members = decoder.members(of: root, path: "") else { return nil }
        guard !members.isEmpty else {
            findings.error(
                "yaml.empty", at: Spot(.start), path: "", "The file says nothing.",
                help: "Begin with `version: 1`, then name the adapters and the routes.")
            return nil
        }
        let misspelled = decoder.refuseUnknown(members, names: FileDeclarations.root.map(\.name), path: "")
        for key in FileDeclarations.root where key.isRequired && root[key.name] == nil && !misspelled.contains(key.name)
        {
            findings.error(
                "key.missing", at: Spot(.start), path: key.name, "`\(key.name)` is missing. \(key.summary)",
                help: key.example.map { $0.contains(":") ? "Add `\($0)`." : "Add `\(key.name): \($0)`." })
        }
        version(root, decoder)
        let gateway = GatewayDecoder(findings: findings).decode(members.first { $0.key == "gateway" })
        let adapters = AdaptersDecoder(
            findings: findings, declarations: declarations, check: check, narrow: narrow, programs: programs)
        let installed = root["adapters"].map { adapters.decode($0) } ?? InstalledAdapters()
        let routes = RoutesDecoder(findings: findings, adapters: installed).decode(root["routes"])
        RouteChecks(findings: findings, adapters: installed, routes: routes).report()
        let tests = TestsDecoder(findings: findings, adapters: installed, routes: routes).decode(root["tests"])
        guard let gateway else { return nil }
        return Configuration(
            version: 1, gateway: gateway, adapters: installed.entries.compactMap(\.configuration),
            routes: routes.compactMap(\.configuration), tests: tests, revision: "")
    }

    private func version(_ root: YAMLNode, _ decoder: SettingsDecoder) {
        guard let node = root["version"] else { return }
        guard case .scalar(let scalar) = node.content, scalar.mayBeTyped, scalar.text == "1" || scalar.isUnresolved
        else {
            return decoder.findings.error(
                "version.unsupported", at: node.spot, path: "version", "This build reads version 1 of the file.",
                help: "Write `version: 1`, without quotes.")
        }
    }
}
