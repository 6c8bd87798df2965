import AdapterKit
import Canonical

/// `application/x-www-form-urlencoded`, with `a[b]` for what stands inside of another and `a[0]` for elements of arrays.
enum FormEncoding {
    /// The fields of a JSON object in its order; `null` is left out, an empty text is not.
    ///
    /// - Throws: ``ProgramProblem`` when the value is no object.
    static func bytes(_ document: JSONDocument) throws(ProgramProblem) -> [UInt8] {
        guard document.root.kind == .object else {
            throw ProgramProblem("a form is made of an object, and the program gives \(document.root.kind)")
        }
        var fields: [String] = []
        for (name, value) in document.root.members { append(value, as: PercentEncoding.encoded(name), to: &fields) }
        return Array(fields.joined(separator: "&").utf8)
    }

    private static func append(_ node: JSONNode, as name: String, to fields: inout [String]) {
        switch node.kind {
        case .null: break
        case .object:
            for (key, value) in node.members {
                append(value, as: "\(name)%5B\(PercentEncoding.encoded(key))%5D", to: &fields)
            }
        case .array:
            for (index, value) in node.elements.enumerated() { append(value, as: "\(name)%5B\(index)%5D", to: &fields) }
        default:
            let text = node.stringValue ?? String(decoding: node.rawBytes, as: UTF8.self)
            fields.append("\(name)=\(PercentEncoding.encoded(text))")
        }
    }
}
