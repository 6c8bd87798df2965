import AdapterKit

extension SettingsDecoder {
    /// A single value of a kind; nil when it does not fit, which is then reported.
    func scalar(
        _ scalar: YAMLScalar, _ kind: SettingDeclaration.Kind, node: YAMLNode, path: String,
        declaration: SettingDeclaration
    ) -> Settings.Value? {
        if kind == .secret { return secret(scalar, node: node, path: path) }
        if scalar.isUnresolved {
            leaveOpen(path)
            return Self.placeholder(kind, example: declaration.example)
        }
        switch kind {
        case .string: return .string(scalar.text)
        case .url:
            if let value = url(scalar, node: node, path: path) { return value }
        case .integer(let range):
            return integer(scalar, range, node: node, path: path, declaration: declaration)
        case .boolean:
            if scalar.mayBeTyped, let value = ["true": true, "false": false][scalar.text] { return .boolean(value) }
        case .duration:
            if let value = DurationText.read(scalar.text) {
                return .duration(value)
            }
        case .choice(let choices):
            if choices.contains(scalar.text) { return .string(scalar.text) }
            return refuseChoice(scalar, choices, node: node, path: path, declaration: declaration)
        case .secret, .program, .list, .map, .group: break
        }
        findings.error(
            "value.type", at: node.spot, path: path,
            "`\(declaration.name)` is \(Self.name(of: kind))\(Self.shown(scalar, ", not ")).",
            help: Self.help(kind, scalar) ?? Self.example(declaration))
        return nil
    }

    private func secret(_ scalar: YAMLScalar, node: YAMLNode, path: String) -> Settings.Value? {
        if scalar.hasLiteralPart { findings.mask(node) }
        if scalar.hasPlainPart {
            findings.warning(
                "secret.literal", at: node.spot, path: path, "A secret is written into the file.",
                help: "Write `${env:NAME}` or `${file:/path}` and keep the secret elsewhere.")
        }
        if scalar.isUnresolved {
            leaveOpen(path)
            return .secret(Secret("unresolved"))
        }
        guard !scalar.text.isEmpty else {
            findings.error(
                "value.empty", at: node.spot, path: path, "The secret is empty.",
                help: "Check that the variable or file that it is taken from has a value.")
            return nil
        }
        return .secret(Secret(scalar.text))
    }

    private func url(_ scalar: YAMLScalar, node: YAMLNode, path: String) -> Settings.Value? {
        guard let address = WebAddress(scalar.text) else { return nil }
        if address.hasUser {
            findings.mask(node)
            findings.error(
                "value.type", at: node.spot, path: path, "The URL holds a user name or password.",
                help: "Leave them out; an adapter has settings for them.")
            // The mistake is reported; the value itself is a URL.
            return .string(scalar.text)
        }
        if !address.isEncrypted, !address.isLoopback {
            findings.warning(
                "endpoint.plain-http", at: node.spot, path: path,
                "Orders would travel unencrypted to a host that is not this machine.", help: "Use `https://`.")
        }
        return .string(scalar.text)
    }

    private func integer(
        _ scalar: YAMLScalar, _ range: ClosedRange<Int>, node: YAMLNode, path: String, declaration: SettingDeclaration
    ) -> Settings.Value? {
        let limits =
            range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
        guard scalar.mayBeTyped, let number = WholeNumber.read(scalar.text) else {
            let isQuoted = !scalar.mayBeTyped && WholeNumber.read(scalar.text) != nil
            let isOctal = scalar.text.count > 1 && scalar.text.hasPrefix("0") && scalar.text.allSatisfy(\.isNumber)
            let help =
                isQuoted
                ? "Remove the quotes."
                : isOctal ? "Remove the leading zero; it makes the number octal for some readers." : "Write \(limits)."
            findings.error(
                "value.type", at: node.spot, path: path,
                "`\(declaration.name)` is a whole number\(Self.shown(scalar, ", not ")).", help: help)
            return nil
        }
        guard range.contains(number) else {
            findings.error(
                "value.range", at: node.spot, path: path,
                "`\(declaration.name)` is out of range\(Self.shown(scalar, ": ")).", help: "Write \(limits).")
            return nil
        }
        return .integer(number)
    }

    private func refuseChoice(
        _ scalar: YAMLScalar, _ choices: [String], node: YAMLNode, path: String, declaration: SettingDeclaration
    ) -> Settings.Value? {
        let nearest = NearestName.nearest(to: scalar.text, in: choices)
        findings.error(
            "value.choice", at: node.spot, path: path,
            "`\(declaration.name)` cannot be \(Self.shown(scalar, "", otherwise: "what the environment says")).",
            help: nearest.map { "Did you mean `\($0)`?" } ?? "One of: \(choices.joined(separator: ", ")).")
        return nil
    }

    /// A value that stands for one that the environment will give.
    static func placeholder(_ kind: SettingDeclaration.Kind, example: String?) -> Settings.Value? {
        switch kind {
        case .string, .program: return .string(example ?? "unresolved")
        case .choice(let choices): return choices.first.map(Settings.Value.string)
        case .url: return .string(example.flatMap { WebAddress($0) == nil ? nil : $0 } ?? "https://unresolved.invalid")
        case .integer(let range): return .integer(example.flatMap(WholeNumber.read) ?? range.lowerBound)
        case .boolean: return .boolean(false)
        case .duration: return .duration(example.flatMap(DurationText.read) ?? .seconds(1))
        case .secret: return .secret(Secret("unresolved"))
        case .list: return .list([])
        case .map, .group: return .map([])
        }
    }

    /// What a kind is, in the user's words.
    static func name(of kind: SettingDeclaration.Kind) -> String {
        switch kind {
        case .string: "a text"
        case .secret: "a secret text"
        case .url: "an http or https URL"
        case .integer: "a whole number"
        case .boolean: "`true` or `false`"
        case .duration: "a span of time"
        case .choice: "one of several words"
        case .program: "a program"
        case .list: "a list"
        case .map, .group: "a map"
        }
    }

    /// The value for a message; a value of the environment is never shown, it may be anything.
    static func shown(_ scalar: YAMLScalar, _ before: String, otherwise: String = "") -> String {
        guard !scalar.isInterpolated else { return otherwise }
        let isLong = scalar.text.count > 60 || scalar.text.contains(where: \.isNewline)
        let text = scalar.isPlain ? scalar.text : "\"\(scalar.text)\""
        return before + (isLong ? "this text" : "`\(text)`")
    }

    private static func help(_ kind: SettingDeclaration.Kind, _ scalar: YAMLScalar) -> String? {
        switch kind {
        case .boolean: return "Write `true` or `false`, without quotes."
        case .duration:
            let isBare = !scalar.isInterpolated && WholeNumber.read(scalar.text) != nil
            return isBare
                ? "Add a unit: `\(scalar.text)s`."
                : "Write a whole number and a unit: `500ms`, `30s`, `5m`, `2h`, `1d`."
        default: return nil
        }
    }
}
