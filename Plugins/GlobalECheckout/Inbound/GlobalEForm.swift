import AdapterKit
import Canonical

/// The form that a document of Global-e left behind: its members and how they were spelled, without their values.
///
/// Values are in the order, and what nobody read is in its residue; with the form, the three make the document again. In
/// the form a text is a leaf that was read: a letter for its spelling, or `=` and the spelling itself where no rule
/// gives it. `null` is a part that was not read.
///
/// Not kept are white space between tokens, and the numbers of cards (see ``GlobalEAssumptions/neverKept``).
struct GlobalEForm {
    /// The extension that carries the form.
    static let name = "ext.globale-checkout.form"

    /// Which side of the document is the end customer's: `Primary` or `Secondary`.
    var side: String
    /// Where each element of `Discounts` and then of `Markups` went, as pointers into the order.
    var places: [String]
    /// The document's form.
    var document: JSONText

    /// Makes the form of a document from what was found out while it was read.
    init(of reading: JSONReading, _ record: GlobalEScribe.Record, side: String, places: [String]) {
        self.side = side
        self.places = places
        let residue = Set(reading.residue().map(\.pointer))
        var writer = JSONWriter(capacity: 2_048)
        Self.write(reading.root.node, at: .root, residue, record.spellings, &writer)
        document = GlobalEJSON.text(writer)
    }

    /// The form that an order carries; nil when it came from elsewhere.
    init?(of order: Order) {
        guard let root = order.extensions.first(where: { $0.name == Self.name })?.value.document.root,
            let side = root["side"]?.stringValue, let document = root["document"]
        else { return nil }
        self.side = side
        places = root["places"]?.elements.compactMap(\.stringValue) ?? []
        self.document = JSONText(document)
    }

    /// The form as an order carries it.
    var asExtension: Extension {
        var writer = JSONWriter(capacity: 2_048)
        writer.object { writer in
            writer.key("side")
            writer.string(side)
            writer.key("places")
            writer.array { writer in for place in places { writer.string(place) } }
            writer.key("document")
            writer.raw(document)
        }
        return Extension(name: Self.name, value: GlobalEJSON.text(writer))
    }

    private static func write(
        _ node: JSONNode, at pointer: JSONPointer, _ residue: Set<JSONPointer>, _ spellings: [Int: String],
        _ writer: inout JSONWriter
    ) {
        guard !residue.contains(pointer) else { return writer.null() }
        switch node.kind {
        case .object:
            writer.beginObject()
            for member in node.members {
                writer.key(member.key)
                write(member.value, at: pointer.appending(member.key), residue, spellings, &writer)
            }
            writer.endObject()
        case .array:
            writer.beginArray()
            for (index, element) in node.elements.enumerated() {
                write(element, at: pointer.appending(index), residue, spellings, &writer)
            }
            writer.endArray()
        default:
            if let mark = spellings[node.range.lowerBound] { writer.string(mark) } else { writer.null() }
        }
    }
}
