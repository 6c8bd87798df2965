/// How we ask the OMS for news.
struct MappedPoll: Sendable {
    /// How one page leads to the next.
    enum Paging: String, Sendable, CaseIterable {
        /// `next` reads the cursor of the next page.
        case cursor
        /// Pages are numbered; each round begins at the first.
        case page
        /// A `Link` header names the next page (RFC 8288); each round begins at the path.
        case link
        /// `next` reads the latest time; each round goes back a little before it.
        case timestamp
    }

    let every: Duration
    let path: JQProgram
    let paging: Paging
    /// How far a round goes back before the latest time seen.
    let overlap: Duration
    let items: JQProgram
    /// Reads what comes next; nil where the paging needs no program.
    let next: JQProgram?
    let key: JQProgram
    let facts: JQProgram
    /// Whether the path asks for a page by its number.
    let numbersPages: Bool
}
