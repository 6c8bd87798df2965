import Canonical
import Journal

/// Steps of every kind in a sequence that a seed decides, some of them wrong on purpose.
struct RandomWalk {
    /// The seed's next number decides everything, so that a failing walk can be walked again.
    struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            // SplitMix64, by Sebastiano Vigna; in the public domain.
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private var dice: Dice
    private let samples = Samples()
    private var versions: [OrderID: Int] = [:]
    private var deliveries: [DeliveryID] = []
    private var waiting: [String] = []
    /// Steps that were recorded and refused.
    private(set) var recorded = 0
    private(set) var refused = 0

    init(seed: UInt64) { dice = Dice(state: seed) }

    /// Takes one step.
    mutating func step(_ journal: any Journal) async throws {
        do {
            switch Int.random(in: 0..<10, using: &dice) {
            case 0...3: try await append(journal)
            case 4, 5: try await begin(journal)
            case 6, 7: try await settle(journal)
            case 8: try await move(journal)
            default: try await resolveOrRecover(journal)
            }
            recorded += 1
        } catch JournalFailure.stale, JournalFailure.conflict {
            refused += 1
        }
    }

    private mutating func append(_ journal: any Journal) async throws {
        var versions = versions
        var entries: [Intake.Entry] = []
        for _ in 0..<Int.random(in: 0...3, using: &dice) { entries.append(entry(&versions, message: 0)) }
        let key = "message \(Int.random(in: 0..<60, using: &dice))"
        let isHeld = Int.random(in: 0..<8, using: &dice) == 0
        let message = samples.message(
            key, "text \(Int.random(in: 0..<2, using: &dice))", hold: isHeld ? Hold(code: "c", message: "m") : nil)
        let receipt = try await journal.append(
            Intake(messages: [message], entries: entries, cursor: ("glopal", key), at: Samples.moment()))
        if receipt.messages == [.stored] { take(entries, versions) }
        switch receipt.messages.first {
        case .held, .conflict: waiting.append(message.id)
        default: break
        }
    }

    private mutating func begin(_ journal: any Journal) async throws {
        guard let id = deliveries.randomElement(using: &dice), let known = try await journal.delivery(id) else {
            return
        }
        let from: DeliveryState = known.state == .inDoubt ? .inDoubt : .waiting
        try await journal.begin(samples.start(id, known.attempts + 1, from: from))
    }

    private mutating func settle(_ journal: any Journal) async throws {
        guard let id = deliveries.randomElement(using: &dice), let known = try await journal.delivery(id) else {
            return
        }
        var versions = versions
        let entries = Bool.random(using: &dice) ? [entry(&versions, message: nil)] : []
        let states: [DeliveryState] = [.confirmed, .waiting, .inDoubt, .needsAttention, .held]
        _ = try await journal.settle(
            samples.settlement(
                id, known.state == .inDoubt ? nil : known.attempts,
                to: states.randomElement(using: &dice) ?? .confirmed, entries: entries))
        take(entries, versions)
    }

    private mutating func move(_ journal: any Journal) async throws {
        guard let id = deliveries.randomElement(using: &dice),
            let to = DeliveryState.allCases.randomElement(using: &dice)
        else { return }
        let from = DeliveryState.allCases.filter { !$0.isFinal && Bool.random(using: &dice) }
        _ = try await journal.move(samples.move(id, from: Set(from), to: to))
    }

    private mutating func resolveOrRecover(_ journal: any Journal) async throws {
        guard Bool.random(using: &dice), let message = waiting.randomElement(using: &dice) else {
            _ = try await journal.recover(at: Samples.moment())
            return
        }
        var versions = versions
        let entries = Bool.random(using: &dice) ? [entry(&versions, message: 0)] : []
        _ = try await journal.resolve(
            MessageResolution(message: message, entries: entries, actor: "mara", reason: "seen", at: Samples.moment()))
        take(entries, versions)
    }

    private mutating func entry(_ versions: inout [OrderID: Int], message: Int?) -> Intake.Entry {
        let known = versions.keys.sorted()
        let order = Bool.random(using: &dice) ? known.randomElement(using: &dice) ?? samples.order() : samples.order()
        let isWrong = Int.random(in: 0..<10, using: &dice) == 0
        let version = (versions[order] ?? 0) + 1
        versions[order] = version
        let states: [DeliveryState] = [.waiting, .held, .superseded]
        let made = (0..<Int.random(in: 0...2, using: &dice)).map { _ in
            samples.delivery(
                to: Bool.random(using: &dice) ? "oms" : "erp", state: states.randomElement(using: &dice) ?? .waiting)
        }
        let value = "reference \(Int.random(in: 0..<400, using: &dice))"
        return samples.entry(
            order, isWrong ? version + 1 : version, message: message,
            references: [Reference(system: "glopal", kind: .order, value: value)], deliveries: made)
    }

    private mutating func take(_ entries: [Intake.Entry], _ versions: [OrderID: Int]) {
        self.versions = versions
        deliveries += entries.flatMap { $0.deliveries.map(\.id) }
    }
}
