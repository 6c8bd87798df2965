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
    ///
    /// Put together by hand: a translation asks for one of these for every amount, and interpolation takes most of its
    /// time then.
    public var description: String {
        var text = ""
        text.reserveCapacity(group.utf8.count + member.utf8.count + 16)
        text += group
        Self.append(index, to: &text)
        if !member.isEmpty {
            text += "."
            text += member
        }
        Self.append(component, to: &text)
        return text
    }

    private static func append(_ position: Int?, to text: inout String) {
        guard let position else { return }
        text += "["
        text += String(position)
        text += "]"
    }
}
