import AdapterKit
import Canonical

/// Decodes the routes and checks their names against the adapters.
struct RoutesDecoder {
    let findings: Findings
    let adapters: InstalledAdapters

    /// The routes as far as they can be read.
    func decode(_ node: YAMLNode?) -> [RouteDraft] {
        guard let node, !node.isNull else { return [] }
        guard case .sequence(let items) = node.content else {
            findings.error(
                "value.type", at: node.spot, path: "routes", "`routes` is a list, but \(node.kindName) is given.",
                help: "Begin every route with `- name: …`.")
            return []
        }
        var names: [String: Int] = [:]
        return items.enumerated().map { index, item in
            let draft = route(item, path: "routes[\(index)]")
            if let name = draft.name {
                if let line = names[name.name] {
                    findings.error(
                        "route.name-duplicate", at: name.spot, path: "\(draft.path).name",
                        "Another route has this name; it is in line \(line).",
                        help: "Timelines and tests name routes; give each a name of its own.")
                } else {
                    names[name.name] = name.spot.place.line
                }
            }
            return draft
        }
    }

    private func route(_ node: YAMLNode, path: String) -> RouteDraft {
        var draft = RouteDraft(path: path, spot: node.spot)
        let before = findings.errorCount
        let decoder = SettingsDecoder(findings: findings, owner: "A route")
        guard let members = decoder.members(of: node, path: path) else { return draft }
        let misspelled = decoder.refuseUnknown(members, names: FileDeclarations.route.map(\.name), path: path)
        reportMissing(members, node, misspelled, path: path)
        for member in members {
            let memberPath = "\(path).\(member.key)"
            switch member.key {
            case "name": draft.name = name(member, decoder, path: memberPath)
            case "from": draft.from = ids(member, path: memberPath)
            case "on": draft.on = facts(member, path: memberPath)
            case "when":
                draft.when = ConditionDecoder(findings: findings).decode(member.value, path: memberPath)
            case "to": (draft.to, draft.isToOrigin) = targets(member, path: memberPath)
            case "reply": draft.reply = reply(member, decoder, path: memberPath)
            case "stop": draft.stop = stop(member, decoder, path: memberPath)
            default: break
            }
        }
        if draft.reply != nil, !draft.isToOrigin, draft.to.count > 1 {
            findings.error(
                "route.reply-targets", at: members.first { $0.key == "reply" }?.keySpot ?? node.spot,
                path: "\(path).reply", "A source can wait for one delivery, but this route has several targets.",
                help: "Give the target to wait for a route of its own.")
        }
        draft.isComplete = findings.errorCount == before
        return draft
    }

    private func reportMissing(_ members: [YAMLMember], _ node: YAMLNode, _ misspelled: Set<String>, path: String) {
        for key in FileDeclarations.route where key.isRequired && !misspelled.contains(key.name) {
            guard !members.contains(where: { $0.key == key.name }) else { continue }
            findings.error(
                "key.missing", at: node.spot, path: "\(path).\(key.name)",
                "A route needs `\(key.name)`. \(key.summary)",
                help: key.example.map { "For example `\(key.name): \($0)`." })
        }
    }

    private func name(_ member: YAMLMember, _ decoder: SettingsDecoder, path: String) -> Named? {
        guard let declaration = FileDeclarations.route.first(where: { $0.name == "name" }),
            case .string(let text)? = decoder.value(member.value, .string, path: path, declaration: declaration)
        else { return nil }
        return Named(name: text, spot: member.value.spot)
    }

    /// One text or a list of texts, each with its place.
    static func texts(_ member: YAMLMember, path: String, _ findings: Findings) -> [Named] {
        let items: [YAMLNode]
        if case .sequence(let list) = member.value.content { items = list } else { items = [member.value] }
        if items.isEmpty {
            findings.error(
                "value.empty", at: member.value.spot, path: path, "`\(member.key)` is an empty list.",
                help: "Name at least one.")
        }
        var texts: [Named] = []
        for item in items {
            guard case .scalar(let scalar) = item.content, !scalar.isNull else {
                findings.error(
                    "value.type", at: item.spot, path: path,
                    "`\(member.key)` is one name or a list of names, but \(item.kindName) is given.",
                    help: "For example `\(member.key): [a, b]`.")
                continue
            }
            if !scalar.isUnresolved, texts.contains(where: { $0.name == scalar.text }) {
                findings.error(
                    "value.duplicate", at: item.spot, path: path, "`\(member.key)` names this twice.",
                    help: "Keep one of the two.")
                continue
            }
            texts.append(Named(name: scalar.text, spot: item.spot, isUnresolved: scalar.isUnresolved))
        }
        return texts
    }

    private func ids(_ member: YAMLMember, path: String) -> [Named] {
        let ids = Self.texts(member, path: path, findings)
        for id in ids { checkExists(id, path: path) }
        return ids
    }

    private func checkExists(_ id: Named, path: String, besides: [String] = []) {
        guard adapters.isComplete, !id.isUnresolved, adapters.entry(id.name) == nil else { return }
        let candidates = adapters.ids + besides
        let nearest = NearestName.nearest(to: id.name, in: candidates)
        findings.error(
            "route.adapter-unknown", at: id.spot, path: path, "No installed adapter has this id.",
            help: nearest.map { "Did you mean `\($0)`?" } ?? "Installed: \(candidates.joined(separator: ", ")).")
    }

    private func facts(_ member: YAMLMember, path: String) -> [(kind: FactKind, spot: Spot)] {
        Self.texts(member, path: path, findings).compactMap { text in
            if let kind = FactKind(rawValue: text.name) { return (kind, text.spot) }
            if text.isUnresolved { return nil }
            let names = FactKind.allCases.map(\.rawValue)
            let nearest = NearestName.nearest(to: text.name, in: names)
            findings.error(
                "route.fact-unknown", at: text.spot, path: path, "This is not the name of a fact.",
                help: nearest.map { "Did you mean `\($0)`?" }
                    ?? "For example `order.ready`; `adapters info` lists them.")
            return nil
        }
    }

    private func targets(_ member: YAMLMember, path: String) -> (to: [Named], isToOrigin: Bool) {
        let targets = Self.texts(member, path: path, findings)
        if let origin = targets.first(where: { $0.name == "origin" }) {
            if targets.count > 1 {
                findings.error(
                    "route.origin-mixed", at: origin.spot, path: path, "`origin` stands alone.",
                    help: "Make a second route for the other targets.")
            }
            return ([], true)
        }
        for target in targets { checkExists(target, path: path, besides: ["origin"]) }
        return (targets, false)
    }

    private func reply(_ member: YAMLMember, _ decoder: SettingsDecoder, path: String) -> RouteConfiguration.Reply? {
        let before = findings.errorCount
        let values = Settings(
            decoder.group(member.value, FileDeclarations.reply, path: path, spot: member.keySpot))
        guard findings.errorCount == before, let wait = values.duration("wait"),
            let onTimeout = values.string("on_timeout").flatMap(RouteConfiguration.Reply.OnTimeout.init(rawValue:))
        else { return nil }
        guard wait >= .milliseconds(100), wait <= .seconds(60) else {
            findings.error(
                "value.range", at: decoder.spot("\(path).wait") ?? member.keySpot, path: "\(path).wait",
                "`wait` is out of range.", help: "Write 100ms to 60s; a system that calls us does not wait longer.")
            return nil
        }
        return RouteConfiguration.Reply(wait: wait, onTimeout: onTimeout)
    }

    private func stop(_ member: YAMLMember, _ decoder: SettingsDecoder, path: String) -> Bool {
        guard let declaration = FileDeclarations.route.first(where: { $0.name == "stop" }) else { return false }
        return decoder.value(member.value, .boolean, path: path, declaration: declaration) == .boolean(true)
    }
}
