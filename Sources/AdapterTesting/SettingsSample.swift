public import AdapterKit

/// Settings as `adapters.yaml` would give them: what a test states, and the declaration's defaults.
public enum SettingsSample {
    /// A default in a declaration that is not of the setting's kind.
    public struct BadDefault: Error, Sendable, Equatable, CustomStringConvertible {
        /// The dotted path of the setting.
        public var path: String
        /// What is wrong.
        public var description: String { "the default of \(path) is not of its kind" }
    }

    /// Fills the declared defaults in.
    ///
    /// - Parameters:
    ///   - declarations: The adapter's settings.
    ///   - values: Values by dotted path; they win over defaults, and need not be declared.
    /// - Returns: Settings as an adapter gets them.
    /// - Throws: ``BadDefault`` when a declared default cannot be read.
    public static func settings(
        _ declarations: [SettingDeclaration], _ values: [String: Settings.Value] = [:]
    ) throws(BadDefault) -> Settings {
        Settings(try members(declarations, values, under: ""))
    }

    private static func members(
        _ declarations: [SettingDeclaration], _ values: [String: Settings.Value], under prefix: String
    ) throws(BadDefault) -> [(name: String, value: Settings.Value)] {
        var members: [(name: String, value: Settings.Value)] = []
        for declaration in declarations {
            let path = prefix + declaration.name
            if let value = values[path] {
                members.append((declaration.name, value))
            } else if case .group(let inner) = declaration.kind {
                let content = try Self.members(inner, values, under: path + ".")
                if !content.isEmpty { members.append((declaration.name, .map(content))) }
            } else if let text = declaration.defaultValue {
                guard let value = DefaultSpelling.value(text, as: declaration.kind) else {
                    throw BadDefault(path: path)
                }
                members.append((declaration.name, value))
            }
        }
        return members
    }
}
