/// What the contract leaves open and this simulator decides; each is assumed and changed here alone.
package struct GlopalShippingSimulatorAssumptions: Sendable {
    /// The path of the close-out, which its page omits (contract B1).
    package var closeoutPath = "/outbound/closeout"
    /// The operations whose body lies under `args`; all others are bare (contract B7).
    package var wrapped: Set<String> = ["calculate_order", "calculate_product", "classify", "discover_prohibitions"]
    /// The status of a request whose members miss the published form, such as an empty selector.
    package var invalidStatus = 400
    /// The status of a request that is well formed and turned down; 200 does not mean success (contract B5).
    package var refusalStatus = 200
    /// How far a request's time may lie from ours, in seconds, either way (contract B4: ±300).
    package var clockWindow: Int64 = 300
    /// Whether a pair of login and timestamp opens the door once only (contract B4, derived).
    package var refusesReusedTimestamps = true
    /// Whether a call with an alias signs the alias; else the login, with the alias's secret (contract B3).
    package var aliasIsSigned = false
    /// How the `error` member is spelled; the samples use numbers (contract B5).
    package var errorSpelling = ErrorSpelling.number
    /// Whether members of `errors` and `warnings` are plain texts; else objects with code, message and field.
    package var noticesAreTexts = false
    /// Whether successful answers carry empty lists of warnings.
    package var writesEmptyWarnings = false
    /// How long a quote can be used, in seconds.
    package var quoteLife: Int64 = 86_400
    /// Whether a consignee outside of Latin-1 is refused (contract B7).
    package var refusesBeyondLatin1 = true
    /// Whether parcels have to fit every selector of a close-out; else one of them is enough.
    package var selectorsNarrow = false
    /// Whether an unlabelled order can be returned.
    package var returnsNeedShipment = true
    /// The member of `wants` that asks for a saved address (contract B9 names none).
    package var wantsAddressID = "address_id"

    /// The forms of the `error` member that a reader has to bear.
    package enum ErrorSpelling: String, Sendable, CaseIterable {
        /// `0` and `1`.
        case number
        /// `"0"` and `"1"`.
        case text
        /// `false` and `true`.
        case boolean
        /// Each answer in the next of the other forms.
        case varied
    }

    /// The decisions as they stand.
    package init() {}
}
