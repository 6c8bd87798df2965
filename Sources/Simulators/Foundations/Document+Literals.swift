extension Document: ExpressibleByNilLiteral {
    /// Makes `null`.
    package init(nilLiteral: ()) {
        self = .null
    }
}

extension Document: ExpressibleByBooleanLiteral {
    /// Makes a boolean.
    package init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}

extension Document: ExpressibleByIntegerLiteral {
    /// Makes a whole number.
    package init(integerLiteral value: Int) {
        self = .number(String(value))
    }
}

extension Document: ExpressibleByStringInterpolation {
    /// Makes a string.
    package init(stringLiteral value: String) {
        self = .text(value)
    }
}

extension Document: ExpressibleByArrayLiteral {
    /// Makes a list.
    package init(arrayLiteral elements: Document...) {
        self = .list(elements)
    }
}

extension Document: ExpressibleByDictionaryLiteral {
    /// Makes an object whose members keep the written sequence.
    package init(dictionaryLiteral elements: (String, Document)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}

extension Document {
    /// Makes a whole number.
    package init(_ value: Int) {
        self = .number(String(value))
    }

    /// Makes a string, or `null` when there is none.
    package init(_ value: String?) {
        self = value.map { .text($0) } ?? .null
    }
}
