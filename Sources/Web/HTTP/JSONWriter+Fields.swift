import Canonical

/// Members of the API's own objects; what is absent is not written.
extension JSONWriter {
    mutating func field(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    mutating func field(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        key(name)
        int(number)
    }

    mutating func field(_ name: StaticString, _ flag: Bool) {
        key(name)
        bool(flag)
    }

    mutating func field(_ name: StaticString, _ moment: Instant?) {
        guard let moment else { return }
        key(name)
        string(moment.rfc3339)
    }

    mutating func field(_ name: StaticString, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    mutating func field(_ name: StaticString, _ value: (some CanonicalJSON)?) {
        guard let value else { return }
        key(name)
        value.write(to: &self)
    }

    mutating func object(_ name: StaticString, _ content: (inout JSONWriter) -> Void) {
        key(name)
        beginObject()
        content(&self)
        endObject()
    }

    mutating func list<Element>(
        _ name: StaticString, _ elements: some Sequence<Element>, _ content: (inout JSONWriter, Element) -> Void
    ) {
        key(name)
        beginArray()
        for element in elements { content(&self, element) }
        endArray()
    }
}
