/// The parts of a file that no message may show.
struct MaskedSpans {
    private var spans: [Int: [Range<Int>]] = [:]
    private let source: SourceText

    /// Starts with nothing masked.
    init(source: SourceText) { self.source = source }

    /// Masks a scalar, wherever its spelling ends.
    mutating func add(scalar text: String, at place: Place) {
        let line = source.line(place.line)
        guard place.column >= 1, place.column <= line.count else { return }
        let first = line[place.column - 1]
        if first == "\"" || first == "'" {
            return add(from: place, to: source.closingQuote(first, from: place))
        }
        if !text.isEmpty, source.shows(text, at: place) {
            return add(line: place.line, place.column - 1..<place.column - 1 + text.unicodeScalars.count)
        }
        addRestAndDeeperLines(from: place)
    }

    /// Masks a line to its end, and the lines that are indented deeper and so may continue it.
    mutating func addRestAndDeeperLines(from place: Place) {
        add(line: place.line, place.column - 1..<source.line(place.line).count)
        let indentation = source.indentation(ofLine: place.line) ?? 0
        var number = place.line + 1
        while number <= source.lines.count {
            guard source.isDeeper(line: number, than: indentation) else { return }
            if let start = source.indentation(ofLine: number) { add(line: number, start..<source.line(number).count) }
            number += 1
        }
    }

    private mutating func add(from start: Place, to end: Place) {
        for number in start.line...max(start.line, end.line) {
            let line = source.line(number)
            let lower = number == start.line ? start.column - 1 : source.indentation(ofLine: number) ?? 0
            let upper = number == end.line ? min(end.column, line.count) : line.count
            if lower < upper { add(line: number, lower..<upper) }
        }
    }

    private mutating func add(line: Int, _ range: Range<Int>) {
        if !range.isEmpty { spans[line, default: []].append(range) }
    }

    /// The part of a line around a range, every masked part replaced by `***`, and where the range went.
    ///
    /// Offsets count from 0. Only so many characters to both sides are looked at; a line may be a megabyte long.
    func masked(
        line number: Int, marking range: Range<Int>, around reach: Int
    ) -> (text: [Unicode.Scalar], marked: Range<Int>) {
        let whole = source.line(number)
        let from = min(max(0, range.lowerBound - reach), whole.count)
        let line = Array(whole[from..<min(whole.count, max(from, range.lowerBound + reach))])
        let hidden = merged(spans[number] ?? []).compactMap { span -> Range<Int>? in
            let part = (span.lowerBound - from..<span.upperBound - from).clamped(to: 0..<line.count)
            return part.isEmpty ? nil : part
        }
        let range = range.lowerBound - from..<range.upperBound - from
        guard !hidden.isEmpty else { return (line, range) }
        var text: [Unicode.Scalar] = []
        var offsets: [Int] = []
        var next = hidden.makeIterator()
        var span = next.next()
        for offset in line.indices {
            if let current = span, offset >= current.upperBound { span = next.next() }
            guard let current = span, current.contains(offset) else {
                offsets.append(text.count)
                text.append(line[offset])
                continue
            }
            if offset == current.lowerBound { text += ["*", "*", "*"] }
            offsets.append(text.count - 3)
        }
        let lower = offsets.indices.contains(range.lowerBound) ? offsets[range.lowerBound] : text.count
        guard !hidden.contains(where: { $0.contains(range.lowerBound) }) else { return (text, lower..<lower + 3) }
        let upper = offsets.indices.contains(range.upperBound) ? offsets[range.upperBound] : text.count
        return (text, lower..<max(lower + 1, upper))
    }

    private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}
