/// Everything about Global-e that is assumed because no published page states it, or pages contradict each other.
///
/// One place to correct when Global-e tells otherwise. The paragraphs are those of the contract reference.
enum GlobalEAssumptions {
    /// What status codes mean that the settings do not name, in lower case.
    ///
    /// Codes belong to the merchant's vocabulary (section 4, stated); these are those of samples and vendor code (3.13).
    static let statuses: [String: GlobalEConfiguration.StatusMeaning] = [
        "canceled": .cancelled, "cancelled": .cancelled, "custom.cancelled": .cancelled, "failed": .cancelled,
        "completed": .completed,
    ]

    /// How far the clock that made a notification's token may differ from ours, in seconds; not documented (1.3).
    static let tokenClockTolerance: Int64 = 60

    /// Texts that stand for no value, in lower case (stated in samples, 1.4).
    static let noValue: Set<String> = ["undefined", "n/a"]
    /// Texts that stand for no region, in lower case (stated in samples, 1.4).
    static let noRegion: Set<String> = ["nn", "undefined", "n/a"]
    /// First names under which Global-e's own addresses appear, in lower case (derived from samples).
    static let hubNames: Set<String> = ["globale", "global-e"]
    /// Members whose values are neither stored in orders and facts nor written again: numbers of cards (2.6).
    static let neverKept = ["CardNumber", "CVVNumber"]

    /// The DiscountType of a discount on shipping (found, section 5).
    static let shippingDiscount = "2"
    /// The DiscountType of a discount on duties (found, section 5).
    static let dutiesDiscount = "4"
    /// Names, in lower case, of discounts that are taken off amounts outside the total (derived from the edit sample).
    static let hiddenDiscountNames: Set<String> = ["hidden ddp"]
    /// DiscountSource by its number (found, section 5); who bears a discount is known for the first only.
    static let discountSources: [String: String] = [
        "1": "merchant", "2": "FixedShippingPrice", "3": "PercentageCartPrice", "4": "HiddenForceDDP", "5": "Amend",
        "6": "RemoteAreaSurchargeSubsidy", "7": "LoyaltyPoints", "8": "PaymentCharge", "9": "ReplacementOrder",
    ]
    /// Sources of discounts that the buyer is not shown (derived from the name).
    static let hiddenSources: Set<String> = ["HiddenForceDDP"]

    /// DocumentTypeCode by its number (found, section 5; the ninth is misspelt there).
    static let documentKinds: [String: String] = [
        "1": "CommercialInvoice", "2": "PackingList", "3": "ShipperManifest", "4": "Label", "5": "VATInvoice",
        "6": "DangerousGoodDeclarationLink", "7": "GELabel", "8": "CustomerReceiptInvoice", "9": "ArchiveLabel",
        "10": "DeliveryAdvice", "11": "EAD",
    ]
    /// The longest base64 text of a paper that a fact carries, in bytes; longer ones stay in the stored message alone.
    static let largestCarriedPaper = 1 << 20

    /// The member that holds the parcel of a dispatch notification; the page's sample is known in part (3.19).
    static let dispatchedParcels = ["DispatchedParcel", "Parcel"]
    /// The direction of goods that go on from a hub; they were counted when the merchant shipped them.
    static let onwardDirection = "hub-to-customer"

    /// What errors are answered with: a status other than 200 is stated (1.6), which one and which codes is not; the
    /// codes are those of vendor code (2.2).
    enum Answer {
        static let conflict = 409
        static let unknownOrder = 404
        static let held = 422
        static let refused = 500
        static let generic = "100"
        static let notFound = "301"
        static let invalid = "500"
        static let collision = "501"
    }
}
