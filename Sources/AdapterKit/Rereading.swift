public import Canonical

/// An adapter whose held messages may only point to what they are about, such as an event that names an order.
///
/// The release of a held message then asks the system again, with the adapter and its settings as they are now. It is
/// preferred to ``DocumentTranslating``, which reads the stored bytes alone.
public protocol Rereading: Adapter {
    /// Reads a held message again; asks for nothing that the bytes say themselves, and changes nothing.
    ///
    /// - Parameters:
    ///   - raw: The message's bytes as they were stored, of a webhook or of a poll.
    ///   - exchange: The only way out.
    /// - Throws: ``TranslationProblem`` when the message still cannot be read, ``ExchangeFailure`` when the system cannot
    ///   be asked now; the message stays held with either.
    /// - Returns: The facts that the message stands for now.
    func reread(_ raw: [UInt8], through exchange: any Exchange) async throws -> [IncomingFact]
}
