import AdapterKit
import Canonical

extension GlobalEOrderDescription {
    /// Reads or writes the end customer's addresses, the hub's, and the importer's.
    ///
    /// The end customer's side is form-encoded, the other is plain text and belongs to Global-e or its hub (contract 1.5).
    /// Global-e's own billing address has no place in an order and stays in the residue.
    func parties(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        let other = side == "Primary" ? "Secondary" : "Primary"
        try party(top.object("\(side)Shipping"), &order.parties.shipTo, isEndCustomer: true)
        try party(top.object("\(side)Billing"), &order.parties.billTo, isEndCustomer: true)
        try party(top.object("\(other)Shipping"), &order.parties.hub, isEndCustomer: false)
        try importer(top, &order)
        if top.isReading { order.parties.buyer = Self.buyer(order.parties) }
    }

    private func party(
        _ scribe: GlobalEScribe?, _ party: inout Party?, isEndCustomer: Bool
    ) throws(JSONReadError) {
        guard let scribe else { return }
        var person = party ?? Party()
        let known = person
        let style: GlobalEFormCoding.Style = isEndCustomer ? .form : .plain
        try scribe.text("FirstName", &person.firstName, style)
        try scribe.text("LastName", &person.lastName, style)
        try scribe.text("Company", &person.company, style)
        try scribe.text("Email", &person.email, style)
        try list(
            scribe, ["Phone1", "Phone2"], &person.phones, isEndCustomer ? .phone : .plain)
        try list(scribe, ["VATRegistrationNumber", "CustomerTaxId"], &person.taxIDs, style)
        var address = person.address ?? Address()
        try describe(scribe, &address, style)
        guard scribe.isReading else { return }
        if address != Address() { person.address = Self.complete(address, person) }
        guard person != known else { return }
        person.isEndCustomer = isEndCustomer
        party = person
    }

    private func describe(
        _ scribe: GlobalEScribe, _ address: inout Address, _ style: GlobalEFormCoding.Style
    ) throws(JSONReadError) {
        try list(scribe, ["Address1", "Address2"], &address.lines, style)
        try scribe.text("City", &address.city, style)
        // One region, as a code where there is one; the name beside it stays in the residue.
        for key in ["StateCode", "StateOrProvince", "StateOrProvice"] {
            let isTaken = scribe.isReading && address.region != nil
            if !isTaken { try scribe.text(key, &address.region, style, except: GlobalEAssumptions.noRegion) }
        }
        try scribe.text("Zip", &address.postalCode, style)
        try scribe.text("CountryCode", &address.country, style)
    }

    /// Several members that make one list, the empty ones left out.
    private func list(
        _ scribe: GlobalEScribe, _ keys: [String], _ values: inout [String], _ style: GlobalEFormCoding.Style
    ) throws(JSONReadError) {
        var rest = values[...]
        for key in keys {
            var value = !scribe.isReading && scribe.has(key) ? rest.popFirst() : nil
            try scribe.text(key, &value, style)
            if scribe.isReading, let value { values.append(value) }
        }
    }

    /// The address with the names and contacts that labels are printed from.
    private static func complete(_ address: Address, _ person: Party) -> Address {
        var address = address
        address.firstName = person.firstName
        address.lastName = person.lastName
        address.company = person.company
        address.email = person.email
        address.phone = person.phones.first
        return address
    }

    private static func buyer(_ parties: Parties) -> Party? {
        guard
            let source = [parties.billTo, parties.shipTo].compactMap({ $0 }).first(where: { $0.email != nil })
                ?? parties.billTo ?? parties.shipTo
        else { return nil }
        var buyer = Party()
        buyer.firstName = source.firstName
        buyer.lastName = source.lastName
        buyer.company = source.company
        buyer.email = source.email
        buyer.phones = source.phones
        buyer.isEndCustomer = true
        return buyer
    }

    /// The importer's address is plain text, whoever it is (derived from the sample of a replacement order).
    private func importer(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        guard let details = top.object("ImporterDetails") else { return }
        var person = order.parties.importer ?? Party()
        let known = person
        try list(details, ["CustomerTaxId"], &person.taxIDs, .plain)
        if let place = details.object("Address") {
            try place.text("Name", &person.lastName)
            var address = person.address ?? Address()
            try describe(place, &address, .plain)
            if top.isReading, address != Address() { person.address = address }
        }
        if top.isReading, person != known { order.parties.importer = person }
    }

    /// Which side of a document is the end customer's, with the fall-backs for a flag that is not there.
    ///
    /// Source: contract 1.5: `Customer.IsEndCustomerPrimary` decides, false unless stated; a documented sample has no
    /// `Customer` and its encoded side is the primary one, so an encoded e-mail decides then, and after it the names
    /// under which Global-e's hubs appear.
    static func endCustomerSide(of message: JSONReader) -> String {
        func member(_ path: String...) -> JSONNode? {
            var reader: JSONReader? = message
            for key in path { reader = reader?.member(key) }
            return reader?.node
        }
        if let flag = member("Customer", "IsEndCustomerPrimary")?.looseBool { return flag ? "Primary" : "Secondary" }
        let sides = ["Secondary", "Primary"]
        let isEncoded = sides.filter { side in
            ["Shipping", "Billing"].contains { part in
                member(side + part, "Email")?.stringValue.map { GlobalEFormCoding.hasEscape($0) } ?? false
            }
        }
        if isEncoded.count == 1 { return isEncoded[0] }
        let isGlobalE = sides.filter { side in
            let name = member("\(side)Shipping", "FirstName")?.stringValue ?? ""
            return GlobalEAssumptions.hubNames.contains(name.lowercased())
        }
        if isGlobalE.count == 1 { return isGlobalE[0] == "Primary" ? "Secondary" : "Primary" }
        return member("SecondaryShipping")?.kind == .object ? "Secondary" : "Primary"
    }
}
