/// An installed adapter's settings, checked against its declaration, defaults filled in.
///
/// Paths are names joined by dots: `poll.every`.
public struct Settings: Sendable, Equatable {
    /// One value.
    public indirect enum Value: Sendable, Equatable {
        case string(String)
        case secret(Secret)
        case integer(Int)
        case boolean(Bool)
        case duration(Duration)
        case list([Value])
        /// Names and values in the order of the file.
        case map([(name: String, value: Value)])

        /// Whether two values are the same, names in the same order.
        public static func == (lhs: Value, rhs: Value) -> Bool {
            switch (lhs, rhs) {
            case (.string(let a), .string(let b)): a == b
            case (.secret(let a), .secret(let b)): a == b
            case (.integer(let a), .integer(let b)): a == b
            case (.boolean(let a), .boolean(let b)): a == b
            case (.duration(let a), .duration(let b)): a == b
            case (.list(let a), .list(let b)): a == b
            case (.map(let a), .map(let b)):
                a.count == b.count && zip(a, b).allSatisfy { $0.name == $1.name && $0.value == $1.value }
            default: false
            }
        }
    }

    private let root: [(name: String, value: Value)]

    /// Creates settings from names and values.
    public init(_ root: [(name: String, value: Value)] = []) { self.root = root }

    /// Whether two settings hold the same values.
    public static func == (lhs: Settings, rhs: Settings) -> Bool { Value.map(lhs.root) == Value.map(rhs.root) }

    /// The value at a dotted path; nil when it is not given and has no default.
    public subscript(path: String) -> Value? {
        var value = Value.map(root)
        for name in path.split(separator: ".") {
            guard case .map(let members) = value, let member = members.first(where: { $0.name == name }) else {
                return nil
            }
            value = member.value
        }
        return value
    }

    /// The text at a path, also of a choice or URL.
    public func string(_ path: String) -> String? {
        guard case .string(let text) = self[path] else { return nil }
        return text
    }

    /// The secret at a path.
    public func secret(_ path: String) -> Secret? {
        guard case .secret(let secret) = self[path] else { return nil }
        return secret
    }

    /// The whole number at a path.
    public func integer(_ path: String) -> Int? {
        guard case .integer(let number) = self[path] else { return nil }
        return number
    }

    /// The truth value at a path.
    public func boolean(_ path: String) -> Bool? {
        guard case .boolean(let flag) = self[path] else { return nil }
        return flag
    }

    /// The span of time at a path.
    public func duration(_ path: String) -> Duration? {
        guard case .duration(let duration) = self[path] else { return nil }
        return duration
    }

    /// The texts of a list at a path; empty when it is not given.
    public func strings(_ path: String) -> [String] {
        guard case .list(let values) = self[path] else { return [] }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// The secrets of a list at a path; empty when it is not given.
    public func secrets(_ path: String) -> [Secret] {
        guard case .list(let values) = self[path] else { return [] }
        return values.compactMap { if case .secret(let secret) = $0 { secret } else { nil } }
    }

    /// The names and texts of a map at a path, in the file's order; empty when it is not given.
    public func stringMap(_ path: String) -> [(name: String, value: String)] {
        guard case .map(let members) = self[path] else { return [] }
        return members.compactMap { member in
            if case .string(let text) = member.value { (member.name, text) } else { nil }
        }
    }
}
