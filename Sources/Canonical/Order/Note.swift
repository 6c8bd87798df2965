/// A text for people; personal data.
public struct Note: Sendable, Equatable {
    /// Who may read it.
    public enum Audience: String, Sendable, Hashable { case buyer, merchant, provider }

    /// Who wrote it, in the source's word.
    public var author: String?
    /// Who may read it.
    public var audience: CodeValue<Audience>
    /// The text.
    public var text: String

    /// Creates a note.
    public init(author: String? = nil, audience: CodeValue<Audience>, text: String) {
        self.author = author
        self.audience = audience
        self.text = text
    }
}
