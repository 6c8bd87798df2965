import Canonical

extension GlopalOrderTranslator {
    /// Reads buyer, ship-to and bill-to with the native and the romanised address.
    ///
    /// With parcel forwarding the shipping address is a hub's (found); it is taken as it is.
    func readParties(_ root: JSONReader, into order: inout Order) {
        if let customer = root.group("customer") {
            var buyer = Party()
            buyer.firstName = customer.text(Field.firstName)
            buyer.lastName = customer.text(Field.lastName)
            buyer.email = customer.text(Field.email)
            buyer.phones = customer.filledText(Field.phone).map { [$0] } ?? []
            order.parties.buyer = buyer
        }
        order.parties.shipTo = root.group(Field.shippingAddress).map { party(address($0)) }
        readRomanized(root, into: &order)
        order.parties.billTo = root.group(Field.billingAddress).map { party(address($0)) }
    }

    private func party(_ address: Address) -> Party {
        var party = Party()
        party.firstName = address.firstName
        party.lastName = address.lastName
        party.company = address.company
        party.email = address.email
        party.phones = address.phone.map { $0.isEmpty ? [] : [$0] } ?? []
        party.address = address
        return party
    }

    private func address(_ reader: JSONReader) -> Address {
        var address = Address()
        address.firstName = reader.text(Field.firstName)
        address.lastName = reader.text(Field.lastName)
        address.company = reader.text(Field.company)
        address.lines = Field.streetLines.compactMap { reader.filledText($0) }
        address.city = reader.text(Field.city)
        address.region = reader.text(Field.region)
        address.postalCode = reader.text(Field.postalCode)
        address.country = reader.text(Field.country)
        address.phone = reader.text(Field.phone)
        address.email = reader.text(Field.email)
        return address
    }

    /// Takes the romanised address unless it breaks its promise to be Latin-1 (stated).
    ///
    /// One that breaks it would stop a label printer. It stays in the residue and is flagged on the order.
    private func readRomanized(_ root: JSONReader, into order: inout Order) {
        guard let member = root.member(Field.romanizedAddress), member.kind == .object else { return }
        let wrong = member.node.members.filter {
            $0.value.stringValue?.unicodeScalars.contains { $0.value > 0xFF } == true
        }
        guard wrong.isEmpty else {
            var writer = JSONWriter(capacity: 128)
            writer.array { writer in
                for member in wrong { writer.string(member.value.pointer.description) }
            }
            order.extensions.append(
                Extension(name: GlopalOrderDetails.Addition.notLatin1, value: Self.validated(writer)))
            let names = wrong.map(\.key).joined(separator: ", ")
            order.notes.append(
                Note(
                    author: adapter, audience: .known(.merchant),
                    text: "The romanised address is not used: not Latin-1 in \(names)."))
            return
        }
        guard let reader = root.group(Field.romanizedAddress) else { return }
        order.parties.shipTo = order.parties.shipTo ?? Party()
        order.parties.shipTo?.romanizedAddress = address(reader)
    }
}
