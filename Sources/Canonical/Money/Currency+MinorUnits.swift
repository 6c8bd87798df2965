extension Currency {
    /// The decimal places of an amount in this currency: 0, 2, 3 or 4.
    ///
    /// Two for every code that the table does not name, unknown codes included.
    /// Source: ISO 4217, list one, column "minor units" (stated); two for unknown codes is assumed.
    public var minorUnitDigits: Int {
        if Self.withoutMinorUnit.contains(letters) { return 0 }
        if Self.withThreeDigits.contains(letters) { return 3 }
        return Self.withFourDigits.contains(letters) ? 4 : 2
    }

    private static let withoutMinorUnit = codes(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")
    private static let withThreeDigits = codes("BHD IQD JOD KWD LYD OMR TND")
    private static let withFourDigits = codes("CLF UYW")

    private static func codes(_ list: String) -> Set<UInt32> {
        Set(list.split(separator: " ").compactMap { pack($0.utf8) })
    }
}
