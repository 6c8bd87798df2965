extension Order {
    /// Takes over a source's view of the order.
    ///
    /// Commercial data are replaced as a whole. Kept are: identity, axes and holds, which facts alone move; references,
    /// links, shipments, refunds, returns and documents that others told; counters of lines that stay.
    mutating func adopt(_ incoming: Order, from fact: Fact) {
        let known = self
        self = incoming
        id = known.id
        version = known.version
        axes = known.axes
        holds = known.holds
        origin = Self.origin(known.origin, incoming.origin, fact)
        references = known.references
        merge(incoming.references, of: fact.source)
        links = known.links + incoming.links.filter { !known.links.contains($0) }
        payments = Self.payments(known.payments, incoming.payments)
        shipments = known.shipments
        for shipment in incoming.shipments { upsert(shipment, byTracking: false) }
        refunds = known.refunds
        for refund in incoming.refunds { upsert(refund) }
        returns = known.returns
        for item in incoming.returns { upsert(item) }
        documents = known.documents
        for document in incoming.documents { upsert(document) }
        residue = Self.residue(known.residue, incoming.residue, of: fact.source)
        extensions = Self.extensions(known.extensions, incoming.extensions)
        keepCounters(of: known.lines)
        fillComputedTotals()
        recount()
        refreshFulfilment()
        refreshReturn()
        refreshPayment(stated: Self.paymentState(incoming.payments))
    }

    /// The adapter of origin stays; its own later words go first, those of others fill gaps.
    ///
    /// That it confirms acceptances is for the origin alone to say.
    private static func origin(_ known: Origin, _ incoming: Origin, _ fact: Fact) -> Origin {
        let (first, second) = fact.source == known.adapter ? (incoming, known) : (known, incoming)
        return Origin(
            adapter: known.adapter, store: first.store ?? second.store, site: first.site ?? second.site,
            locale: first.locale ?? second.locale, placedAt: first.placedAt ?? second.placedAt,
            receivedAt: known.receivedAt ?? incoming.receivedAt ?? fact.receivedAt,
            confirmsAcceptance: known.confirmsAcceptance
                || fact.source == known.adapter && incoming.confirmsAcceptance)
    }

    /// The incoming payments, with the known state where they say none, and known ones that they do not name.
    private static func payments(_ known: [Payment], _ incoming: [Payment]) -> [Payment] {
        guard !incoming.isEmpty else { return known }
        var payments = incoming
        for old in known {
            guard let id = old.id else { continue }
            if let same = payments.firstIndex(where: { $0.id == id }) {
                payments[same].state = payments[same].state ?? old.state
            } else {
                payments.append(old)
            }
        }
        return payments
    }

    private static func residue(_ known: [Residue], _ incoming: [Residue], of source: String) -> [Residue] {
        let replaced = Set(incoming.map(\.adapter) + [source])
        return known.filter { !replaced.contains($0.adapter) } + incoming
    }

    /// Extensions of the adapter types that the incoming view names are replaced, all others kept.
    private static func extensions(_ known: [Extension], _ incoming: [Extension]) -> [Extension] {
        guard !known.isEmpty else { return incoming }
        let replaced = Set(incoming.map(\.adapterPrefix))
        return known.filter { !replaced.contains($0.adapterPrefix) } + incoming
    }

    private mutating func keepCounters(of known: [Line]) {
        let counted = known.filter(\.hasCounters)
        guard !counted.isEmpty else { return }
        for index in lines.indices {
            guard let old = counted.first(where: { $0.id == lines[index].id }) else { continue }
            lines[index].counters = old.counters
        }
    }
}

extension Extension {
    /// `ext.<adapter type>`; the whole name when it is not of that form.
    var adapterPrefix: Substring {
        let parts = name.split(separator: ".", maxSplits: 2)
        guard parts.count == 3 else { return name[...] }
        return name[..<parts[1].endIndex]
    }
}
