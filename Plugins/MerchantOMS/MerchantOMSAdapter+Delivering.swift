public import AdapterKit
import Canonical

extension MerchantOMSAdapter: Delivering {
    /// Translates the fact into its envelope, or into the first request of its operation; credentials come later.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` for a fact that is not carried or a program that gave no request.
    public func prepare(_ delivery: OutboundDelivery) throws(TranslationProblem) -> PreparedDelivery {
        switch form {
        case .canonical(let oms): try oms.prepare(delivery)
        case .mapped(let oms): try oms.prepare(delivery)
        }
    }

    /// Signs or authenticates the attempt, sends it and concludes from the answer; a mapping may take several requests.
    ///
    /// - Throws: ``AdapterKit/ExchangeFailure`` as the exchange reports it.
    public func deliver(
        _ prepared: PreparedDelivery, of delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult {
        switch form {
        case .canonical(let oms): try await oms.deliver(prepared, of: delivery, through: exchange)
        case .mapped(let oms): await oms.deliver(prepared, of: delivery, through: exchange)
        }
    }

    /// Reads the OMS's answer to the prepared request.
    public func conclude(
        _ response: WireResponse, to prepared: PreparedDelivery, of delivery: OutboundDelivery
    ) -> DeliveryResult {
        switch form {
        case .canonical(let oms): oms.conclusion(from: response, of: delivery, at: nil)
        case .mapped(let oms): oms.conclude(response, of: delivery)
        }
    }
}

extension MerchantOMSAdapter: Programmed {
    /// What the programs of a mapping see; nil in the canonical form, and for a fact that the mapping does not carry.
    public func programInput(for delivery: OutboundDelivery) -> [UInt8]? {
        guard case .mapped(let oms) = form else { return nil }
        return oms.run(delivery)?.firstInput
    }
}

extension MerchantOMSAdapter: LookingUp {
    /// Reads whether a delivery took effect, where a mapping says how.
    ///
    /// - Throws: ``AdapterKit/ExchangeFailure``; the delivery stays in doubt and is looked up again later.
    public func lookUp(
        _ delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> LookUpResult {
        switch form {
        case .canonical:
            // Every message may be sent again with its webhook-id, so nobody needs to ask.
            .unclear(Reason(code: "oms.no-look-up", message: "In the canonical form nothing is looked up."))
        case .mapped(let oms): try await oms.lookUp(delivery, through: exchange)
        }
    }
}

extension MerchantOMSAdapter: Polling {
    /// How often the OMS is asked for news.
    public var pollInterval: Duration { poll?.every ?? .seconds(3_600) }

    /// Whether a mapping says how to ask for news.
    public var isPolled: Bool { poll != nil }

    /// Asks for one page of news.
    ///
    /// - Throws: ``AdapterKit/ExchangeFailure`` or ``AdapterKit/TranslationProblem``; it is asked for again later.
    public func poll(after cursor: String?, through exchange: any Exchange) async throws -> PollPage {
        guard case .mapped(let oms) = form, let poll else { return PollPage(messages: [], cursor: nil, hasMore: false) }
        return try await oms.page(after: cursor, poll, through: exchange)
    }

    private var poll: MappedPoll? {
        guard case .mapped(let oms) = form else { return nil }
        return oms.configuration.inbound.poll
    }
}
