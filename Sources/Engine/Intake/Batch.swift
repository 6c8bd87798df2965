package import AdapterKit
package import Canonical
package import Journal

/// What is on disk of one message.
package struct StoredFacts: Sendable, Equatable {
    /// The message's facts, in sequence.
    package var facts: [FactID] = []
    /// The order that they are about; nil when a person closed the message, so that it has no facts.
    package var order: OrderID?
    /// Whether any of the facts was not on disk before.
    package var isNew = false
    /// The deliveries that the new ones became.
    package var deliveries: [DeliveryID] = []
}

/// Messages of one adapter that are stored together.
package struct Batch: Sendable {
    /// One message with what it says.
    package struct Message: Sendable {
        /// Unique per adapter.
        package var key: String
        /// Its bytes as they came.
        package var raw: [UInt8]
        /// Whether the same key with other bytes is a conflict.
        package var comparesBytes: Bool
        /// The facts read from it, or the problem that holds it.
        package var content: Result<[IncomingFact], TranslationProblem>

        /// Creates a message.
        package init(
            key: String, raw: [UInt8], comparesBytes: Bool, content: Result<[IncomingFact], TranslationProblem>
        ) {
            self.key = key
            self.raw = raw
            self.comparesBytes = comparesBytes
            self.content = content
        }

        /// The duplicate keys of its facts.
        var factKeys: [String] { (try? content.get())?.map(\.duplicateKey) ?? [] }
    }

    /// Whether two of the messages bring one fact, or have one key.
    var repeatsFacts: Bool {
        guard messages.count > 1 else { return false }
        var keys: Set<String> = []
        var facts: Set<String> = []
        return messages.contains { message in
            // Within one message a repeated fact is skipped as any known one.
            let own = Set(message.factKeys)
            defer { facts.formUnion(own) }
            return !keys.insert(message.key).inserted || !facts.isDisjoint(with: own)
        }
    }

    /// The installed adapter whose system said it.
    package var source: String
    /// The messages in sequence.
    package var messages: [Message]
    /// The poll cursor to store with them.
    package var cursor: String?
    /// W3C trace context of the request that brought them.
    package var traceparent: String?
    /// Who stated it in the source's name, when it was not the source itself; noted on the timeline.
    package var actor: String?
    /// The keyed request that brings the only message, when its caller may send it again.
    package var request: KeyedRequest<StoredFacts>?
    /// Whether somebody states it in the source's name: promised is that it is on disk, so no synchronous route is waited
    /// for, and who states it is told the order.
    package var isStated = false
    /// What a person told one system to do; its facts then pass by all routes.
    var told: IntakeDraft.Told?

    /// Creates a batch.
    package init(source: String, messages: [Message], cursor: String? = nil, traceparent: String? = nil) {
        self.source = source
        self.messages = messages
        self.cursor = cursor
        self.traceparent = traceparent
    }

    /// Creates the batch of one told operation.
    init(source: String, messages: [Message], told: IntakeDraft.Told) {
        self.init(source: source, messages: messages)
        self.told = told
    }
}
