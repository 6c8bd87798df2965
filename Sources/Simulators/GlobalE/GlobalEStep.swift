/// Something that happens to an order on Global-e's side.
package enum GlobalEStep: Sendable, Equatable {
    /// SendOrderToMerchant goes out, for the first time or again.
    case announce
    /// The fraud check wants a closer look.
    case challenge
    /// The fraud check is passed and the customer has paid.
    case pay
    /// The fraud check has failed.
    case fraudCancel
    /// The customer wants the order no more.
    case customerCancel
    /// The customer's money is taken, which ends edits to a lower value.
    case capture
    /// Global-e stops the order, or lets it go on.
    case hold, release
    /// The parcels arrive in the hub.
    case receiveInHub
    /// The parcels leave for the customer.
    case ship
    /// The customer has them.
    case deliver
    /// The documents arrive; the size is that of each file in bytes.
    case documents(bytes: Int = 64)
    /// Global-e pays money back; none for all that is left.
    case refund(amount: Int64? = nil)
    /// Products may not go to the customer's country; none for the first line.
    case removeRestricted(skus: [String] = [])
    /// Any status code, as the minimal message or with the whole order.
    case status(code: String, reason: String? = nil, isFull: Bool = true)

    /// Reads a step as the control API spells it.
    ///
    /// - Throws: `ControlError` for a step that does not exist or lacks what it needs.
    init(_ name: String, _ options: Document) throws {
        switch name {
        case "announce": self = .announce
        case "challenge": self = .challenge
        case "pay": self = .pay
        case "fraud-cancel": self = .fraudCancel
        case "customer-cancel": self = .customerCancel
        case "capture": self = .capture
        case "hold": self = .hold
        case "release": self = .release
        case "receive-in-hub": self = .receiveInHub
        case "ship": self = .ship
        case "deliver": self = .deliver
        case "documents":
            let bytes = options["bytes"]?.integer ?? 64
            guard (1...64 << 20).contains(bytes) else { throw ControlError("bytes is out of bounds") }
            self = .documents(bytes: bytes)
        case "refund": self = .refund(amount: options["minorUnits"]?.count)
        case "remove-restricted": self = .removeRestricted(skus: options["skus"]?.all.compactMap(\.text) ?? [])
        case "status":
            guard let code = options["code"]?.text else { throw ControlError("code must be a string") }
            self = .status(code: code, reason: options["reason"]?.text, isFull: options["full"]?.bool ?? true)
        default: throw ControlError(status: 404, "there is no step \(name)")
        }
    }
}
