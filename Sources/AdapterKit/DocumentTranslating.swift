public import Canonical

/// An adapter that can read one stored document of its system, outside of any exchange.
///
/// `crossdock translate` uses it, and the release of a held message.
public protocol DocumentTranslating: Adapter {
    /// Reads the document into facts; pure.
    ///
    /// - Throws: ``TranslationProblem`` with the pointer of the field.
    func translate(document: [UInt8]) throws(TranslationProblem) -> [IncomingFact]
}
