import AdapterKit
import Canonical

/// What an answer says about prohibited goods.
///
/// Source: prohibited goods (found: flagged `prohibited` or `warning` with a rule code); that `P…` refuses and `W…` warns,
/// and where the flags stand in an answer, is assumed.
struct GlopalShippingScreening {
    /// One rule that one product met.
    struct Finding: Equatable {
        var rule: String
        /// The line, when the answer names it.
        var line: String?
        var refuses: Bool

        /// Rule and line, as far as they are fit for a log.
        var words: String {
            let shown = GlopalShippingAnswer.word(rule) ?? "a rule without a code"
            return GlopalShippingAnswer.word(line).map { "\(shown) at line \($0)" } ?? shown
        }
    }

    let findings: [Finding]

    /// Looks through the answer and its products.
    init(_ envelope: GlopalShippingEnvelope) {
        typealias Name = GlopalShippingAssumptions.Name
        typealias Reply = GlopalShippingAssumptions.Reply
        let root = envelope.root.node
        var findings = Self.findings(root[Reply.prohibitions], line: nil)
        for products in [root[Name.products], root[Reply.order]?[Name.products]] {
            guard let products, products.kind == .array else { continue }
            for product in products.elements {
                let line = product[Name.lineID]?.stringValue ?? product[Name.sku]?.stringValue
                findings += Self.findings(product[Reply.prohibitions], line: line)
            }
        }
        // A rule that refuses does so as a warning too.
        for notice in envelope.warnings where notice.rule == .refuses {
            let rule = notice.code.isEmpty ? notice.message : notice.code
            findings.append(Finding(rule: rule, line: nil, refuses: true))
        }
        self.findings = findings
    }

    /// The reason to refuse, when any rule does.
    var refusal: Reason? {
        let refusing = findings.filter(\.refuses)
        guard !refusing.isEmpty else { return nil }
        let words = refusing.map(\.words).joined(separator: ", ")
        return Reason(
            code: "glopal-shipping.prohibited",
            message: "the goods must not be shipped: \(words)")
    }

    /// The rules that only warn.
    var warnings: [Reason] {
        findings.filter { !$0.refuses }.map {
            Reason(code: "glopal-shipping.goods-warning", message: $0.words)
        }
    }

    private static func findings(_ node: JSONNode?, line: String?) -> [Finding] {
        guard let node, node.kind == .array else { return [] }
        return node.elements.compactMap { finding($0, line) }
    }

    private static func finding(_ node: JSONNode, _ line: String?) -> Finding? {
        typealias Reply = GlopalShippingAssumptions.Reply
        let rule = node.stringValue ?? Reply.rules.lazy.compactMap { node[$0]?.stringValue }.first ?? ""
        let flags = Reply.flags.compactMap { node[$0]?.stringValue?.lowercased() }
        if flags.contains(GlopalShippingAssumptions.prohibitedFlag) {
            return Finding(rule: rule, line: line, refuses: true)
        }
        if flags.contains(GlopalShippingAssumptions.warningFlag) {
            return Finding(rule: rule, line: line, refuses: false)
        }
        guard !rule.isEmpty else { return nil }
        return Finding(rule: rule, line: line, refuses: GlopalShippingAssumptions.ruleKind(rule) == .refuses)
    }
}
