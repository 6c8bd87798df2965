import AdapterKit
import Canonical

/// A value of the settings with its path, for walking through lists as well.
///
/// What is not there is a node without a value, so that the way down needs no branches.
struct SettingNode: Sendable {
    let value: Settings.Value?
    /// Dotted, elements of lists in brackets: `mapping.create_order.steps[0].body`.
    let path: String

    init(value: Settings.Value?, path: String) {
        self.value = value
        self.path = path
    }

    /// One of the outermost settings.
    init(_ settings: Settings, _ name: String) {
        self.init(value: settings[name], path: name)
    }

    /// Whether there is a value.
    var isGiven: Bool { value != nil }

    /// The member of a map.
    subscript(name: String) -> SettingNode {
        SettingNode(value: members.first { $0.name == name }?.node.value, path: "\(path).\(name)")
    }

    /// The members of a map in the order of the file; none of anything else.
    var members: [(name: String, node: SettingNode)] {
        guard case .map(let members) = value else { return [] }
        return members.map { ($0.name, SettingNode(value: $0.value, path: "\(path).\($0.name)")) }
    }

    /// The elements of a list; none of anything else.
    var items: [SettingNode] {
        guard case .list(let values) = value else { return [] }
        return values.enumerated().map { SettingNode(value: $1, path: "\(path)[\($0)]") }
    }

    /// The text, also of a choice, URL or program.
    var text: String? { if case .string(let text) = value { text } else { nil } }
    /// The secret.
    var secret: Secret? { if case .secret(let secret) = value { secret } else { nil } }
    /// The truth value.
    var flag: Bool? { if case .boolean(let flag) = value { flag } else { nil } }
    /// The span of time.
    var duration: Duration? { if case .duration(let duration) = value { duration } else { nil } }
    /// The whole number.
    var integer: Int? { if case .integer(let integer) = value { integer } else { nil } }

    /// The kinds of facts that a list names; nil when there is no list.
    var factKinds: Set<FactKind>? {
        guard isGiven else { return nil }
        return Set(items.compactMap { $0.text.flatMap(FactKind.init(rawValue:)) })
    }
}
