/// Makes time-sortable ids; passed in, so that tests get the same ids every time.
public protocol IdentifierSource: Sendable {
    /// A new id of 26 characters, never given before, sorting after all earlier ones of the same source.
    func next(at now: Instant) -> String
}
