/// Where in an order an amount stands, such as `lines[2].unitPrice`; cheap until its text is asked for.
public struct AmountPath: Sendable, Hashable {
    /// The list or group, such as `lines` or `totals.stated`.
    let group: String
    /// The position in the list, from 0.
    let index: Int?
    /// The member, empty where the list's element is the amount's owner.
    let member: String
    /// The position in the member's list of components, from 0.
    let component: Int?

    init(_ group: String, _ index: Int? = nil, _ member: String = "", component: Int? = nil) {
        self.group = group
        self.index = index
        self.member = member
        self.component = component
    }

    /// The total that all parts of an order sum to.
    static let grandTotal = AmountPath("totals.stated", nil, "grand")

    /// The place as an RFC 6901 pointer, such as `/lines/2/unitPrice`.
    public var pointer: String {
        var pointer = "/"
        for character in description where character != "]" {
            pointer.append(character == "." || character == "[" ? "/" : character)
        }
        return pointer
    }
}

extension AmountPath: CustomStringConvertible {
    /// The path as ledgers spell it.
    public var description: String {
        var text = group
        if let index { text += "[\(index)]" }
        if !member.isEmpty { text += ".\(member)" }
        if let component { text += "[\(component)]" }
        return text
    }
}
