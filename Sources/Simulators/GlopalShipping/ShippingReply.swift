/// What a call that was done says besides the envelope.
struct ShippingReply: Sendable {
    var members: [Document.Member]
    var warnings: [ShippingNotice] = []
    /// Whether the `error` member is left out, which no client may take for success.
    var omitsError = false

    init(_ members: [Document.Member] = [], warnings: [ShippingNotice] = []) {
        self.members = members
        self.warnings = warnings
    }
}
