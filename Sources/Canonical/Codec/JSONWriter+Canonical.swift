/// Members of canonical objects: nothing is written for what is absent or empty.
extension JSONWriter {
    mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    mutating func member(_ name: StaticString, _ flag: Bool?) {
        guard let flag else { return }
        key(name)
        bool(flag)
    }

    mutating func member(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        key(name)
        int(number)
    }

    mutating func member(_ name: StaticString, _ number: ExactDecimal?) {
        guard let number else { return }
        key(name)
        decimalText(number)
    }

    mutating func member<Known>(_ name: StaticString, _ code: CodeValue<Known>?) {
        guard let code else { return }
        key(name)
        string(code.raw)
    }

    mutating func member(_ name: StaticString, _ value: (some CanonicalJSON)?) {
        guard let value else { return }
        key(name)
        value.write(to: &self)
    }

    mutating func member(_ name: StaticString, _ amounts: Amounts) {
        guard !amounts.isEmpty else { return }
        key(name)
        amounts.write(to: &self)
    }

    mutating func member(_ name: StaticString, _ values: [some CanonicalJSON]) {
        guard !values.isEmpty else { return }
        key(name)
        beginArray()
        // Through a buffer, because a loop over the array would copy each value with all its texts.
        values.withUnsafeBufferPointer { values in
            for index in values.indices { values[index].write(to: &self) }
        }
        endArray()
    }

    mutating func member(_ name: StaticString, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        key(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    /// A flag whose usual value goes without saying.
    mutating func member(_ name: StaticString, _ flag: Bool, unless usual: Bool) {
        guard flag != usual else { return }
        key(name)
        bool(flag)
    }

    /// A text that is empty when nobody stated it.
    mutating func member(_ name: StaticString, unlessEmpty text: String) {
        guard !text.isEmpty else { return }
        key(name)
        string(text)
    }
}
