import AdapterKit

/// Reads the YAML spelling of a declared default: scalars, and flow lists of scalars.
///
/// The gateway reads defaults with its YAML library; an adapter's tests need no more than this part.
enum DefaultSpelling {
    static func value(_ text: String, as kind: SettingDeclaration.Kind) -> Settings.Value? {
        switch kind {
        case .string, .program: .string(unquoted(text))
        case .secret: nil
        case .url: text.contains("://") ? .string(unquoted(text)) : nil
        case .integer(let range): Int(text).flatMap { range.contains($0) ? .integer($0) : nil }
        case .boolean: ["true": .boolean(true), "false": .boolean(false)][text]
        case .duration: DurationText.read(text).map { .duration($0) }
        case .choice(let choices): choices.contains(unquoted(text)) ? .string(unquoted(text)) : nil
        case .list(let element): list(text, of: element)
        case .map(let element): map(text, of: element)
        case .group: nil
        }
    }

    private static func list(_ text: String, of kind: SettingDeclaration.Kind) -> Settings.Value? {
        guard let parts = parts(of: text, between: "[", and: "]") else { return nil }
        let values = parts.compactMap { value($0, as: kind) }
        return values.count == parts.count ? .list(values) : nil
    }

    private static func map(_ text: String, of kind: SettingDeclaration.Kind) -> Settings.Value? {
        guard let parts = parts(of: text, between: "{", and: "}") else { return nil }
        var members: [(name: String, value: Settings.Value)] = []
        for part in parts {
            let sides = part.split(separator: ":", maxSplits: 1)
            guard sides.count == 2, let value = value(trimmed(sides[1]), as: kind) else { return nil }
            members.append((unquoted(trimmed(sides[0])), value))
        }
        return .map(members)
    }

    private static func parts(of text: String, between open: Character, and close: Character) -> [String]? {
        guard text.first == open, text.last == close, text.count >= 2 else { return nil }
        return text.dropFirst().dropLast().split(separator: ",").map { trimmed($0) }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let quote = text.first, quote == "\"" || quote == "'", text.last == quote else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }
}
