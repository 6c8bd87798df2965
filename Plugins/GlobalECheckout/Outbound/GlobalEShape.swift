import AdapterKit
import Canonical

/// What the members of a told operation may be: enough to refuse what cannot be right before it is sent.
///
/// Names are found in any case and written as the endpoint's sample spells them; members that nobody knows pass, because
/// every page says that there are more than it lists.
indirect enum GlobalEShape: Sendable {
    case text, number, flag, anything
    /// A list with at least so many elements.
    case list(GlobalEShape, atLeast: Int = 0)
    case object([Member])

    /// One member of an object.
    struct Member: Sendable {
        var name: String
        var shape: GlobalEShape
        var isRequired: Bool
        /// Other names that the same member is known by.
        var aliases: [String]

        static func required(_ name: String, _ shape: GlobalEShape, aliases: [String] = []) -> Member {
            Member(name: name, shape: shape, isRequired: true, aliases: aliases)
        }

        static func optional(_ name: String, _ shape: GlobalEShape, aliases: [String] = []) -> Member {
            Member(name: name, shape: shape, isRequired: false, aliases: aliases)
        }

        func isNamed(_ key: String) -> Bool {
            let key = key.lowercased()
            return name.lowercased() == key || aliases.contains { $0.lowercased() == key }
        }
    }

    /// Refuses a value that has not this shape.
    ///
    /// - Throws: `TranslationProblem` with the pointer of the first mistake.
    func check(_ node: JSONNode, at pointer: String) throws(TranslationProblem) {
        switch self {
        case .anything: break
        case .text:
            try Self.require(node.kind == .string || node.kind == .number, "text", at: pointer)
        case .number:
            // Numbers arrive as text in documented samples, so both pass.
            let isNumber = (node.numberSpelling ?? node.stringValue).map { (try? ExactDecimal($0)) != nil } ?? false
            try Self.require(isNumber, "a number", at: pointer)
        case .flag:
            let words = ["true", "false", "0", "1"]
            let spelling = node.stringValue?.lowercased() ?? node.numberSpelling
            let isFlag = node.kind == .bool || spelling.map { words.contains($0) } ?? false
            try Self.require(isFlag, "true or false", at: pointer)
        case .list(let element, let least):
            try Self.require(node.kind == .array, "a list", at: pointer)
            try Self.require(node.count >= least, "a list with something in it", at: pointer)
            for (index, part) in node.elements.enumerated() { try element.check(part, at: "\(pointer)/\(index)") }
        case .object(let members):
            try Self.require(node.kind == .object, "an object", at: pointer)
            try Self.check(members, of: node, at: pointer)
        }
    }

    private static func check(
        _ members: [Member], of node: JSONNode, at pointer: String
    ) throws(TranslationProblem) {
        for member in members {
            let found = node.members.filter { member.isNamed($0.key) }.map(\.value)
            guard found.count <= 1 else {
                throw TranslationProblem(
                    code: "field.twice", pointer: "\(pointer)/\(member.name)", message: "is given more than once")
            }
            if let value = found.first, !value.isNull {
                try member.shape.check(value, at: "\(pointer)/\(member.name)")
            } else if member.isRequired {
                throw TranslationProblem(
                    code: "field.missing", pointer: "\(pointer)/\(member.name)",
                    message: "a value is needed here and missing")
            }
        }
    }

    private static func require(_ holds: Bool, _ wanted: String, at pointer: String) throws(TranslationProblem) {
        guard !holds else { return }
        throw TranslationProblem(code: "field.type", pointer: pointer, message: "\(wanted) was wanted")
    }

    /// Writes a value with the names of this shape; everything else goes as it is spelled.
    func write(_ node: JSONNode, to writer: inout JSONWriter) {
        switch self {
        case .list(let element, _) where node.kind == .array:
            writer.array { writer in
                for part in node.elements { element.write(part, to: &writer) }
            }
        case .object(let members) where node.kind == .object:
            writer.object { writer in Self.write(node, members, to: &writer) }
        default: writer.raw(node)
        }
    }

    /// Writes the members of an object, without its brackets; those named in `leavingOut` are not written.
    static func write(
        _ node: JSONNode, _ members: [Member], leavingOut: Set<String> = [], to writer: inout JSONWriter
    ) {
        for (key, value) in node.members {
            let member = members.first { $0.isNamed(key) }
            // An alias that a sample uses (SKU, MerchantOrderID) is a spelling of that sample and stays.
            let name = member.map { $0.name.lowercased() == key.lowercased() ? $0.name : key } ?? key
            guard !leavingOut.contains(name.lowercased()) else { continue }
            writer.key(name)
            if let member { member.shape.write(value, to: &writer) } else { writer.raw(value) }
        }
    }
}

extension JSONNode {
    /// The value of a name in any case, unless it is null.
    func any(_ names: String...) -> JSONNode? {
        for name in names {
            let wanted = name.lowercased()
            if let found = members.first(where: { $0.key.lowercased() == wanted })?.value, !found.isNull {
                return found
            }
        }
        return nil
    }

    /// The text or number of a name in any case, unless it is empty.
    func filled(_ names: String...) -> String? {
        for name in names {
            if let node = any(name), let text = node.stringValue ?? node.numberSpelling, !text.isEmpty { return text }
        }
        return nil
    }

    /// Whether a name in any case holds a truth that is spelled in one of the ways that occur.
    func isTrue(_ name: String) -> Bool {
        guard let node = any(name) else { return false }
        let spelling = node.stringValue?.lowercased() ?? node.numberSpelling
        return node.boolValue ?? (spelling == "true" || spelling == "1")
    }
}
