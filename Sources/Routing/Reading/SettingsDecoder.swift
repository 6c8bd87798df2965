import AdapterKit

/// Decodes nodes after declarations, and remembers where each value stood.
///
/// A class, because one decoding fills one memory of places; it never leaves that reading.
final class SettingsDecoder {
    let findings: Findings
    /// Whose keys these are, for messages: `shop-api`, `gateway`.
    let owner: String
    /// Where each value stands, by its whole path.
    private(set) var spots: [String: Spot] = [:]
    /// The paths whose value depends on an environment that was not asked.
    private(set) var unresolved: Set<String> = []
    /// Where each text is spelled, by its whole path, for mistakes inside it.
    private(set) var spellings: [String: Spelling] = [:]
    /// Reads the files of programs; nil where no setting is one.
    let programs: ProgramFiles?

    /// Where a text is spelled.
    enum Spelling {
        /// In the file itself.
        case here(YAMLScalar)
        /// In a file of its own, by its name and content.
        case file(String, String)
    }

    init(findings: Findings, owner: String, programs: ProgramFiles? = nil) {
        self.findings = findings
        self.owner = owner
        self.programs = programs
    }

    /// The values of a map with declared names, defaults filled in.
    func group(
        _ node: YAMLNode, _ declarations: [SettingDeclaration], path: String, spot: Spot? = nil
    ) -> [(name: String, value: Settings.Value)] {
        // The key of the map, where there is one: the map begins at its first member, which is not what is wrong.
        let spot = spot ?? spots[path] ?? node.spot
        spots[path] = spot
        guard let members = members(of: node, path: path) else { return [] }
        let misspelled = refuseUnknown(members, names: declarations.map(\.name), path: path)
        var values: [(name: String, value: Settings.Value)] = []
        for declaration in declarations {
            let memberPath = Self.join(path, declaration.name)
            if let member = members.first(where: { $0.key == declaration.name }) {
                spots[memberPath] = member.keySpot
                if let value = value(member.value, declaration.kind, path: memberPath, declaration: declaration) {
                    values.append((declaration.name, value))
                }
            } else if let value = fallback(declaration, path: memberPath) {
                values.append((declaration.name, value))
            } else if declaration.isRequired, !misspelled.contains(declaration.name) {
                reportMissing(declaration, at: spot, path: memberPath)
            }
        }
        return values
    }

    /// The members of a map; nothing written is an empty one, and anything else is reported.
    func members(of node: YAMLNode, path: String) -> [YAMLMember]? {
        if node.isNull { return [] }
        guard let members = node.members else {
            findings.mask(node)
            findings.error(
                "value.type", at: node.spot, path: path, "Here belongs a map, not \(node.kindName).",
                help: "Write `key: value`, one per line and indented.")
            return nil
        }
        return members
    }

    /// Reports every key that is not one of the names.
    ///
    /// - Returns: The names that were probably meant, which therefore are not missing as well.
    @discardableResult
    func refuseUnknown(_ members: [YAMLMember], names: [String], path: String) -> Set<String> {
        var meant: Set<String> = []
        for member in members where !names.contains(member.key) {
            // A misspelled name may have been a secret's.
            findings.mask(member.value)
            let nearest = NearestName.nearest(
                to: member.key,
                in: names.filter { name in
                    !members.contains { $0.key == name }
                })
            let known = names.isEmpty ? "There are no keys here." : "Known here: \(names.joined(separator: ", "))."
            if let nearest { meant.insert(nearest) }
            guard Self.isPresentable(member.key) else {
                findings.masks.add(scalar: member.key, at: member.keySpot.place)
                findings.error(
                    "key.unknown", at: member.keySpot, path: Self.join(path, "…"),
                    "\(owner) knows no such key here.", help: "Look for a colon that is missing or misplaced. \(known)")
                continue
            }
            findings.error(
                "key.unknown", at: member.keySpot, path: Self.join(path, member.key),
                "\(owner) knows no key `\(member.key)` here.", help: nearest.map { "Did you mean `\($0)`?" } ?? known)
        }
        return meant
    }

    /// Whether a key may be shown; one with a blank or a quote in it may have swallowed its value, and that a secret.
    private static func isPresentable(_ key: String) -> Bool {
        key.utf8.count <= 64
            && key.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.isASCII && "0123456789_-./$<".unicodeScalars.contains($0)
            }
    }

    private func reportMissing(_ declaration: SettingDeclaration, at spot: Spot, path: String) {
        findings.error(
            "setting.missing", at: spot, path: path, "`\(declaration.name)` is missing. \(declaration.summary)",
            help: declaration.example.map { "Add `\(declaration.name): \($0)`." } ?? "Add `\(declaration.name): …`.")
    }

    /// The value taken when none is given; a group is as good as its members' defaults.
    private func fallback(_ declaration: SettingDeclaration, path: String) -> Settings.Value? {
        if case .group(let members) = declaration.kind, declaration.defaultValue == nil, !declaration.isRequired {
            let values = members.compactMap { member in
                fallback(member, path: Self.join(path, member.name)).map { (name: member.name, value: $0) }
            }
            return values.isEmpty ? nil : .map(values)
        }
        guard let text = declaration.defaultValue else { return nil }
        let scratch = SettingsDecoder(
            findings: Findings(file: "", source: SourceText(text)), owner: owner)
        let node = YAMLReader.value(text)
        let value = node.flatMap { scratch.value($0, declaration.kind, path: path, declaration: declaration) }
        if value == nil {
            findings.error(
                "setting.default", at: spots[path] ?? Spot(.start), path: path,
                "The default that \(owner) declares for `\(declaration.name)` does not fit its type.",
                help: "This is a mistake of the adapter, not of the file; write the setting out meanwhile.")
        }
        return value
    }

    /// A value of a kind; nil when it does not fit, which is then reported.
    func value(
        _ node: YAMLNode, _ kind: SettingDeclaration.Kind, path: String, declaration: SettingDeclaration
    ) -> Settings.Value? {
        switch kind {
        case .list(let element):
            guard case .sequence(let items) = node.content else { return refuse(node, "a list", path, declaration) }
            var values: [Settings.Value] = []
            for (index, item) in items.enumerated() {
                let itemPath = "\(path)[\(index)]"
                spots[itemPath] = item.spot
                if let value = value(item, element, path: itemPath, declaration: declaration) { values.append(value) }
            }
            return .list(values)
        case .map(let element):
            guard let members = node.members else { return refuse(node, "a map", path, declaration) }
            var values: [(name: String, value: Settings.Value)] = []
            for member in members {
                let memberPath = Self.join(path, member.key)
                spots[memberPath] = member.value.spot
                guard let value = value(member.value, element, path: memberPath, declaration: declaration) else {
                    continue
                }
                values.append((member.key, value))
            }
            return .map(values)
        case .group(let declarations):
            let before = findings.errorCount
            let values = group(node, declarations, path: path)
            return findings.errorCount == before ? .map(values) : nil
        case .program:
            spots[path] = node.spot
            return program(node, path: path, declaration: declaration)
        case .string, .secret, .url, .integer, .boolean, .duration, .choice:
            spots[path] = node.spot
            guard case .scalar(let scalar) = node.content, !scalar.isNull else {
                return refuse(node, Self.name(of: kind), path, declaration)
            }
            if kind == .string { spellings[path] = .here(scalar) }
            return self.scalar(scalar, kind, node: node, path: path, declaration: declaration)
        }
    }

    private func refuse(
        _ node: YAMLNode, _ expected: String, _ path: String, _ declaration: SettingDeclaration
    ) -> Settings.Value? {
        findings.mask(node)
        findings.error(
            "value.type", at: node.spot, path: path,
            "`\(declaration.name)` is \(expected), but \(node.kindName) is given.",
            help: Self.example(declaration) ?? "Write \(expected), or leave the key out.")
        return nil
    }

    /// Notes where a text is spelled.
    func note(_ spelling: Spelling, of path: String) { spellings[path] = spelling }

    /// Notes that a path's value depends on an environment that was not asked.
    func leaveOpen(_ path: String) { unresolved.insert(path) }

    /// Where a value stands; where its map does, when it is not given.
    func spot(_ path: String) -> Spot? {
        if let spot = spots[path] { return spot }
        guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return spots[""] }
        return spot(String(path[..<end]))
    }

    static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    static func example(_ declaration: SettingDeclaration) -> String? {
        declaration.example.map { "For example `\(declaration.name): \($0)`." }
    }
}
