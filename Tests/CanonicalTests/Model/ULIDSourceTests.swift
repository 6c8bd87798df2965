import Canonical
import Testing

@Suite("Time-sortable ids")
struct ULIDSourceTests {
    private let now = Instant(microseconds: 1_769_850_000_123_456)

    @Test("an id has 26 characters of Crockford's alphabet, the first ten of them the milliseconds")
    func shape() {
        let source = ULIDSource(SeededGenerator(seed: 1))
        let id = source.next(at: now)
        let alphabet = Set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        #expect(id.count == 26)
        #expect(id.allSatisfy { alphabet.contains($0) })
        let milliseconds = id.prefix(10).reduce(0) { value, digit in
            value * 32 + (Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ").firstIndex(of: digit) ?? 0)
        }
        #expect(milliseconds == 1_769_850_000_123)
    }

    @Test("ids of one source rise within a millisecond and when the clock goes back")
    func rising() {
        let source = ULIDSource(SeededGenerator(seed: 2))
        var ids: [String] = []
        for step in [0, 0, 0, 1_000, -5_000_000, 500, 2_000, -9_000_000_000_000_000] as [Int64] {
            ids.append(source.next(at: Instant(microseconds: now.microseconds + step)))
        }
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == ids.count)
    }

    @Test("used-up random bits are carried into the next millisecond")
    func overflow() {
        let source = ULIDSource(AllOnes())
        let first = source.next(at: now)
        let second = source.next(at: now)
        #expect(first.hasSuffix("ZZZZZZZZZZZZZZZZ"))
        #expect(second > first)
        #expect(second.prefix(10) > first.prefix(10))
    }

    @Test("the same randomness and times give the same ids")
    func repeatable() {
        let sources = [ULIDSource(SeededGenerator(seed: 3)), ULIDSource(SeededGenerator(seed: 3))]
        let ids = sources.map { source in (0..<5).map { _ in source.next(at: now) } }
        #expect(ids[0] == ids[1])
    }

    @Test("callers at the same time never get the same id")
    func concurrent() async {
        let source = ULIDSource(SeededGenerator(seed: 4))
        let ids = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<4 { group.addTask { (0..<500).map { _ in source.next(at: now) } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(ids).count == 2_000)
    }

    private struct AllOnes: RandomNumberGenerator {
        mutating func next() -> UInt64 { .max }
    }
}
