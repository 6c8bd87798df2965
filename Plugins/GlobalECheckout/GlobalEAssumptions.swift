/// Everything about Global-e that is assumed because no published page states it, or pages contradict each other.
///
/// One place to correct when Global-e tells otherwise. The paragraphs are those of the contract reference.
enum GlobalEAssumptions {
    /// What status codes mean that the settings do not name, in lower case.
    ///
    /// Codes belong to the merchant's vocabulary (section 4, stated); these are those of samples and vendor code (3.13).
    static let statuses: [String: GlobalEConfiguration.StatusMeaning] = [
        "canceled": .cancelled, "cancelled": .cancelled, "custom.cancelled": .cancelled, "failed": .cancelled,
        "completed": .completed,
    ]

    /// How far the clock that made a notification's token may differ from ours, in seconds; not documented (1.3).
    static let tokenClockTolerance: Int64 = 60
}
