/// One person or company with its address; personal data.
public struct Party: Sendable, Equatable {
    /// Given name as stated.
    public var firstName: String?
    /// Family name as stated.
    public var lastName: String?
    /// Company name.
    public var company: String?
    /// E-mail address.
    public var email: String?
    /// Telephone numbers as stated, first is preferred.
    public var phones: [String]
    /// Tax ids as stated.
    public var taxIDs: [String]
    /// The address in the party's own script.
    public var address: Address?
    /// The same address in Latin-1 characters, as the provider romanised it; never invented here.
    public var romanizedAddress: Address?
    /// Whether this party is the end customer, when the provider says.
    public var isEndCustomer: Bool?

    /// Creates a party of which nothing is stated.
    public init() {
        phones = []
        taxIDs = []
    }
}
