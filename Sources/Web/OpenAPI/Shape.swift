import Canonical

/// One object of the API by the names and kinds of its members.
struct Shape: Sendable {
    /// What a member holds.
    indirect enum Kind: Sendable {
        case text
        /// A text that is one of these.
        case choice([String])
        /// A text with so many bytes and a form.
        case pattern(String)
        /// A text that is not empty and has at most so many characters.
        case filled(Int)
        /// A text of up to 1,000 characters, none of them a control character, that is not blank.
        case sentence
        /// An id of the gateway.
        case id
        /// A whole number of 64 bits.
        case whole
        case truth
        /// An exact decimal: a text, in requests also a number.
        case decimal
        case currency
        /// A moment of RFC 3339, or an object with its raw spelling.
        case moment
        /// A moment of RFC 3339 in UTC.
        case time
        /// Any JSON value.
        case any
        case one(String)
        case list(Kind)
        /// An object with names that are not known in advance.
        case map(Kind)
        /// Exactly this text.
        case always(String)
        /// A value of one of these kinds.
        case either([Kind])
        /// Nothing: the member must not be there.
        case never
    }

    /// The name under `components/schemas`.
    var name: String
    /// One sentence about it.
    var about: String
    /// The members in the sequence they are written; a name that ends in `!` is always there.
    var members: [(name: String, kind: Kind)]
    /// Whether members that are not named may be there: in what callers say they are kept as residue.
    var isOpen: Bool
    /// Whether `null` is the same as absent.
    var takesNull: Bool

    /// An object that the gateway writes: all its members are known.
    static func record(_ name: String, _ about: String, _ members: KeyValuePairs<String, Kind>) -> Shape {
        Shape(name: name, about: about, members: members.map { ($0.key, $0.value) }, isOpen: false, takesNull: false)
    }

    /// An object of a request whose members are all known, so that a misspelled one is refused.
    static func taken(_ name: String, _ about: String, _ members: KeyValuePairs<String, Kind>) -> Shape {
        Shape(name: name, about: about, members: members.map { ($0.key, $0.value) }, isOpen: false, takesNull: true)
    }

    /// An object of the canonical form, which callers write too: `null` is the same as absent.
    static func canonical(_ name: String, _ about: String, _ members: KeyValuePairs<String, Kind>) -> Shape {
        canonical(name, about, members.map { ($0.key, $0.value) })
    }

    /// The same with members that are shared with another object.
    static func canonical(_ name: String, _ about: String, _ members: [(name: String, kind: Kind)]) -> Shape {
        Shape(name: name, about: about, members: members, isOpen: true, takesNull: true)
    }

    /// Writes the shape as a member of `components/schemas`.
    func write(to writer: inout JSONWriter) {
        writer.key(name)
        writer.object { writer in
            writer.field("type", "object")
            writer.field("description", about)
            let required = members.filter { $0.name.hasSuffix("!") }.map { String($0.name.dropLast()) }
            if !required.isEmpty { writer.field("required", required) }
            writer.key("properties")
            writer.object { writer in
                for (name, kind) in members {
                    let isRequired = name.hasSuffix("!")
                    writer.key(isRequired ? String(name.dropLast()) : name)
                    kind.write(orNull: takesNull && !isRequired, to: &writer)
                }
            }
            if !isOpen { writer.field("additionalProperties", false) }
        }
    }
}

extension Shape.Kind {
    /// Writes the kind as a JSON Schema (draft 2020-12).
    func write(orNull: Bool = false, to writer: inout JSONWriter) {
        guard orNull else { return writer.object { writer in writeMembers(to: &writer) } }
        switch self {
        case .any, .never: return write(to: &writer)
        default: break
        }
        writer.object { writer in
            writer.key("anyOf")
            writer.array { writer in
                writer.object { writer in writeMembers(to: &writer) }
                writer.object { $0.field("type", "null") }
            }
        }
    }

    private func writeMembers(to writer: inout JSONWriter) {
        switch self {
        case .text, .choice, .pattern, .filled, .sentence, .id, .currency, .time: writeText(to: &writer)
        case .whole:
            writer.field("type", "integer")
            writer.field("minimum", Int.min)
            writer.field("maximum", Int.max)
        case .truth: writer.field("type", "boolean")
        case .decimal: writer.field("$ref", "#/components/schemas/Decimal")
        case .moment: writer.field("$ref", "#/components/schemas/Moment")
        case .any: break
        case .one(let name): writer.field("$ref", "#/components/schemas/\(name)")
        case .list(let element):
            writer.field("type", "array")
            writer.key("items")
            element.write(to: &writer)
        case .map(let element):
            writer.field("type", "object")
            writer.key("additionalProperties")
            element.write(to: &writer)
        case .always(let text): writer.field("const", text)
        case .either(let kinds):
            writer.key("anyOf")
            writer.array { writer in
                for kind in kinds { kind.write(to: &writer) }
            }
        case .never:
            writer.key("not")
            writer.object { _ in }
        }
    }

    private func writeText(to writer: inout JSONWriter) {
        writer.field("type", "string")
        switch self {
        case .choice(let values): writer.field("enum", values)
        case .pattern(let pattern): writer.field("pattern", pattern)
        case .currency: writer.field("pattern", "^[A-Z]{3}$")
        case .time: writer.field("format", "date-time")
        case .id: writer.field("minLength", 1)
        case .filled(let limit):
            writer.field("minLength", 1)
            writer.field("maxLength", limit)
        case .sentence:
            writer.field("maxLength", 1_000)
            let plain = #"\u0000-\u001f\u007f-\u009f"#
            writer.field("pattern", #"^[^\#(plain)]*[^\s\#(plain)][^\#(plain)]*$"#)
        default: break
        }
    }
}
