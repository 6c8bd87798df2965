import AdapterKit
import Canonical

/// An address as the service takes it: Latin-1 only, because carriers print nothing else.
///
/// Source: addresses (found names); that a label wants Latin-1 is derived from the romanised address of the Order API.
struct GlopalShippingAddress: Sendable, Equatable {
    typealias Name = GlopalShippingAssumptions.Name

    var name: String?
    var company: String?
    /// One to three street lines; more are joined in the third.
    var lines: [String]
    var postcode: String?
    var city: String?
    var state: String?
    var country: String?
    var email: String?
    var phone: String?
    var vatNumber: String?

    /// The consignee: from the romanised address when there is one, else from the native one.
    ///
    /// - Throws: `TranslationProblem` with the pointer of what is missing or cannot be printed.
    init(consigneeOf order: Order) throws(TranslationProblem) {
        let path = order.parties.shipTo != nil ? "shipTo" : "buyer"
        guard let party = order.parties.shipTo ?? order.parties.buyer else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/parties/shipTo", message: "the order names nobody to ship to")
        }
        self = try Self.printable(party, at: "/parties/\(path)")
        email = email ?? order.parties.buyer?.email
        phone = phone ?? order.parties.buyer?.phones.first
        guard name != nil || company != nil else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/parties/\(path)/lastName", message: "the consignee has no name")
        }
        guard let country, Self.isCountry(country) else {
            throw TranslationProblem(
                code: "field.value", pointer: "/parties/\(path)/address/country",
                message: "the consignee's country is no code of two capitals")
        }
        guard !lines.isEmpty else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/parties/\(path)/address/lines",
                message: "the consignee has no street")
        }
    }

    /// The billing address when it can be printed; nothing depends on it.
    init?(billingOf order: Order) {
        // One that cannot be printed is left out; the consignee alone decides where the parcel goes.
        guard let party = order.parties.billTo, party.address != nil || party.romanizedAddress != nil,
            let address = try? Self.printable(party, at: "/parties/billTo")
        else { return nil }
        self = address
    }

    /// The shipper of the settings; nil when none is given.
    init?(shipper settings: Settings) {
        func text(_ name: String) -> String? { settings.string("shipper.\(name)") }
        name = text("name")
        company = text("company")
        lines = [text("address1"), text("address2")].compactMap { $0 }
        postcode = text("postcode")
        city = text("city")
        state = text("state")
        country = text("country")
        email = text("email")
        phone = text("phone")
        vatNumber = text("vat_number")
        if self == GlopalShippingAddress() { return nil }
    }

    private init() { lines = [] }

    /// Two capital letters.
    static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    /// The party with its romanised address, or with its native one where that is Latin-1.
    private static func printable(
        _ party: Party, at path: String
    ) throws(TranslationProblem) -> GlopalShippingAddress {
        let isRomanized = party.romanizedAddress != nil
        let place = "\(path)/\(isRomanized ? "romanizedAddress" : "address")"
        guard let source = party.romanizedAddress ?? party.address else {
            throw TranslationProblem(code: "field.missing", pointer: place, message: "there is no address")
        }
        func own(_ member: String, _ value: String?, or other: String?) throws(TranslationProblem) -> String? {
            if let value = try text(value, at: "\(place)/\(member)") { return value }
            return try text(other, at: "\(path)/\(member)")
        }
        var address = GlopalShippingAddress()
        let first = try own("firstName", source.firstName, or: party.firstName)
        let last = try own("lastName", source.lastName, or: party.lastName)
        let full = [first, last].compactMap { $0 }.joined(separator: " ")
        address.name = full.isEmpty ? nil : full
        address.company = try own("company", source.company, or: party.company)
        for (index, line) in source.lines.enumerated() {
            guard let line = try text(line, at: "\(place)/lines/\(index)") else { continue }
            if address.lines.count < Name.addressLines.count {
                address.lines.append(line)
            } else {
                address.lines[address.lines.count - 1] += ", \(line)"
            }
        }
        address.postcode = try text(source.postalCode, at: "\(place)/postalCode")
        address.city = try text(source.city, at: "\(place)/city")
        address.state = try text(source.region, at: "\(place)/region")
        address.country = try text(source.country, at: "\(place)/country")
        address.email = try own("email", source.email, or: party.email)
        address.phone = try text(source.phone, at: "\(place)/phone")
        if address.phone == nil { address.phone = try text(party.phones.first, at: "\(path)/phones/0") }
        address.vatNumber = try text(party.taxIDs.first, at: "\(path)/taxIDs/0")
        return address
    }

    /// A text that is there and Latin-1; nil when it is absent or empty.
    private static func text(_ value: String?, at pointer: String) throws(TranslationProblem) -> String? {
        guard let value, !value.isEmpty else { return nil }
        guard value.unicodeScalars.allSatisfy({ $0.value <= 0xFF }) else {
            throw TranslationProblem(
                code: "address.not-latin1", pointer: pointer,
                message: "has characters beyond Latin-1, which no label can carry; a romanised address is needed")
        }
        return value
    }

    /// Writes the address as one object.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field(Name.name, name)
            writer.field(Name.company, company)
            for (index, line) in lines.enumerated() { writer.field(Name.addressLines[index], line) }
            writer.field(Name.postcode, postcode)
            writer.field(Name.city, city)
            writer.field(Name.state, state)
            writer.field(Name.country, country)
            writer.field(Name.email, email)
            writer.field(Name.phone, phone)
            writer.field(Name.vatNumber, vatNumber)
        }
    }
}

extension JSONWriter {
    /// Writes a member that is there and not empty.
    mutating func field(_ name: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        key(name)
        string(text)
    }

    /// Writes a number that is there, as a number.
    mutating func field(_ name: String, _ number: ExactDecimal?) {
        guard let number else { return }
        key(name)
        decimal(number)
    }

    /// Writes a whole number.
    mutating func field(_ name: String, whole number: Int) {
        key(name)
        int(number)
    }
}
