import Canonical

/// What a step gave, as it is journaled: the value for later programs, and what the answer brought beside it.
///
/// References and facts go along, because after a crash the step is not asked again and nobody else knows them.
struct MappedMemory: Sendable {
    /// What later programs see under the step's name: one JSON value.
    let value: [UInt8]
    /// What the answer program gave, without what concerns the attempt alone.
    let text: JSONText

    /// What an answer is remembered as; without `remember` it is `null`, which counts as remembered.
    init(_ answer: MappedAnswer) {
        let remembered = answer.remember ?? Array("null".utf8)
        value = remembered
        var writer = JSONWriter(capacity: 1_024)
        writer.object { writer in
            writer.key("remember")
            writer.raw(remembered)
            for (name, bytes) in answer.kept {
                writer.key(name)
                writer.raw(bytes)
            }
        }
        do throws(JSONSyntaxError) {
            text = try JSONText(validating: writer.bytes)
        } catch {
            preconditionFailure("pieces of a JSON document make no JSON: \(error)")
        }
    }

    /// What was journaled earlier.
    init(journaled text: JSONText) {
        self.text = text
        value = text.document.root["remember"]?.rawBytes ?? Array("null".utf8)
    }
}
