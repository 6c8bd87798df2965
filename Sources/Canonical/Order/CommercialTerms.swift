/// Who sells and who imports, and under which terms.
public struct CommercialTerms: Sendable, Equatable {
    /// Who pays duties and taxes at the border.
    public enum Incoterm: String, Sendable, Hashable { case ddp = "DDP", dap = "DAP" }

    /// A company that answers for the order to an authority.
    public struct Responsible: Sendable, Equatable {
        /// The company's name.
        public var name: String?
        /// VAT registration number.
        public var vatNumber: String?
        /// EU economic operator number.
        public var eoriNumber: String?
        /// Import one-stop-shop number; given to the carrier for the orders so marked and no others.
        public var iossNumber: String?

        /// Creates a responsible company; every number is optional.
        public init(
            name: String? = nil, vatNumber: String? = nil, eoriNumber: String? = nil, iossNumber: String? = nil
        ) {
            self.name = name
            self.vatNumber = vatNumber
            self.eoriNumber = eoriNumber
            self.iossNumber = iossNumber
        }
    }

    /// The company that sells to the buyer.
    public var sellerOfRecord: Responsible?
    /// The company or person that imports.
    public var importerOfRecord: Responsible?
    /// The company that exports.
    public var exporterOfRecord: Responsible?
    /// DDP or DAP, as stated or derived from a guarantee.
    public var incoterm: CodeValue<Incoterm>?
    /// Whether the provider guarantees the duties that the buyer paid.
    public var dutiesGuaranteed: Bool?
    /// Whether the stated prices include tax.
    public var taxIncluded: Bool?
    /// Whether the stated prices include duty.
    public var dutyIncluded: Bool?
    /// The provider's rule for calculating tax, in its own word.
    public var taxCalculationRule: String?
    /// Whether a business buys.
    public var isBusiness: Bool?

    /// Creates terms of which nothing is stated.
    public init() {}
}
