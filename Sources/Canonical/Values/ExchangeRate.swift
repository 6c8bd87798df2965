/// The units of one currency that one unit of another buys.
public struct ExchangeRate: Sendable, Hashable {
    /// The currency of which there is exactly one unit.
    public var from: Currency
    /// The currency that the rate counts.
    public var to: Currency
    /// Units of `to` for one unit of `from`; up to 28 significant digits, greater than zero.
    public var rate: ExactDecimal
    /// What the rate is for, in the source's word (`order`, `rounding`, …).
    public var kind: String?
    /// The adapter that stated the rate.
    public var source: String?
    /// When the rate was fixed.
    public var time: Instant?

    /// Creates a rate of `rate` units of `to` for one `from`.
    public init(
        from: Currency, to: Currency, rate: ExactDecimal, kind: String? = nil, source: String? = nil,
        time: Instant? = nil
    ) {
        self.from = from
        self.to = to
        self.rate = rate
        self.kind = kind
        self.source = source
        self.time = time
    }
}
