/// A mistake in a JSON text.
package struct DocumentError: Error, Equatable, CustomStringConvertible {
    /// What was expected.
    package let expected: String
    /// Where it was expected, in bytes from the start.
    package let offset: Int

    /// The sentence for the answer.
    package var description: String {
        "not valid JSON: \(expected) expected at byte \(offset)"
    }
}
