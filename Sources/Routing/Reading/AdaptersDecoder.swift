import AdapterKit

/// Decodes the installed adapters and their settings.
struct AdaptersDecoder {
    let findings: Findings
    let declarations: [AdapterDeclaration]
    let check: ConfigurationReader.Check
    let narrow: ConfigurationReader.Narrow
    let programs: ProgramFiles

    /// The installed adapters as far as they can be read.
    func decode(_ node: YAMLNode) -> InstalledAdapters {
        let decoder = SettingsDecoder(findings: findings, owner: "The file")
        guard let members = decoder.members(of: node, path: "adapters") else { return InstalledAdapters() }
        if members.isEmpty {
            findings.error(
                "adapters.none", at: node.spot, path: "adapters", "No adapter is installed.",
                help: "Add one: `oms: { type: …, settings: { … } }`.")
        }
        var installed = InstalledAdapters()
        installed.isComplete = true
        for member in members {
            checkID(member)
            installed.entries.append(entry(member))
        }
        return installed
    }

    private func checkID(_ member: YAMLMember) {
        let path = "adapters.\(member.key)"
        if member.key == "origin" {
            return findings.error(
                "adapter.id", at: member.keySpot, path: path, "`origin` cannot be an adapter's id.",
                help: "In a route, `origin` means where the order came from; choose another id.")
        }
        let isFit = member.key.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
        guard !isFit || member.key.isEmpty || member.key.utf8.count > 63 || member.key.hasPrefix("-") else { return }
        findings.error(
            "adapter.id", at: member.keySpot, path: path, "An adapter's id is made of a-z, 0-9 and hyphens.",
            help: "It becomes part of URLs and references; at most 63 characters, such as `shop-eu`.")
    }

    private func entry(_ member: YAMLMember) -> InstalledAdapters.Entry {
        let path = "adapters.\(member.key)"
        var entry = InstalledAdapters.Entry(id: member.key, idSpot: member.keySpot)
        let decoder = SettingsDecoder(findings: findings, owner: "An adapter's entry")
        guard let keys = decoder.members(of: member.value, path: path) else { return entry }
        let misspelled = decoder.refuseUnknown(keys, names: FileDeclarations.adapter.map(\.name), path: path)
        entry.isEnabled = isEnabled(keys, decoder, path: path)
        let settings = keys.first { $0.key == "settings" }
        let isTypeMisspelled = misspelled.contains("type")
        guard !isTypeMisspelled, let declaration = declaration(keys, of: member, decoder, path: path) else {
            if let settings { findings.mask(settings.value) }
            return entry
        }
        entry.declaration = declaration
        let before = findings.errorCount
        let inside = SettingsDecoder(findings: findings, owner: "\(declaration.type)", programs: programs)
        let node = settings?.value ?? YAMLNode(content: .mapping([]), spot: member.keySpot)
        let values = Settings(
            inside.group(
                node, declaration.settings, path: "\(path).settings", spot: settings?.keySpot ?? member.keySpot))
        guard findings.errorCount == before else { return entry }
        ask(declaration, member, values, inside, path: "\(path).settings")
        let narrowed = narrow(declaration.type, values) ?? declaration
        entry.declaration = narrowed
        entry.configuration = AdapterConfiguration(
            id: member.key, declaration: narrowed, settings: values, isEnabled: entry.isEnabled,
            place: member.keySpot.place)
        return entry
    }

    private func isEnabled(_ keys: [YAMLMember], _ decoder: SettingsDecoder, path: String) -> Bool {
        guard let key = keys.first(where: { $0.key == "enabled" }),
            let declaration = FileDeclarations.adapter.first(where: { $0.name == "enabled" })
        else { return true }
        let value = decoder.value(key.value, .boolean, path: "\(path).enabled", declaration: declaration)
        // An open reference may turn out either way; checking the entry as if it were on misses nothing.
        return value != .boolean(false) || decoder.unresolved.contains("\(path).enabled")
    }

    private func declaration(
        _ keys: [YAMLMember], of member: YAMLMember, _ decoder: SettingsDecoder, path: String
    ) -> AdapterDeclaration? {
        let types = declarations.map(\.type)
        guard let key = keys.first(where: { $0.key == "type" }) else {
            findings.error(
                "key.missing", at: member.keySpot, path: "\(path).type", "`type` is missing from `\(member.key)`.",
                help: "One of: \(types.joined(separator: ", ")).")
            return nil
        }
        guard case .scalar(let scalar) = key.value.content, !scalar.isNull else {
            findings.error(
                "value.type", at: key.value.spot, path: "\(path).type", "`type` is the name of an adapter type.",
                help: "One of: \(types.joined(separator: ", ")).")
            return nil
        }
        if let declaration = declarations.first(where: { $0.type == scalar.text }) { return declaration }
        guard !scalar.isUnresolved else {
            findings.error(
                "value.type", at: key.value.spot, path: "\(path).type", "`type` cannot come from the environment.",
                help: "Its settings could not be checked; write the type out, and use `enabled` to choose.")
            return nil
        }
        let nearest = NearestName.nearest(to: scalar.text, in: types)
        findings.error(
            "adapter.type-unknown", at: key.value.spot, path: "\(path).type",
            "No adapter of this build has the type \(SettingsDecoder.shown(scalar, "", otherwise: "given")).",
            help: nearest.map { "Did you mean `\($0)`?" } ?? "One of: \(types.joined(separator: ", ")).")
        return nil
    }

    private func ask(
        _ declaration: AdapterDeclaration, _ member: YAMLMember, _ settings: Settings, _ decoder: SettingsDecoder,
        path: String
    ) {
        for problem in check(declaration.type, member.key, settings) {
            let whole = problem.path.isEmpty ? path : "\(path).\(problem.path)"
            // A contradiction with a value that is not known yet is none.
            let isOpen = decoder.unresolved.contains {
                $0 == whole || $0.hasPrefix("\(whole).") || $0.hasPrefix("\(whole)[")
            }
            guard !isOpen else { continue }
            if let place = problem.place {
                decoder.report(problem, place, path: whole, at: decoder.spot(whole) ?? member.keySpot)
                continue
            }
            findings.error(
                "setting.problem", at: decoder.spot(whole) ?? member.keySpot, path: whole, problem.message,
                help: problem.help ?? "`crossdock adapters info \(declaration.type)` explains its settings.")
        }
    }
}
