/// How much a field tells about somebody; decides where it may appear.
public enum PrivacyClass: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// Says nothing about anybody: codes, states, countries.
    case `public`
    /// Says something about a merchant's or provider's business.
    case business
    /// Says something about a person; never in logs, metrics or errors.
    case personal
    /// Says something about a person that harms when it gets out, such as a tax id.
    case sensitive
    /// Opens something; never shown at all.
    case secret

    /// The class's name.
    public var name: String {
        switch self {
        case .public: "public"
        case .business: "business"
        case .personal: "personal"
        case .sensitive: "sensitive"
        case .secret: "secret"
        }
    }

    /// Orders classes from public to secret.
    public static func < (left: PrivacyClass, right: PrivacyClass) -> Bool { left.rawValue < right.rawValue }
}
