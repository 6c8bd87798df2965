import AdapterKit

extension MappedReader {
    /// The settings that are whole programs, wherever they stand.
    private static let wholeNames: Set<String> = ["when", "body", "answer", "token", "key", "facts", "items", "next"]

    /// Compiles all programs of the settings together, before each is read and its mistakes are told.
    static func prepare(_ settings: Settings) {
        var programs = SettingNode(settings, "computed_headers").members.compactMap { $0.node.text }
            .map { (text: $0, form: JQProgram.Form.program) }
        collect(SettingNode(settings, "mapping"), &programs)
        collect(SettingNode(settings, "auth")["login"], &programs)
        JQProgram.prepare(programs)
    }

    private static func collect(_ node: SettingNode, _ programs: inout [(text: String, form: JQProgram.Form)]) {
        for item in node.items { collect(item, &programs) }
        for (name, member) in node.members {
            switch (name, member.text) {
            case ("path", let text?): programs.append((text, .template))
            case (let name, let text?) where wholeNames.contains(name): programs.append((text, .program))
            case ("headers", nil):
                for header in member.members { if let text = header.node.text { programs.append((text, .text)) } }
            // What a webhook is answered is a text, and how it is verified knows no programs.
            case ("webhook", nil):
                for name in ["key", "facts"] { if let text = member[name].text { programs.append((text, .program)) } }
            default: collect(member, &programs)
            }
        }
    }
}
