/// An address as requests state it.
///
/// Source: contract B6; the last of the names are assumed.
struct ShippingAddress: Sendable, Equatable {
    let members: [String: String]
    let country: String
    let place: String

    private static let names = [
        "name", "user_reference", "company", "address1", "address2", "address3", "postcode", "state", "city", "country",
        "email", "phone", "vat_number",
    ]
    /// The members that carriers print.
    private static let printed = ["name", "company", "address1", "address2", "address3", "postcode", "state", "city"]

    /// - Throws: `ShippingRefusal` when a member is missing or has the wrong type.
    init(_ fields: ShippingFields) throws {
        for name in ["name", "address1", "city"] { _ = try fields.needText(name, 1...255) }
        country = try fields.needCountry("country")
        place = fields.path
        var members: [String: String] = [:]
        for name in Self.names { members[name] = try fields.text(name) }
        self.members = members
    }

    /// The printed members that a carrier's printer cannot print: those beyond U+00FF.
    var beyondLatin1: [String] {
        Self.printed.filter { members[$0]?.unicodeScalars.contains { $0.value > 0xFF } ?? false }
    }

    /// What makes two addresses the same.
    var key: String {
        Self.names.map { members[$0] ?? "" }.joined(separator: "\u{1F}")
    }

    /// The names that are looked up in sanction lists.
    var parties: [(field: String, name: String)] {
        ["name", "company"].compactMap { field in members[field].map { (field, $0) } }
    }

    /// What carriers do not take.
    ///
    /// Source: our choice; the pages say that carrier rules are checked, not which.
    var carrierErrors: [ShippingNotice] {
        let postcode = members["postcode"] ?? ""
        let digits = postcode.filter { $0.isASCII && $0.isNumber }.count
        let isPlausible =
            switch country {
            case "DE", "FR", "IT", "ES", "FI": digits == 5 && postcode.count == 5
            case "US": digits == 5 || digits == 9
            case "AT", "AU", "BE", "CH", "DK", "NO": digits == 4
            case "JP": digits == 7
            case "GB", "CA", "NL", "PL", "SE", "PT": !postcode.isEmpty
            default: true
            }
        var errors: [ShippingNotice] = []
        if !isPlausible {
            errors.append(.init("bad_postcode", "no postcode of \(country)", field: place + ".postcode"))
        }
        if ["US", "CA", "AU"].contains(country), (members["state"] ?? "").isEmpty {
            errors.append(.init("state_required", "a state is needed in \(country)", field: place + ".state"))
        }
        return errors
    }

    /// What carriers take with a sigh.
    var carrierWarnings: [ShippingNotice] {
        ["address1", "address2", "address3"].filter { (members[$0]?.count ?? 0) > 35 }.map {
            .init("long_line", "carriers print 35 characters", field: "\(place).\($0)")
        }
    }
}
