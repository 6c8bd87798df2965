/// One call by somebody who was let in.
struct ShippingCall: Sendable {
    let login: String
    let body: ShippingFields
    /// Why the first member of the batch has to fail, when a control call has asked for that.
    let failing: ShippingNotice?
    let pen: ShippingPen
}
