import AdapterKit
import Canonical

/// Writes the Merchant.Order document that an order came as, from the order as it is now.
///
/// The members, their sequence and their spelling are those of the document that came; the values are the order's.
struct GlobalEOrderDocument {
    /// The installed adapter whose residue belongs to the document.
    var adapter: String
    /// The merchant's GUID, which no order keeps.
    var merchantGUID: Secret

    /// The document's bytes without white space; nil when the order did not come from this adapter.
    func written(_ order: Order) -> [UInt8]? {
        guard let form = GlobalEForm(of: order) else { return nil }
        let record = GlobalEScribe.Record()
        let document = form.document.document
        var copy = order
        var description = GlobalEOrderDescription(
            adapter: adapter, merchantGUID: merchantGUID, side: form.side, places: form.places)
        let scribe = GlobalEScribe(writing: Self.message(document.root), record)
        // On the way out nothing is read that could be wrong.
        try? description.describe(scribe, &copy)
        let residue = Dictionary(
            order.residue.filter { $0.adapter == adapter }.map { ($0.pointer, $0.value) }, uniquingKeysWith: { $1 })
        var writer = JSONWriter(capacity: 4_096)
        write(document.root, at: .root, residue, record.values, &writer)
        return writer.bytes
    }

    /// The order's own object, also where it was wrapped.
    private static func message(_ root: JSONNode) -> JSONNode {
        let inner = root["order"] ?? root["Order"]
        guard root.count <= 2, let inner, inner.kind == .object else { return root }
        return inner
    }

    private func write(
        _ node: JSONNode, at pointer: JSONPointer, _ residue: [String: JSONText], _ values: [Int: [UInt8]],
        _ writer: inout JSONWriter
    ) {
        switch node.kind {
        case .object:
            writer.beginObject()
            for member in node.members {
                writer.key(member.key)
                write(member.value, at: pointer.appending(member.key), residue, values, &writer)
            }
            writer.endObject()
        case .array:
            writer.beginArray()
            for (index, element) in node.elements.enumerated() {
                write(element, at: pointer.appending(index), residue, values, &writer)
            }
            writer.endArray()
        case .string:
            if let value = values[node.range.lowerBound] { writer.raw(value) } else { writer.null() }
        default:
            if let value = residue[pointer.description] { writer.raw(value) } else { writer.null() }
        }
    }
}
