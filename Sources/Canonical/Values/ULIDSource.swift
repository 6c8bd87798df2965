import Synchronization

/// Makes ULIDs: 48 bits of milliseconds, then 80 random bits, in Crockford's base 32.
///
/// Ids of one source rise strictly, also within a millisecond and when the clock goes back.
public final class ULIDSource: IdentifierSource {
    /// The last id and the generator of the next one's random bits.
    private struct State {
        var generator: any RandomNumberGenerator & Sendable
        var milliseconds: UInt64 = 0
        var high: UInt16 = 0
        var low: UInt64 = 0
        var hasGiven = false
    }

    /// Guards the last id given, so that no two callers get the same or a smaller one.
    private let state: Mutex<State>
    private static let alphabet: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

    /// Creates a source that takes its random bits from a generator.
    public init(_ generator: any RandomNumberGenerator & Sendable) {
        state = Mutex(State(generator: generator))
    }

    /// A new id of 26 characters that sorts after all earlier ones of this source.
    public func next(at now: Instant) -> String {
        let milliseconds = UInt64(max(0, now.microseconds) / 1_000) & 0xFFFF_FFFF_FFFF
        let (time, high, low) = state.withLock { state in
            if state.hasGiven, milliseconds <= state.milliseconds {
                Self.increment(&state)
            } else {
                state.milliseconds = milliseconds
                Self.randomize(&state)
            }
            state.hasGiven = true
            return (state.milliseconds, state.high, state.low)
        }
        return Self.text(UInt128(time) << 80 | UInt128(high) << 64 | UInt128(low))
    }

    private static func increment(_ state: inout State) {
        state.low &+= 1
        guard state.low == 0 else { return }
        state.high &+= 1
        guard state.high == 0 else { return }
        // All random bits of this millisecond are used up: the next one is borrowed.
        state.milliseconds += 1
        randomize(&state)
    }

    private static func randomize(_ state: inout State) {
        state.high = UInt16(truncatingIfNeeded: state.generator.next())
        state.low = state.generator.next()
    }

    private static func text(_ bits: UInt128) -> String {
        String(unsafeUninitializedCapacity: 26) { buffer in
            var rest = bits
            for position in (0..<26).reversed() {
                buffer[position] = alphabet.utf8Start[Int(rest & 31)]
                rest >>= 5
            }
            return 26
        }
    }
}
