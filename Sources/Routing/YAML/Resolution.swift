/// Where `${env:…}` and `${file:…}` get their values from.
package enum Resolution {
    /// Nothing is asked of the machine; a reference without a default stays open and its type is not checked.
    case none
    /// The environment, and a reader of whole files that throws when a file cannot be read.
    case values(environment: [String: String], readFile: (String) throws -> String)
}
