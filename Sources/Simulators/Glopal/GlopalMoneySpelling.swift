/// How amounts are spelled in the documents.
package enum GlopalMoneySpelling: String, Sendable, CaseIterable {
    /// With all decimals of the currency, as `50.00`.
    case fixed
    /// Without trailing zeros, as `50`.
    case shortest
}
