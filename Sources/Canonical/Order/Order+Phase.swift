extension Order {
    /// Where the order is, in the one word that people see; the first that applies.
    ///
    /// A refused order shows as cancelled. A part-shipped one does not show as shipped: goods are still waited for.
    public var phase: Phase {
        if !holds.isEmpty || axes.compliance == .known(.blocked) { return .held }
        if axes.acceptance == .known(.cancelled) || axes.acceptance == .known(.refused) { return .cancelled }
        if axes.fulfilment == .known(.returned) { return .returned }
        if axes.fulfilment == .known(.delivered) { return .delivered }
        if axes.fulfilment == .known(.shipped) { return .shipped }
        if axes.isCompleted { return .completed }
        switch axes.acceptance {
        case .known(.accepted): return .accepted
        case .known(.ready), .known(.acceptSubmitted): return .ready
        case .known(.received), .known(.refused), .known(.cancelled), .unknown: return .received
        }
    }
}
