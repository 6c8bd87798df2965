import AdapterKit

extension SettingsDecoder {
    /// The text of a program, written here or in a file of its own; nil when there is none, which is then reported.
    func program(_ node: YAMLNode, path: String, declaration: SettingDeclaration) -> Settings.Value? {
        switch node.content {
        case .scalar(let scalar) where !scalar.isNull:
            guard !scalar.isInterpolated else { return refuseReference(node, path) }
            note(.here(scalar), of: path)
            return .string(scalar.text)
        case .mapping(let members) where members.contains { $0.key == "file" }:
            return file(members, path: path)
        default:
            findings.error(
                "value.type", at: node.spot, path: path,
                "`\(declaration.name)` is a program, but \(node.kindName) is given.",
                help: "Put the program in quotes or behind `|`, or write `{ file: name }`.")
            return nil
        }
    }

    private func file(_ members: [YAMLMember], path: String) -> Settings.Value? {
        refuseUnknown(members, names: ["file"], path: path)
        guard let member = members.first(where: { $0.key == "file" }) else { return nil }
        let filePath = Self.join(path, "file")
        guard case .scalar(let scalar) = member.value.content, !scalar.isNull, !scalar.raw.isEmpty else {
            findings.error(
                "value.type", at: member.value.spot, path: filePath,
                "`file` is the name of a file, but \(member.value.kindName) is given.",
                help: "Write a name relative to the folder of this file.")
            return nil
        }
        guard !scalar.isInterpolated else { return refuseReference(member.value, filePath) }
        let none = ProgramFiles.Problem(message: "No program can be read here.", help: "Write it out.")
        switch programs?.text(scalar.text) ?? .failure(none) {
        case .success(let text):
            note(.file(scalar.text, text), of: path)
            return .string(text)
        case .failure(let problem):
            findings.error(
                "program.file", at: member.value.spot, path: filePath, problem.message, help: problem.help)
            return nil
        }
    }

    private func refuseReference(_ node: YAMLNode, _ path: String) -> Settings.Value? {
        findings.error(
            "program.reference", at: node.spot, path: path, "A program takes nothing from the environment.",
            help: "Give the value to the adapter in a setting of its own; `$${` is a literal `${`.")
        return nil
    }

    /// Reports a problem at its place inside a setting's text.
    func report(_ problem: SettingsProblems.Problem, _ inside: SettingsProblems.TextPlace, path: String, at spot: Spot)
    {
        let place = Place(line: inside.line, column: inside.column)
        switch spellings[path] {
        case .file(let name, let text):
            let foreign = Findings.Foreign(
                file: findings.neighbour(name), source: SourceText(text), spot: Spot(place))
            findings.error(
                "program.mistake", in: foreign, namedAt: spot, path: path, problem.message, help: problem.help)
        case .here(let scalar) where scalar.raw == scalar.text:
            let spelling = ScalarSpelling(scalar.text, at: spot.place, in: findings.source)
            let place = spelling.place(line: inside.line, column: inside.column)
            findings.error(
                "program.mistake", at: Spot(place), path: path, problem.message, help: problem.help)
        case .here, nil:
            findings.error("program.mistake", at: spot, path: path, problem.message, help: problem.help)
        }
    }
}
