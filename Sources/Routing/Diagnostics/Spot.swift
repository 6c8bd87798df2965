/// A place with the number of characters that a caret underlines.
struct Spot: Sendable, Equatable {
    var place: Place
    /// In Unicode scalars, at least 1.
    var length: Int

    init(_ place: Place, length: Int = 1) {
        self.place = place
        self.length = max(1, length)
    }
}
