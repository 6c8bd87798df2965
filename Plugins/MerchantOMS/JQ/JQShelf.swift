import Dispatch
import Synchronization

/// The bundles that were compiled last, for the next program with the same text.
///
/// A start makes each adapter twice: once to check its settings, once to work.
enum JQShelf {
    /// Where a program is to be found.
    struct Place: Sendable {
        var bundle: JQBundle
        var index: Int
    }

    private struct Content {
        var places: [JQBundle.Member: Place] = [:]
        var bundles: [JQBundle] = []
    }

    /// Some 140 KB for a single program, a few hundred for a bundle.
    private static let maximumCount = 64
    /// More of them in one bundle save little, and the whole bundle is compiled again for a second worker.
    private static let bundleSize = 12
    private static let content = Mutex(Content())

    /// Where a program is, if it is there.
    static func place(of member: JQBundle.Member) -> Place? { content.withLock { $0.places[member] } }

    /// Keeps a bundle, and lets the oldest go where there are many.
    static func keep(_ bundle: JQBundle) {
        content.withLock { content in
            content.bundles.append(bundle)
            for (index, member) in bundle.members.enumerated() {
                content.places[member] = Place(bundle: bundle, index: index)
            }
            guard content.bundles.count > maximumCount else { return }
            let oldest = content.bundles.removeFirst()
            for member in oldest.members where content.places[member]?.bundle === oldest {
                content.places[member] = nil
            }
        }
    }

    /// Compiles many programs together, as far as they can be; what is wrong shows when each is made.
    static func prepare(_ members: [JQBundle.Member], in pool: JQPool) {
        var seen: Set<JQBundle.Member> = []
        let sound = members.filter { member in
            guard seen.insert(member).inserted, place(of: member) == nil else { return false }
            return JQCompiler(member).formMistake() == nil
        }
        let chunks = stride(from: 0, to: sound.count, by: bundleSize).map { start in
            Array(sound[start..<min(start + bundleSize, sound.count)])
        }
        // A single program would be compiled like this anyway, with the place of its mistake.
        DispatchQueue.concurrentPerform(iterations: chunks.count) { index in
            guard chunks[index].count > 1 else { return }
            let members = chunks[index]
            // A bundle that does not compile, or not in time, leaves its programs to be compiled one by one.
            let bundle = try? pool.perform(as: JQRun(), limits: JQCompiler.limits) { try? JQBundle(compiling: members) }
            if let bundle { keep(bundle) }
        }
    }
}
