/// Finds the word that a misspelled one was probably meant to be.
package enum NearestName {
    /// The candidate with the fewest edits; nil when all are too far away.
    ///
    /// A third of the letters may differ, so `stores` never becomes `settings`.
    package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let normal = normalized(word)
        let limit = max(1, normal.count / 3)
        // A misspelled name longer than any name is not a misspelling; it would only cost time.
        guard normal.count <= 128 else { return nil }
        var best: (distance: Int, name: String)?
        for candidate in candidates {
            let distance = distance(normal, normalized(candidate))
            guard distance <= limit, distance < best?.distance ?? .max else { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// Hyphens, underscores and capitals are the most common slips and cost nothing.
    private static func normalized(_ word: String) -> [UInt8] {
        word.lowercased().utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
    }

    /// The number of insertions, deletions, replacements and swaps of neighbours between two words.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let isSame = left[row - 1] == right[column - 1]
                var cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, beforeLast[column - 2] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
