import Yams

/// Reads a text into nodes with places, reporting what is wrong with its form.
struct YAMLReader {
    /// The most repeated keys that are found one by one in one file.
    private static let maximumRepeatedKeys = 32

    private let findings: Findings
    private let resolution: Resolution
    /// The keys that were altered to get past the parser, by their place.
    private var altered: [Place: String] = [:]

    private init(findings: Findings, resolution: Resolution) {
        self.findings = findings
        self.resolution = resolution
    }

    /// The root of a text; nil when it cannot be read, which is then reported.
    static func read(_ findings: Findings, resolving resolution: Resolution, secretNames: Set<String>) -> YAMLNode? {
        var reader = YAMLReader(findings: findings, resolution: resolution)
        let scan = YAMLScan(findings.source)
        guard scan.problems.isEmpty else {
            findings.maskByName(secretNames)
            for problem in scan.problems {
                findings.error(problem.code, at: problem.spot, path: "", problem.message, help: problem.help)
            }
            return nil
        }
        guard let root = reader.compose() else {
            findings.maskByName(secretNames)
            return nil
        }
        return reader.node(root, path: "")
    }

    /// Parses a text of ours, such as the default value of a declaration; nil when it is not YAML.
    static func value(_ text: String) -> YAMLNode? {
        let source = SourceText(text)
        guard let root = try? Yams.compose(yaml: text, .basic) else { return nil }
        let findings = Findings(file: "", source: source)
        return YAMLReader(findings: findings, resolution: .none).node(root, path: "")
    }

    /// Parses the text; repeated keys are altered one after the other, so that one mistake does not hide the others.
    private mutating func compose() -> Node? {
        var lines = findings.source.lines
        for _ in 0...Self.maximumRepeatedKeys {
            do {
                let text = lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
                // Basic, because the default resolver guesses types that the declarations know.
                let root = try Yams.compose(yaml: text, .basic)
                if root == nil { reportEmpty() }
                return root
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let place = Place(line: context.mark.line, column: context.mark.column)
                guard let name = names.first, alter(&lines, at: place, name: name) else {
                    findings.error(
                        "key.duplicate", at: Spot(place), path: "", "A key is given twice in the same map.",
                        help: "Keep one of the two.")
                    return nil
                }
            } catch {
                report(error)
                return nil
            }
        }
        findings.error(
            "key.duplicate", at: Spot(.start), path: "",
            "More than \(Self.maximumRepeatedKeys) keys are repeated in this file.", help: "Keep one of each.")
        return nil
    }

    /// Replaces a key's first letter by one that no key has, so that the two keys differ for the parser.
    private mutating func alter(_ lines: inout [[Unicode.Scalar]], at place: Place, name: String) -> Bool {
        guard let mark = Unicode.Scalar(0xE000 + UInt32(altered.count)), lines.indices.contains(place.line - 1) else {
            return false
        }
        var offset = place.column - 1
        let line = lines[place.line - 1]
        guard line.indices.contains(offset) else { return false }
        let isQuoted = line[offset] == "\"" || line[offset] == "'"
        if isQuoted { offset += 1 }
        guard line.indices.contains(offset), name.unicodeScalars.first == line[offset] else { return false }
        lines[place.line - 1][offset] = mark
        altered[place] = name
        return true
    }

    private func reportEmpty() {
        findings.error(
            "yaml.empty", at: Spot(.start), path: "", "The file is empty.",
            help: "Begin with `version: 1`, then name the adapters and the routes.")
    }

    private func report(_ error: any Error) {
        guard let failure = error as? YamlError else {
            return findings.error("yaml.syntax", at: Spot(.start), path: "", "The file is not YAML.")
        }
        switch failure {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let message = SyntaxMessage(problem: problem, context: context?.text)
            // The parser stops behind the end of the text when something is left open; the beginning tells more.
            let isAtEnd = findings.source.line(mark.line).isEmpty
            let place = isAtEnd || message.isAboutBeginning ? context?.mark ?? mark : mark
            findings.error(
                "yaml.syntax", at: Spot(Place(line: place.line, column: place.column)), path: "", message.text,
                help: message.help)
        case .reader(_, let offset, _, _):
            findings.error(
                "yaml.syntax", at: Spot(place(ofCharacter: offset ?? 0)), path: "",
                "The file holds a character that YAML does not allow.", help: "Remove the control character.")
        default:
            findings.error("yaml.syntax", at: Spot(.start), path: "", "The file is not YAML.")
        }
    }

    /// The parser counts characters, in which a line break of any kind is one.
    private func place(ofCharacter offset: Int) -> Place {
        var left = offset
        for (index, line) in findings.source.lines.enumerated() {
            let characters = String(String.UnicodeScalarView(line)).count
            guard left > characters else {
                return Place(line: index + 1, column: min(left, line.count) + 1)
            }
            left -= characters + 1
        }
        return .start
    }

    private func node(_ node: Node, path: String) -> YAMLNode {
        let place = node.mark.map { Place(line: $0.line, column: $0.column) } ?? .start
        refuseTag(of: node, at: place, path: path)
        switch node {
        case .scalar(let scalar):
            return YAMLNode(
                content: .scalar(self.scalar(scalar, at: place, path: path)),
                spot: Spot(place, length: findings.source.length(ofScalar: scalar.string, at: place)))
        case .sequence(let sequence):
            let items = sequence.enumerated().map { self.node($1, path: "\(path)[\($0)]") }
            return YAMLNode(content: .sequence(items), spot: Spot(place))
        case .mapping(let mapping):
            return YAMLNode(content: .mapping(members(mapping, path: path)), spot: Spot(place))
        case .alias:
            // The scan has refused every alias before; an empty value is what is left of one.
            return YAMLNode(content: .sequence([]), spot: Spot(place))
        }
    }

    private func members(_ mapping: Node.Mapping, path: String) -> [YAMLMember] {
        var members: [YAMLMember] = []
        var first: [String: Place] = [:]
        // Order of the file, not of the mapping: the earlier key counts and the later one is the mistake.
        for (keyNode, valueNode) in mapping {
            let place = keyNode.mark.map { Place(line: $0.line, column: $0.column) } ?? .start
            guard case .scalar(let scalar) = keyNode else {
                // A misplaced colon can make a key of a map with secrets in it.
                findings.mask(node(keyNode, path: path))
                findings.mask(node(valueNode, path: path))
                findings.error(
                    "key.not-text", at: Spot(place), path: path, "A key must be a word, not a list or a map.",
                    help: "A value that contains `${…}`, `{` or `[` at its beginning needs quotes.")
                continue
            }
            let key = altered[place] ?? scalar.string
            let keyPath = path.isEmpty ? key : "\(path).\(key)"
            let spot = Spot(place, length: findings.source.length(ofScalar: key, at: place))
            let value = node(valueNode, path: keyPath)
            if let earlier = first[key] {
                findings.mask(value)
                findings.error(
                    "key.duplicate", at: spot, path: keyPath,
                    "`\(key)` is given twice; the first is in line \(earlier.line).", help: "Keep one of the two.")
                continue
            }
            first[key] = place
            members.append(YAMLMember(key: key, keySpot: spot, value: value))
        }
        return members
    }

    private func refuseTag(of node: Node, at place: Place, path: String) {
        let name = Tag.Name(rawValue: node.tag.rawValue)
        guard name != .implicit, name != .str, name != .map, name != .seq else { return }
        findings.error(
            "yaml.tag", at: Spot(place), path: path, "A tag is given; this file takes types from its declarations.",
            help: "Remove the word that begins with `!`.")
    }

    private func scalar(_ scalar: Node.Scalar, at place: Place, path: String) -> YAMLScalar {
        let isPlain = scalar.style == .plain || scalar.style == .any
        var result = YAMLScalar(text: scalar.string, raw: scalar.string, isPlain: isPlain)
        guard scalar.string.contains("${") else { return result }
        let interpolation = Interpolation(scalar.string, resolving: resolution)
        result.text = interpolation.text
        result.isInterpolated = interpolation.hasReference
        result.hasLiteralPart = interpolation.hasLiteralPart
        result.hasPlainPart = interpolation.hasPlainPart
        result.isUnresolved = interpolation.isUnresolved
        if let problem = interpolation.problem {
            // Whatever the text is now, a complaint about its type would only repeat this one.
            result.isUnresolved = true
            findings.mask(YAMLNode(content: .scalar(result), spot: Spot(place)))
            let spot = Spot(place, length: findings.source.length(ofScalar: scalar.string, at: place))
            findings.error(problem.code, at: spot, path: path, problem.message, help: problem.help)
        }
        return result
    }
}
