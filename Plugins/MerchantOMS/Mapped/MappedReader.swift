import AdapterKit
import Canonical
import HTTPTypes

/// Reads the settings of the mapped form and gathers everything that is wrong with them.
struct MappedReader {
    private(set) var problems: [SettingsProblems.Problem] = []

    /// Notes a problem.
    mutating func complain(_ node: SettingNode, _ message: String, help: String? = nil) {
        problems.append(.init(path: node.path, message: message, help: help))
    }

    /// The program of a setting; nil when there is none, or none that compiles.
    mutating func program(_ node: SettingNode, as form: JQProgram.Form = .program) -> JQProgram? {
        guard let text = node.text else { return nil }
        do throws(JQMistake) {
            return try JQProgram(text, as: form)
        } catch {
            problems.append(
                .init(
                    path: node.path, message: error.message, help: error.hint,
                    place: .init(line: error.line, column: error.column)))
            return nil
        }
    }

    /// The template of a path, which is appended to the endpoint and never leaves it.
    mutating func path(_ node: SettingNode) -> JQProgram? {
        guard let text = node.text else { return nil }
        guard text.hasPrefix("/"), !text.hasPrefix("//") else {
            complain(
                node, "a path begins with one / and is appended to the endpoint",
                help: "write what stands behind the endpoint, e.g. /orders; other addresses are never called")
            return nil
        }
        return program(node, as: .template)
    }

    /// The name of a header field that may be set by settings.
    mutating func header(_ node: SettingNode, _ text: String) -> HTTPField.Name? {
        guard let name = HTTPField.Name(text), !Self.reserved.contains(name.canonicalName) else {
            complain(node, "this is no header field, or one that the gateway sets itself")
            return nil
        }
        return name
    }

    /// Header fields of one request.
    mutating func headers(_ node: SettingNode) -> [MappedStep.Header] {
        node.members.compactMap { name, node in
            guard let field = header(node, name), let value = program(node, as: .text) else { return nil }
            return MappedStep.Header(name: field, value: value)
        }
    }

    private static let reserved: Set<String> = [
        "connection", "content-length", "expect", "host", "te", "trailer", "transfer-encoding", "upgrade",
    ]

    // MARK: The whole

    /// The settings of an installed adapter.
    ///
    /// - Throws: ``AdapterKit/SettingsProblems`` with everything that cannot be used; refuse the start.
    static func read(_ settings: Settings) throws(SettingsProblems) -> MappedConfiguration {
        prepare(settings)
        var reader = MappedReader()
        let configuration = reader.configuration(settings)
        guard reader.problems.isEmpty else { throw SettingsProblems(reader.problems) }
        return configuration
    }

    private mutating func configuration(_ settings: Settings) -> MappedConfiguration {
        refuseCanonical(settings)
        let endpoint = endpoint(settings)
        let config = Self.config(SettingNode(settings, "config"))
        let identity = identity(SettingNode(settings, "auth")["tls"])
        let authentication = authentication(SettingNode(settings, "auth"), endpoint: endpoint, identity)
        let headers =
            literalHeaders(SettingNode(settings, "headers"))
            + computedHeaders(SettingNode(settings, "computed_headers"), config, SettingNode(settings, "config"))
        let mapping = SettingNode(settings, "mapping")
        let operations = operations(mapping)
        let inbound = inbound(mapping["inbound"])
        if operations.isEmpty, !mapping["inbound"].isGiven {
            complain(mapping, "the mapping says nothing: neither an operation nor `inbound`")
        }
        return MappedConfiguration(
            endpoint: endpoint, authentication: authentication, identity: identity, headers: headers, config: config,
            timeLimit: settings.duration("time_limit"), scope: settings.string("scope"),
            sendsResidue: settings.boolean("send_residue") ?? false, operations: operations, inbound: inbound)
    }

    private static let canonical = "this belongs to the canonical form; with `mapping` it has no effect"

    /// A key that is never used would be believed to protect something.
    private mutating func refuseCanonical(_ settings: Settings) {
        for name in ["signing_key", "previous_signing_key", "inbound_key", "previous_inbound_key"]
        where settings[name] != nil {
            complain(SettingNode(settings, name), Self.canonical, help: "see auth, and mapping.inbound.webhook.verify")
        }
        // These have defaults, so only another value shows that somebody counts on them.
        if let path = settings.string("path"), path != MerchantOMSConfiguration.defaultPath {
            complain(SettingNode(settings, "path"), Self.canonical, help: "write it into the paths of the steps")
        }
        if let tolerance = settings.duration("tolerance"), tolerance != MerchantOMSConfiguration.defaultTolerance {
            complain(
                SettingNode(settings, "tolerance"), Self.canonical,
                help: "see mapping.inbound.webhook.verify.hmac.tolerance")
        }
    }

    private mutating func endpoint(_ settings: Settings) -> String {
        let node = SettingNode(settings, "endpoint")
        var endpoint = node.text ?? ""
        if endpoint.isEmpty { complain(node, "the address of the OMS is needed") }
        if endpoint.contains(where: { $0 == "?" || $0 == "#" }) {
            complain(node, "an address without query is needed", help: "put the query in the paths")
        }
        while endpoint.hasSuffix("/") { endpoint.removeLast() }
        return endpoint
    }

    private static func config(_ node: SettingNode) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            for (name, node) in node.members {
                guard let text = node.text else { continue }
                writer.key(name)
                writer.string(text)
            }
        }
        return writer.bytes
    }

    private mutating func literalHeaders(_ node: SettingNode) -> [MappedConfiguration.Header] {
        node.members.compactMap { name, node in
            guard let field = header(node, name), let value = node.secret else { return nil }
            return MappedConfiguration.Header(name: field, value: value)
        }
    }

    /// Header fields that are the same for all requests, so they are computed here and never again.
    private mutating func computedHeaders(
        _ node: SettingNode, _ config: [UInt8], _ source: SettingNode
    ) -> [MappedConfiguration.Header] {
        var input = JSONWriter(capacity: 512)
        input.object { writer in
            writer.key("config")
            writer.raw(config)
        }
        // Where the environment was not asked, texts stand for others, and a program that stumbles over one is not wrong.
        let isOpen = source.members.contains { $0.node.text == "unresolved" }
        return node.members.compactMap { name, node in
            guard let field = header(node, name), let program = program(node) else { return nil }
            do throws(ProgramProblem) {
                let text = try program.headerValue(input.bytes)
                return MappedConfiguration.Header(name: field, value: Secret(text))
            } catch {
                if !isOpen { complain(node, error.message) }
                return nil
            }
        }
    }
}
