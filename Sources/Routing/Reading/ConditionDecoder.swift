import AdapterKit
import Canonical

/// Decodes `when`: paths of the order and what their values must be.
struct ConditionDecoder {
    private static let tests = ["not", "at_least", "at_most", "matches"]

    let findings: Findings

    /// The conditions in the order of the file.
    func decode(_ node: YAMLNode, path: String) -> [Predicate] {
        if node.isNull { return [] }
        guard let members = node.members else {
            findings.error(
                "value.type", at: node.spot, path: path, "`when` is a map of paths, but \(node.kindName) is given.",
                help: "For example `when: { ship_to.country: [DE, AT] }`.")
            return []
        }
        return members.flatMap { member in
            let memberPath = SettingsDecoder.join(path, member.key)
            guard let field = OrderField.named(member.key) else {
                reportUnknown(member, path: memberPath)
                return [Predicate]()
            }
            return predicates(field, member, path: memberPath)
        }
    }

    private func reportUnknown(_ member: YAMLMember, path: String) {
        let paths = OrderField.all.map(\.path)
        let inside = paths.filter { $0.hasPrefix("\(member.key).") }
        let nearest = NearestName.nearest(to: member.key, in: paths)
        let help =
            inside.isEmpty
            ? nearest.map { "Did you mean `\($0)`?" }
                ?? "For example \(paths.prefix(4).map { "`\($0)`" }.joined(separator: ", "))."
            : "Write the whole path with dots: \(inside.prefix(4).map { "`\($0)`" }.joined(separator: ", "))."
        findings.error(
            "when.path-unknown", at: member.keySpot, path: path, "An order has no field `\(member.key)`.", help: help)
    }

    private func predicates(_ field: OrderField, _ member: YAMLMember, path: String) -> [Predicate] {
        guard let tests = member.value.members else {
            let operands = operands(field, member.value, path: path)
            return operands.isEmpty
                ? [] : [Predicate(path: field.path, test: .anyOf(operands), place: member.keySpot.place)]
        }
        if tests.isEmpty {
            findings.error(
                "value.empty", at: member.value.spot, path: path, "The condition says nothing.",
                help: "Use \(Self.tests.map { "`\($0)`" }.joined(separator: ", ")), a value or a list.")
        }
        let predicates = tests.compactMap { test in
            self.test(field, test, path: "\(path).\(test.key)").map {
                Predicate(path: field.path, test: $0, place: test.keySpot.place)
            }
        }
        refuseEmptyRange(predicates, at: member, path: path)
        return predicates
    }

    private func test(_ field: OrderField, _ member: YAMLMember, path: String) -> Predicate.Test? {
        switch member.key {
        case "not":
            let operands = operands(field, member.value, path: path)
            return operands.isEmpty ? nil : .noneOf(operands)
        case "at_least", "at_most":
            guard field.kind == .money || field.kind == .number else {
                return mismatch(member, path, "`\(member.key)` compares numbers, and `\(field.path)` is none.")
            }
            guard let operand = operand(field, member.value, path: path) else { return nil }
            return member.key == "at_least" ? .atLeast(operand) : .atMost(operand)
        case "matches":
            guard field.kind == .text else {
                return mismatch(member, path, "`matches` looks into texts, and `\(field.path)` is none.")
            }
            return pattern(member.value, path: path).map(Predicate.Test.matches)
        default:
            let nearest = NearestName.nearest(to: member.key, in: Self.tests)
            findings.error(
                "key.unknown", at: member.keySpot, path: path, "A condition knows no key `\(member.key)`.",
                help: nearest.map { "Did you mean `\($0)`?" } ?? "Known here: \(Self.tests.joined(separator: ", ")).")
            return nil
        }
    }

    private func mismatch(_ member: YAMLMember, _ path: String, _ message: String) -> Predicate.Test? {
        findings.error(
            "when.test-unfit", at: member.keySpot, path: path, message,
            help: "`at_least` and `at_most` are for amounts and numbers, `matches` is for texts.")
        return nil
    }

    private func operands(_ field: OrderField, _ node: YAMLNode, path: String) -> [Predicate.Operand] {
        guard case .sequence(let items) = node.content else {
            return operand(field, node, path: path).map { [$0] } ?? []
        }
        if items.isEmpty {
            findings.error(
                "value.empty", at: node.spot, path: path, "The list is empty, so nothing could be in it.",
                help: "Name at least one value.")
        }
        return items.enumerated().compactMap { operand(field, $1, path: "\(path)[\($0)]") }
    }

    private func operand(_ field: OrderField, _ node: YAMLNode, path: String) -> Predicate.Operand? {
        guard case .scalar(let scalar) = node.content, !scalar.isNull else {
            findings.error(
                "when.value", at: node.spot, path: path, "Here belongs a value, but \(node.kindName) is given.",
                help: "An order without the field fits no value, and every `not`.")
            return nil
        }
        if scalar.isUnresolved { return Predicate.Operand("") }
        switch field.kind {
        case .text: return text(field, scalar, node, path)
        case .flag:
            if scalar.mayBeTyped, scalar.text == "true" || scalar.text == "false" {
                return Predicate.Operand(scalar.text)
            }
            findings.error(
                "when.value", at: node.spot, path: path,
                "`\(field.path)` is `true` or `false`\(SettingsDecoder.shown(scalar, ", not ")).",
                help: "Write `true` or `false`, without quotes.")
        case .money, .number:
            if let number = Self.number(scalar.text) { return Predicate.Operand(scalar.text, number: number) }
            findings.error(
                "when.value", at: node.spot, path: path,
                "`\(field.path)` is compared with a decimal number\(SettingsDecoder.shown(scalar, ", not ")).",
                help: "For example `20.00`; no currency, no thousands separator, no leading zero.")
        }
        return nil
    }

    private func text(
        _ field: OrderField, _ scalar: YAMLScalar, _ node: YAMLNode, _ path: String
    ) -> Predicate.Operand? {
        let isTruthValue =
            scalar.isPlain && !scalar.isInterpolated && ["true", "false"].contains(scalar.text.lowercased())
        if isTruthValue {
            findings.error(
                "when.value", at: node.spot, path: path,
                "`\(field.path)` is a text; `\(scalar.text)` is a truth value.",
                help: "If Norway is meant, write `NO`; if the word is meant, put it in quotes.")
            return nil
        }
        let isCode =
            field.path.hasSuffix("country") || field.path.hasPrefix("currency.") || field.path.hasSuffix("currency")
        if isCode, scalar.text != scalar.text.uppercased() {
            findings.error(
                "when.value", at: node.spot, path: path,
                "Codes of countries and currencies are written in capitals; this would fit no order.",
                help: scalar.isInterpolated ? nil : "Write `\(scalar.text.uppercased())`.")
            return nil
        }
        return Predicate.Operand(scalar.text)
    }

    /// Reads a number from its spelling; never through a binary float.
    ///
    /// Exponents, bases, separators and leading zeros mean different things to different readers of YAML.
    static func number(_ text: String) -> ExactDecimal? {
        let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ part in
                !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }), parts[0] == "0" || !parts[0].hasPrefix("0")
        else { return nil }
        // More digits than the exact type holds are no amount either.
        return try? ExactDecimal(text)
    }

    private func pattern(_ node: YAMLNode, path: String) -> Pattern? {
        guard case .scalar(let scalar) = node.content, !scalar.isNull else {
            findings.error(
                "when.value", at: node.spot, path: path, "`matches` is a regular expression.",
                help: "For example `matches: \"^GB\"`.")
            return nil
        }
        guard !scalar.isUnresolved else { return nil }
        do {
            return try Pattern(scalar.text)
        } catch {
            let (message, help) = Self.words(error)
            findings.error("when.pattern", at: node.spot, path: path, message, help: help)
            return nil
        }
    }

    private static func words(_ failure: Pattern.Failure) -> (message: String, help: String) {
        switch failure {
        case .tooLong:
            (
                "The pattern is longer than \(Pattern.maximumLength) characters.",
                "Use a list of values, or several routes."
            )
        case .syntax:
            (
                "The pattern is not a regular expression.",
                "Look for brackets that are not closed; in YAML, single quotes keep backslashes."
            )
        case .costly:
            (
                "The pattern could take very long on an unlucky text.",
                "Use at most two `*` or `+`, none on a group that repeats or chooses, and no look-around."
            )
        }
    }

    private func refuseEmptyRange(_ predicates: [Predicate], at member: YAMLMember, path: String) {
        var least: ExactDecimal?
        var most: ExactDecimal?
        for predicate in predicates {
            if case .atLeast(let operand) = predicate.test { least = operand.number }
            if case .atMost(let operand) = predicate.test { most = operand.number }
        }
        guard let least, let most, most < least else { return }
        findings.error(
            "when.never", at: member.keySpot, path: path, "No value is both at least \(least) and at most \(most).",
            help: "Exchange the two.")
    }
}
