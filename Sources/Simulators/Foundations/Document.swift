/// A JSON value whose numbers stay as they were spelled.
///
/// The simulators read and write money through it, so no number ever passes through binary floating point.
package indirect enum Document: Sendable, Equatable {
    /// The JSON `null`.
    case null
    /// A JSON boolean.
    case bool(Bool)
    /// A JSON number, as spelled.
    case number(String)
    /// A JSON string, unescaped.
    case text(String)
    /// A JSON array.
    case list([Document])
    /// A JSON object; members keep their sequence.
    case object([Member])

    /// One member of an object.
    package struct Member: Sendable, Equatable {
        /// The member's name, unescaped.
        package var name: String
        /// The member's value.
        package var value: Document

        /// Pairs a name with a value.
        package init(_ name: String, _ value: Document) {
            self.name = name
            self.value = value
        }
    }

    /// The value of the first member of that name.
    package subscript(name: String) -> Document? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The element at that place of a list.
    package subscript(index: Int) -> Document? {
        guard case .list(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The string, if this is one.
    package var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The spelling of the number, if this is one.
    package var number: String? {
        guard case .number(let spelling) = self else { return nil }
        return spelling
    }

    /// The whole number, if this is one that fits.
    package var integer: Int? {
        number.flatMap { Int($0) }
    }

    /// The boolean, if this is one.
    package var bool: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    /// The elements, if this is a list.
    package var elements: [Document]? {
        guard case .list(let elements) = self else { return nil }
        return elements
    }

    /// The members, if this is an object.
    package var members: [Member]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// Whether this is `null`.
    package var isNull: Bool {
        self == .null
    }
}
