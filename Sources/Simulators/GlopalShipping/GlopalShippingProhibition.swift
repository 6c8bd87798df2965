/// Goods that may not, or only with care, be sent somewhere.
package struct GlopalShippingProhibition: Sendable, Equatable {
    /// The rule's code: `P…` forbids, `W…` warns (contract B7).
    package var code: String
    /// What HS codes of such goods begin with.
    package var headings: [String]
    /// The destinations, alpha-2; none means everywhere.
    package var destinations: Set<String>?
    /// What the rule says.
    package var message: String

    /// Writes a rule.
    package init(_ code: String, headings: [String], destinations: Set<String>? = nil, _ message: String) {
        self.code = code
        self.headings = headings
        self.destinations = destinations
        self.message = message
    }

    /// Whether the goods may not be sent; else it is a warning.
    package var isForbidding: Bool { code.hasPrefix("P") }

    /// The rules that the pages give as examples, on headings of our choice.
    ///
    /// Source: contract B7: P01, P02 and W0K (found: F16); the goods of P02 are assumed.
    package static let published = [
        GlopalShippingProhibition("P01", headings: ["93", "36"], "absolutely prohibited goods"),
        GlopalShippingProhibition(
            "P02", headings: ["30", "2403"], destinations: ["CN"], "a hard-to-get permit is needed"),
        GlopalShippingProhibition("W0K", headings: ["30"], destinations: ["AU"], "pharmaceuticals may be inspected"),
    ]

    func applies(to hsCode: String, destination: String) -> Bool {
        headings.contains { hsCode.hasPrefix($0) } && destinations?.contains(destination) ?? true
    }
}
