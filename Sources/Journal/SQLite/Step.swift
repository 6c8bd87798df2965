import Canonical

/// One change of the journal, as it waits for the writer.
enum Step: Sendable {
    case append(Intake)
    case begin(AttemptStart)
    case remember(RememberedStep)
    case settle(Settlement)
    case move(DeliveryMove)
    case recover(Instant)
    case resolve(MessageResolution)
    case probe(Instant)

    /// Who is told of the receipt after the flush.
    var onCommit: (@Sendable (Receipt) -> Void)? {
        switch self {
        case .append(let intake): intake.onCommit
        case .settle(let settlement): settlement.onCommit
        case .resolve(let resolution): resolution.onCommit
        case .begin, .remember, .move, .recover, .probe: nil
        }
    }

    /// Whether the step brings new work; a full disk refuses that and still finishes what is under way.
    var isIntake: Bool {
        if case .append = self { true } else { false }
    }
}

/// What a step gives back once it is on disk.
enum StepResult: Sendable {
    case receipt(Receipt)
    case moved(DeliveryRecord)
    case recovered(Int)
    case done
}
