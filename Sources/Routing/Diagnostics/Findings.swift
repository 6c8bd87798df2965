/// Collects the findings of one reading and knows what they may show.
///
/// A class, because every part of one reading adds to the same list; it never leaves that reading.
final class Findings {
    /// The most findings that one reading keeps; a file with more is not a file with mistakes but another file.
    static let maximumCount = 1_000
    /// The most characters of a line that an excerpt shows.
    static let maximumExcerpt = 160

    private struct Entry {
        var severity: Diagnostic.Severity
        var code: String
        var spot: Spot
        var path: String
        var message: String
        var help: String?
        var foreign: Foreign?
    }

    /// A text beside the file, such as a program's own file.
    struct Foreign {
        var file: String
        var source: SourceText
        /// The spot in that text.
        var spot: Spot
    }

    let file: String
    let source: SourceText
    var masks: MaskedSpans
    private var entries: [Entry] = []

    /// Whether an error was found so far.
    private(set) var hasErrors = false
    /// How many errors were found so far.
    private(set) var errorCount = 0

    init(file: String, source: SourceText) {
        self.file = file
        self.source = source
        masks = MaskedSpans(source: source)
    }

    /// Adds an error at a spot.
    func error(_ code: String, at spot: Spot, path: String, _ message: String, help: String? = nil) {
        add(Entry(severity: .error, code: code, spot: spot, path: path, message: message, help: help))
    }

    /// Adds a warning at a spot.
    func warning(_ code: String, at spot: Spot, path: String, _ message: String, help: String? = nil) {
        add(Entry(severity: .warning, code: code, spot: spot, path: path, message: message, help: help))
    }

    /// Adds an error in a text beside the file; it is listed where the file names that text.
    func error(_ code: String, in foreign: Foreign, namedAt spot: Spot, path: String, _ message: String, help: String?)
    {
        add(
            Entry(
                severity: .error, code: code, spot: spot, path: path, message: message, help: help, foreign: foreign))
    }

    private func add(_ entry: Entry) {
        if entry.severity == .error {
            hasErrors = true
            errorCount += 1
        }
        if entries.count < Self.maximumCount { entries.append(entry) }
    }

    /// The name to show for a file that is named relative to this one.
    func neighbour(_ path: String) -> String {
        guard !path.hasPrefix("/"), let end = file.lastIndex(of: "/") else { return path }
        return file[...end] + path
    }

    /// Hides every scalar of a node from excerpts, keys included.
    func mask(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let scalar): masks.add(scalar: scalar.raw, at: node.spot.place)
        case .sequence(let items): items.forEach(mask)
        case .mapping(let members):
            for member in members {
                masks.add(scalar: member.key, at: member.keySpot.place)
                mask(member.value)
            }
        }
    }

    /// Hides from excerpts what may be a secret in a file whose structure is not known.
    ///
    /// Without structure only names can tell: what stands behind a secret's name, and what is indented below it.
    func maskByName(_ names: some Sequence<String>) {
        let names = names.map { Array($0.unicodeScalars) }
        for (index, line) in source.lines.enumerated() {
            for name in names where !name.isEmpty && line.count > name.count {
                for start in 0..<line.count - name.count
                where line[start] == name[0] && line[start...].starts(with: name) {
                    masks.addRestAndDeeperLines(from: Place(line: index + 1, column: start + name.count + 1))
                    break
                }
            }
        }
    }

    /// All findings, sorted by place.
    func diagnostics() -> [Diagnostic] {
        entries.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            return (a.spot.place, a.code, left.offset) < (b.spot.place, b.code, right.offset)
        }.map { diagnostic($0.element) }
    }

    private func diagnostic(_ entry: Entry) -> Diagnostic {
        let spot = entry.foreign?.spot ?? entry.spot
        let masks = entry.foreign.map { MaskedSpans(source: $0.source) } ?? masks
        let start = spot.place.column - 1
        let (line, marked) = masks.masked(
            line: spot.place.line, marking: start..<start + spot.length, around: 2 * Self.maximumExcerpt)
        var text = line.map { $0.properties.isWhitespace || $0.value < 0x20 ? " " : $0 }
        var caret = marked.lowerBound
        if text.count > Self.maximumExcerpt {
            let from = min(max(0, caret - Self.maximumExcerpt / 2), text.count - Self.maximumExcerpt)
            text = Array(text[from..<from + Self.maximumExcerpt])
            caret = max(0, caret - from)
        }
        while text.last == " ", text.count > caret { text.removeLast() }
        let excerpt = String(String.UnicodeScalarView(text))
        return Diagnostic(
            severity: entry.severity, code: entry.code, file: entry.foreign?.file ?? file, place: spot.place,
            path: entry.path,
            message: entry.message, excerpt: excerpt, caretColumn: caret + 1,
            caretLength: max(1, min(marked.count, max(1, text.count - caret))), help: entry.help)
    }
}
