import Canonical

/// Everything about the calls to Global-e that is assumed because no published page states it.
extension GlobalEAssumptions {
    /// One place to correct when Global-e tells otherwise; what pages state is cited where it is used.
    enum Outbound {
        /// The call for a token: that user and password are posted is found, the members and the answer are assumed.
        enum Token {
            static let user: StaticString = "UserName"
            static let password: StaticString = "Password"
            /// Members that may hold the token, tried in this order and one level deep in ``envelopes`` too.
            static let members = ["token", "access_token", "accessToken", "jwt", "jwtToken", "authenticationToken"]
            /// Members that may wrap the answer.
            static let envelopes = ["data", "result", "response"]
            /// Members that may hold the token's life in seconds.
            static let lives = ["expires_in", "expiresIn", "expiresInSeconds"]
            /// The life of a token that names none, in seconds; fifteen minutes are found as the default.
            static let defaultLife = 900
            /// How long before its end a token is replaced, in seconds.
            static let margin = 60
            /// The longest life that is believed, in seconds.
            static let longestLife = 86_400
        }

        /// Whether the GUID in the query is written in lower case, as the vendor's own client does (found).
        static let queryGUIDIsLowerCase = true

        /// The status code of a cancellation when the settings map none; from a documented sample.
        static let cancelledStatus = "canceled"
        /// The reason whose code stands in where a fact gives no reason.
        static let defaultReason = "default"

        /// The member that says how metadata is updated; only its value, `Merge`, is documented.
        static let metadataUpdateType = "MetaDataUpdateType"
        /// The only documented value of ``metadataUpdateType``.
        static let merge = "Merge"

        /// The member of order details that would list refunds; undocumented, so its absence tells nothing.
        static let detailsRefunds = "Refunds"
        /// The member of a listed refund that may hold the reference that we gave it.
        static let refundReference = "externalReference"
        /// The members of order details that list parcels, and of a parcel that name it.
        static let detailsParcels = ["Parcels", "ParcelsTracking"]
        static let parcelNames: [String] = [
            "ParcelCode", "Code", "ParcelTrackingNumber", "TrackingNumber", "ParcelTracking",
        ]
        /// Whether a list of parcels in order details holds every parcel that was told, so that one missing was not.
        static let detailsListAllParcels = true

        /// The kinds of papers that customs make, which have a call of their own; others come from the labels' call.
        static let customsPapers = ["EAD", "11"]

        /// What a bare amount without lines or components is given back as.
        static let bareRefundIsServiceGesture = true
        /// How an amount is rounded after converting it with the order's rate.
        static let rounding = RoundingRule.halfUp
        /// The longest reference that a refund can be given, in characters (found).
        static let longestReference = 255
    }
}
