/// A postal address as stated; personal data.
public struct Address: Sendable, Equatable {
    /// Given name, when the address carries one of its own.
    public var firstName: String?
    /// Family name, when the address carries one of its own.
    public var lastName: String?
    /// Company, when the address carries one of its own.
    public var company: String?
    /// Street lines in order.
    public var lines: [String]
    /// City.
    public var city: String?
    /// State, province or region as stated.
    public var region: String?
    /// Postal code; opaque text.
    public var postalCode: String?
    /// Country, ISO 3166-1 alpha-2.
    public var country: String?
    /// Telephone for the delivery.
    public var phone: String?
    /// E-mail for the delivery.
    public var email: String?

    /// Creates an address of which nothing is stated.
    public init() { lines = [] }
}
