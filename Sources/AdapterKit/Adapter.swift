public import Canonical

/// The code for one kind of system: it translates, and says which exchange comes next.
///
/// An adapter opens no socket and reads no clock. What it can do beside being there, it says by conforming to
/// ``WebhookReceiving``, ``Polling``, ``Delivering``, ``Programmed``, ``LookingUp``, ``Answering``, ``DocumentTranslating`` and ``Rereading``.
public protocol Adapter: Sendable {
    /// What the adapter is and can do, as data for the engine, `validate` and `adapters info`.
    static var declaration: AdapterDeclaration { get }

    /// What an adapter with these settings is and can do; never more than ``declaration``, and the same by default.
    ///
    /// Routes are checked against it, so an adapter whose settings decide which facts it carries says so here.
    /// - Parameter settings: Settings that match the declaration; they may still contradict each other.
    /// - Returns: What this installed adapter carries and emits.
    static func declaration(for settings: Settings) -> AdapterDeclaration

    /// Creates the adapter for one entry of `adapters.yaml`.
    ///
    /// - Parameters:
    ///   - id: The installed adapter's id; the `system` of every reference it makes.
    ///   - settings: Settings that match the declaration, defaults filled in.
    /// - Throws: ``SettingsProblems`` naming every setting that contradicts another; the start is refused with them.
    init(id: String, settings: Settings) throws(SettingsProblems)

    /// The installed adapter's id.
    var id: String { get }
}

extension Adapter {
    /// The type's whole declaration.
    public static func declaration(for settings: Settings) -> AdapterDeclaration { declaration }
}

/// An adapter whose system calls us.
///
/// The gateway calls the three functions in turn: verify, translate, and after the facts are on disk, answer.
public protocol WebhookReceiving: Adapter {
    /// Refuses a request that does not come from the system; may wait for a key, never for the network.
    ///
    /// - Parameters:
    ///   - request: The request as it came, path relative to `/in/{adapter}`.
    ///   - now: The present moment, for signatures that expire.
    /// - Throws: ``VerificationFailure``; the gateway answers 401 and tells nothing about why.
    func verify(_ request: WireRequest, at now: Instant) async throws(VerificationFailure)

    /// Reads the message into facts, or into a wake-up of the poller.
    ///
    /// - Throws: ``TranslationProblem``; the message is kept and held with the problem's pointer.
    func translate(_ request: WireRequest, at now: Instant) throws(TranslationProblem) -> Inbound

    /// Whether the same key with another body is a conflict for a person to see.
    ///
    /// Not where a key names a state, such as an order's id with its status, which the system tells whenever anything
    /// about it changes.
    var comparesBodies: Bool { get }

    /// What is stored of a message, for people and for a held one that is read again: its body.
    ///
    /// Not where facts depend on header fields or the query as well: such an adapter keeps what it needs of them, in a
    /// form that its ``DocumentTranslating`` knows. No credentials.
    func document(of request: WireRequest) -> [UInt8]

    /// The answer in the system's own form; called only after the facts are on disk or were refused.
    func answer(to request: WireRequest, result: IntakeResult) -> WireResponse
}

extension WebhookReceiving {
    /// A key is used for one body, unless an adapter knows otherwise.
    public var comparesBodies: Bool { true }

    /// The body says it all, unless an adapter knows otherwise.
    public func document(of request: WireRequest) -> [UInt8] { request.body }
}

/// An adapter that asks its system for news.
public protocol Polling: Adapter {
    /// How often to ask while there is no news.
    var pollInterval: Duration { get }

    /// Whether the system has to be asked at all; settings may say that it has not.
    var isPolled: Bool { get }

    /// Asks for what came after the cursor.
    ///
    /// Cursor and facts are stored in one transaction, so a crash repeats the page and loses nothing.
    /// - Parameters:
    ///   - cursor: The cursor of the last stored page; nil at the first time.
    ///   - exchange: The only way out.
    /// - Returns: One page; its cursor is stored with its messages.
    /// - Throws: ``ExchangeFailure`` or ``TranslationProblem`` for the page as a whole; it is asked for again later.
    func poll(after cursor: String?, through exchange: any Exchange) async throws -> PollPage
}

extension Polling {
    /// Always: who can be asked is asked.
    public var isPolled: Bool { true }
}

/// An adapter that carries facts to its system.
public protocol Delivering: Adapter {
    /// Translates order and fact into the request that carries it; pure: same input, same bytes.
    ///
    /// - Throws: ``TranslationProblem``; the delivery is held with the pointer of the field.
    func prepare(_ delivery: OutboundDelivery) throws(TranslationProblem) -> PreparedDelivery

    /// Reads the system's answer; pure.
    func conclude(
        _ response: WireResponse, to prepared: PreparedDelivery, of delivery: OutboundDelivery
    )
        -> DeliveryResult

    /// Carries out a delivery; several exchanges where the system wants them.
    ///
    /// The default sends the prepared request and concludes from the answer. The attempt is on disk before this is called.
    /// - Throws: ``ExchangeFailure``; not sent means try again later, unanswered means in doubt.
    func deliver(
        _ prepared: PreparedDelivery, of delivery: OutboundDelivery, through exchange: any Exchange
    )
        async throws(ExchangeFailure) -> DeliveryResult
}

extension Delivering {
    /// Sends the prepared request and concludes from the answer.
    ///
    /// - Throws: ``ExchangeFailure`` as the exchange reports it.
    public func deliver(
        _ prepared: PreparedDelivery, of delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult {
        conclude(try await exchange.send(prepared.request), to: prepared, of: delivery)
    }
}

/// An adapter whose translations are programs from its settings.
public protocol Programmed: Delivering {
    /// What the programs of a delivery's first step see, as one JSON value, for who writes and tries them.
    ///
    /// - Returns: nil where no program has a part in the delivery.
    func programInput(for delivery: OutboundDelivery) -> [UInt8]?
}

/// An adapter that can find out what became of a delivery whose answer was lost.
public protocol LookingUp: Delivering {
    /// Reads, without changing anything, whether the delivery took effect.
    ///
    /// - Throws: ``ExchangeFailure``; the delivery stays in doubt and is looked up again later.
    func lookUp(
        _ delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure)
        -> LookUpResult
}

/// An adapter that answers synchronous, read-only questions.
public protocol Answering: Adapter {
    /// Asks the system and gives its answer as canonical JSON.
    ///
    /// - Throws: ``QuestionFailure`` with the system's refusal, or ``ExchangeFailure``.
    func answer(_ question: Question, through exchange: any Exchange) async throws -> Answer
}
