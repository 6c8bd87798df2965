/// Looks over a text before it is parsed, for what the parser must not meet.
///
/// Anchors and aliases can make a small file enormous, deep nesting exhausts the stack, and a tab in the indentation
/// gets no helpful message from the parser. None of them has a use in this file.
struct YAMLScan {
    /// The deepest nesting of maps and lists.
    static let maximumDepth = 48

    /// One thing that keeps the text from being parsed.
    struct Problem {
        var code: String
        var spot: Spot
        var message: String
        var help: String
    }

    private(set) var problems: [Problem] = []
    private var quote: Unicode.Scalar?
    private var flowDepth = 0
    private var indents: [Int] = []
    /// The indentation that the lines of a block text exceed.
    private var blockParent: Int?
    private var isTokenStart = true
    /// One too deep place is enough; what follows it is as deep.
    private var isTooDeep = false

    /// Scans a whole text.
    init(_ source: SourceText) {
        for (index, line) in source.lines.enumerated() {
            scan(line, number: index + 1)
            if isTooDeep { return }
        }
    }

    private mutating func scan(_ line: [Unicode.Scalar], number: Int) {
        if let parent = blockParent {
            guard let indent = line.firstIndex(where: { $0 != " " }), indent <= parent else { return }
            blockParent = nil
        }
        var offset = 0
        var parent = -1
        if quote == nil, flowDepth == 0 {
            guard let start = leadingMarks(line, number: number, parent: &parent) else { return }
            offset = start
        }
        if quote == nil { isTokenStart = true }
        while offset < line.count, !isTooDeep {
            if let open = quote {
                offset = insideQuotes(line, offset, open)
            } else if line[offset] == "#", offset == 0 || line[offset - 1] == " " || line[offset - 1] == "\t" {
                return
            } else if isTokenStart, flowDepth == 0, line[offset] == "|" || line[offset] == ">" {
                blockParent = parent
                return
            } else {
                offset = token(line, offset, number: number)
            }
        }
    }

    /// Reads indentation and the marks of list items; nil when the rest of the line is not worth reading.
    private mutating func leadingMarks(_ line: [Unicode.Scalar], number: Int, parent: inout Int) -> Int? {
        var offset = 0
        var columns: [Int] = []
        while offset < line.count {
            if line[offset] == " " {
                offset += 1
            } else if line[offset] == "\t" {
                let rest = line[offset...].first { $0 != "\t" && $0 != " " }
                guard let rest, rest != "#" else { return nil }
                problems.append(
                    Problem(
                        code: "yaml.tab", spot: Spot(Place(line: number, column: offset + 1)),
                        message: "The line is indented with a tab.", help: "Indent with spaces."))
                return nil
            } else if line[offset] == "-" || line[offset] == "?",
                offset + 1 == line.count || line[offset + 1] == " "
            {
                columns.append(offset)
                offset += 1
            } else {
                break
            }
        }
        guard offset < line.count, line[offset] != "#" else {
            parent = columns.last ?? -1
            nest(columns, number: number)
            return columns.isEmpty ? nil : offset
        }
        let isBlockText = line[offset] == "|" || line[offset] == ">"
        if !isBlockText { columns.append(offset) }
        parent = columns.last ?? -1
        nest(columns, number: number)
        return offset
    }

    private mutating func nest(_ columns: [Int], number: Int) {
        if let first = columns.first { while let last = indents.last, last >= first { indents.removeLast() } }
        indents += columns
        checkDepth(Place(line: number, column: (columns.last ?? 0) + 1))
    }

    private mutating func checkDepth(_ place: Place) {
        guard indents.count + flowDepth > Self.maximumDepth, !isTooDeep else { return }
        isTooDeep = true
        problems.append(
            Problem(
                code: "yaml.too-deep", spot: Spot(place),
                message: "Maps and lists are nested more than \(Self.maximumDepth) levels deep.",
                help: "Nothing in this file needs more than eight levels; look for brackets that are not closed."))
    }

    private mutating func insideQuotes(_ line: [Unicode.Scalar], _ offset: Int, _ open: Unicode.Scalar) -> Int {
        if open == "\"", line[offset] == "\\" { return offset + 2 }
        guard line[offset] == open else { return offset + 1 }
        if open == "'", offset + 1 < line.count, line[offset + 1] == "'" { return offset + 2 }
        quote = nil
        isTokenStart = offset + 1 < line.count && line[offset + 1] == ":" && flowDepth > 0
        return isTokenStart ? offset + 2 : offset + 1
    }

    private mutating func token(_ line: [Unicode.Scalar], _ offset: Int, number: Int) -> Int {
        let character = line[offset]
        let next: Unicode.Scalar? = offset + 1 < line.count ? line[offset + 1] : nil
        let endsHere = next == nil || next == " " || next == "\t"
        switch character {
        case " ", "\t": return offset + 1
        case "\"" where isTokenStart, "'" where isTokenStart: quote = character
        case "&" where isTokenStart && !endsHere, "*" where isTokenStart && !endsHere:
            refuseAnchor(line, offset, number: number)
        case "[" where isTokenStart || flowDepth > 0, "{" where isTokenStart || flowDepth > 0:
            flowDepth += 1
            checkDepth(Place(line: number, column: offset + 1))
            isTokenStart = true
            return offset + 1
        case "]" where flowDepth > 0, "}" where flowDepth > 0: flowDepth -= 1
        case "," where flowDepth > 0, ":" where endsHere:
            isTokenStart = true
            return offset + 1
        case "!" where isTokenStart:
            return line[offset...].firstIndex { $0 == " " } ?? line.count
        default: break
        }
        isTokenStart = false
        return offset + 1
    }

    private mutating func refuseAnchor(_ line: [Unicode.Scalar], _ offset: Int, number: Int) {
        let end = line[offset...].firstIndex { $0 == " " || $0 == "," || $0 == "]" || $0 == "}" } ?? line.count
        // Not named: a secret that begins with such a sign must not be shown.
        let kind = line[offset] == "&" ? "An anchor" : "An alias"
        problems.append(
            Problem(
                code: "yaml.anchor", spot: Spot(Place(line: number, column: offset + 1), length: end - offset),
                message: "\(kind) begins here; this file knows neither anchors nor aliases.",
                help: "Write the value out, or put the text in quotes if it is only a text."))
    }
}
