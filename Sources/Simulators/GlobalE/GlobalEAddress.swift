/// A postal address with the person at it, in plain text.
package struct GlobalEAddress: Sendable, Equatable {
    /// The person's names in Latin letters.
    package var firstName, lastName: String
    /// The person's names in the local script, if that is another.
    package var localFirstName, localLastName: String?
    /// The firm, if any.
    package var company: String?
    /// Street and number, and what follows.
    package var address1: String
    /// Floor, building and the like; a hub has the order's number there.
    package var address2: String?
    /// The town.
    package var city: String
    /// Code and name of the state; none where there are no states.
    package var stateCode, state: String?
    /// The postal code.
    package var zip: String
    /// How to reach the person.
    package var email, phone: String
    /// ISO 3166-1 codes of two and three letters, and the English name.
    package var country, country3, countryName: String

    /// The members of Merchant.CustomerDetails (contract 2.3), written through one function for every text.
    func document(_ spell: (String) -> String) -> Document {
        func text(_ value: String?) -> Document { Document(value.map(spell)) }
        return [
            "FirstName": text(firstName), "LastName": text(lastName), "FirstNameInLocalCulture": text(localFirstName),
            "LastNameInLocalCulture": text(localLastName), "MiddleName": nil, "Salutation": nil,
            "Company": text(company), "Address1": text(address1), "Address2": text(address2), "City": text(city),
            "CityRegion": nil, "StateCode": text(stateCode), "StateOrProvince": text(state), "Zip": text(zip),
            "Email": text(email), "Phone1": text(phone), "Phone2": nil, "Fax": nil, "CountryCode": .text(country),
            "CountryCode3": .text(country3), "CountryName": text(countryName), "AddressBookId": nil,
            "AddressBookName": nil, "SaveAddress": false, "VATRegistrationNumber": nil, "CustomerTaxId": nil,
            "CollectionPointId": nil,
        ]
    }
}
