/// How the merchant's ids look before there are any.
///
/// Source: contract A4, absence rule (assumed).
package enum GlopalAbsence: String, Sendable, CaseIterable {
    /// An object of two nulls.
    case nulls
    /// An object of two empty strings.
    case emptyTexts = "empty_texts"
    /// No member at all.
    case omitted
}
