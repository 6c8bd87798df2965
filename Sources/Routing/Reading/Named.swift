/// A name with the place where it was written.
struct Named: Equatable {
    var name: String
    var spot: Spot
    /// Whether the name depends on an environment that was not asked.
    var isUnresolved = false
}
