/// What a reading of `adapters.yaml` gives.
package struct ReadResult: Sendable {
    /// The configuration; nil when there is an error.
    package var configuration: Configuration?
    /// All findings, sorted by place.
    package var diagnostics: [Diagnostic]

    /// Whether the file can be used.
    package var isValid: Bool { configuration != nil }
}
