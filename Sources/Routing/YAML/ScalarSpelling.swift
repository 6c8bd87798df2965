/// Finds the place in the file where a part of a scalar's text is spelled.
///
/// The parser undoes indentation, folding and escapes and keeps only the scalar's beginning, so its text is followed
/// through the spelling again. Source: YAML 1.1, chapters 8 and 9 (stated).
struct ScalarSpelling {
    private let source: SourceText
    private let text: [Unicode.Scalar]
    private let start: Place

    /// Takes the scalar's text, as the parser gave it, and the place where the scalar begins.
    init(_ text: String, at start: Place, in source: SourceText) {
        self.source = source
        self.text = Array(text.unicodeScalars)
        self.start = start
    }

    /// The place of a line and column of the text, both from 1; the scalar's beginning when it cannot be followed.
    func place(line: Int, column: Int) -> Place {
        let first = source.line(start.line)
        guard start.column >= 1, start.column <= first.count else { return start }
        switch first[start.column - 1] {
        case "|": return literal(line: line, column: column) ?? start
        case ">": return flowing(line: line, column: column, from: Place(line: start.line + 1, column: 1), nil) ?? start
        case let quote where quote == "\"" || quote == "'":
            let inside = Place(line: start.line, column: start.column + 1)
            return flowing(line: line, column: column, from: inside, quote) ?? start
        default: return flowing(line: line, column: column, from: start, nil) ?? start
        }
    }

    /// In a literal block every line of the text is one of the file, behind the indentation.
    private func literal(line: Int, column: Int) -> Place? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let sample = lines.firstIndex(where: { line in line.contains { $0 != " " } }) else { return nil }
        let indentation = source.line(start.line + 1 + sample).count - lines[sample].count
        guard indentation >= 0, lines.indices.contains(line - 1) else { return nil }
        let number = start.line + line
        let spelled = source.line(number)
        // A blank line may be shorter than the indentation.
        guard spelled.dropFirst(indentation).elementsEqual(lines[line - 1]) else { return nil }
        return Place(line: number, column: indentation + column)
    }

    /// Elsewhere lines are folded: what is not blank is spelled in order, and blanks are what lies between.
    private func flowing(line: Int, column: Int, from begin: Place, _ quote: Unicode.Scalar?) -> Place? {
        var cursor = Cursor(place: begin, source: source)
        var (textLine, textColumn) = (1, 1)
        var before = begin
        for scalar in text {
            let isHere = textLine == line && textColumn == column
            if scalar == " " || scalar == "\t" || scalar == "\n" {
                // A blank may be an escape, or stand there, or be a folded line break.
                if let length = cursor.escape(quote, for: scalar) { cursor.advance(length) }
                if isHere { return Place(line: before.line, column: before.column + 1) }
                before.column += 1
            } else {
                cursor.skipBlanks(quote)
                if isHere { return cursor.place }
                guard let length = cursor.length(of: scalar, quote) else { return nil }
                before = Place(line: cursor.place.line, column: cursor.place.column + length - 1)
                cursor.advance(length)
            }
            if scalar == "\n" { (textLine, textColumn) = (textLine + 1, 1) } else { textColumn += 1 }
        }
        // Behind the last character, where something is missing.
        return textLine == line ? Place(line: before.line, column: before.column + 1) : nil
    }

    /// Where the following is.
    private struct Cursor {
        var place: Place
        let source: SourceText

        private var current: Unicode.Scalar? { scalar(0) }

        private func scalar(_ distance: Int) -> Unicode.Scalar? {
            let line = source.line(place.line)
            let index = place.column - 1 + distance
            return line.indices.contains(index) ? line[index] : nil
        }

        mutating func advance(_ length: Int) { place.column += length }

        mutating func skipBlanks(_ quote: Unicode.Scalar?) {
            while place.line <= source.lines.count {
                if current == nil || quote == "\"" && current == "\\" && scalar(1) == nil {
                    // The line's end, escaped or not.
                    place = Place(line: place.line + 1, column: 1)
                } else if current == " " || current == "\t" {
                    place.column += 1
                } else {
                    return
                }
            }
        }

        /// How many characters spell a character that is not blank; nil when something else stands here.
        func length(of scalar: Unicode.Scalar, _ quote: Unicode.Scalar?) -> Int? {
            if let length = escape(quote, for: scalar) { return length }
            if quote == "'", scalar == "'", current == "'", self.scalar(1) == "'" { return 2 }
            return current == scalar && !(quote == "\"" && scalar == "\\") ? 1 : nil
        }

        /// How many characters an escape here takes, if it stands for a character.
        func escape(_ quote: Unicode.Scalar?, for wanted: Unicode.Scalar) -> Int? {
            guard quote == "\"", current == "\\", let letter = scalar(1) else { return nil }
            let short: [Unicode.Scalar: Unicode.Scalar] = [
                "n": "\n", "t": "\t", "\t": "\t", " ": " ", "\"": "\"", "\\": "\\", "/": "/", "r": "\r", "0": "\0",
                "a": "\u{7}", "b": "\u{8}", "e": "\u{1B}", "f": "\u{C}", "v": "\u{B}", "N": "\u{85}", "_": "\u{A0}",
                "L": "\u{2028}", "P": "\u{2029}",
            ]
            if let meaning = short[letter] { return meaning == wanted ? 2 : nil }
            let digits: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
            guard let count = digits[letter] else { return nil }
            let hex = (2..<2 + count).compactMap { scalar($0).map(Character.init) }
            return hex.count == count && UInt32(String(hex), radix: 16) == wanted.value ? 2 + count : nil
        }
    }
}
