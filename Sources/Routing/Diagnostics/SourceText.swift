/// A file's text as lines, counted the way the YAML parser counts.
struct SourceText {
    /// The lines without their breaks.
    let lines: [[Unicode.Scalar]]

    /// Splits a text at every break that YAML 1.1 knows.
    init(_ text: String) {
        var lines: [[Unicode.Scalar]] = []
        var line: [Unicode.Scalar] = []
        var follows: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where follows == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(line)
                line.removeAll(keepingCapacity: true)
            default: line.append(scalar)
            }
            follows = scalar
        }
        lines.append(line)
        self.lines = lines
    }

    /// The line with a number counted from 1; empty behind the end.
    func line(_ number: Int) -> [Unicode.Scalar] {
        lines.indices.contains(number - 1) ? lines[number - 1] : []
    }

    /// The number of leading spaces and tabs of a line; nil when the line is blank.
    func indentation(ofLine number: Int) -> Int? {
        line(number).firstIndex { $0 != " " && $0 != "\t" }
    }

    /// Whether a line is indented deeper than so many columns; one that begins with a tab may be.
    func isDeeper(line number: Int, than indentation: Int) -> Bool {
        line(number).first == "\t" || (self.indentation(ofLine: number) ?? .max) > indentation
    }

    /// Whether a line shows a text at a place.
    func shows(_ text: String, at place: Place) -> Bool {
        let line = line(place.line)
        guard place.column >= 1, place.column <= line.count else { return false }
        return line[(place.column - 1)...].starts(with: text.unicodeScalars)
    }

    /// How many characters a scalar's spelling takes on its first line, at least 1.
    func length(ofScalar text: String, at place: Place) -> Int {
        let line = line(place.line)
        guard place.column >= 1, place.column <= line.count else { return 1 }
        let quote = line[place.column - 1]
        if quote == "\"" || quote == "'" {
            let end = closingQuote(quote, from: place)
            return end.line == place.line ? end.column - place.column + 1 : max(1, line.count - place.column + 1)
        }
        guard !text.isEmpty, shows(text, at: place) else { return 1 }
        return text.unicodeScalars.count
    }

    /// The place of the quote that closes the one at a place; the end of the text when none does.
    func closingQuote(_ quote: Unicode.Scalar, from start: Place) -> Place {
        var column = start.column
        for number in start.line...max(start.line, lines.count) {
            let line = line(number)
            while column < line.count {
                if line[column] == "\\", quote == "\"" {
                    column += 1
                } else if line[column] == quote {
                    let isDoubled = quote == "'" && column + 1 < line.count && line[column + 1] == quote
                    guard isDoubled else { return Place(line: number, column: column + 1) }
                    column += 1
                }
                column += 1
            }
            column = 0
        }
        return Place(line: lines.count, column: (lines.last?.count ?? 0) + 1)
    }
}
