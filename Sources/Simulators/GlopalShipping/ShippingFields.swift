/// Reads the members of a request, each with its path for the refusal.
struct ShippingFields: Sendable {
    let value: Document
    /// The path of this object, empty for the body itself.
    let path: String

    init(_ value: Document, path: String = "") {
        self.value = value
        self.path = path
    }

    func place(_ name: String) -> String { path.isEmpty ? name : path + "." + name }

    /// A member that is there and not `null`.
    func member(_ name: String) -> Document? {
        // Not `flatMap`: there, the literal `nil` would become the document `null`.
        guard let member = value[name], !member.isNull else { return nil }
        return member
    }

    /// A text within a number of characters, without line breaks, as `^.{3,255}$`.
    ///
    /// - Throws: `ShippingRefusal` when it is something else.
    func text(_ name: String, _ length: ClosedRange<Int> = 0...255) throws -> String? {
        guard let member = member(name) else { return nil }
        return try Self.text(member, length, at: place(name))
    }

    /// A text that has to be there.
    ///
    /// - Throws: `ShippingRefusal` when it is absent or something else.
    func needText(_ name: String, _ length: ClosedRange<Int> = 1...255) throws -> String {
        guard let text = try text(name, length) else { throw missing(name) }
        return text
    }

    /// One text or a list of them; none when absent.
    ///
    /// - Throws: `ShippingRefusal` when it is something else.
    func texts(_ name: String, _ length: ClosedRange<Int>) throws -> [String] {
        guard let member = member(name) else { return [] }
        guard let elements = member.elements else { return [try Self.text(member, length, at: place(name))] }
        return try elements.enumerated().map { try Self.text($1, length, at: "\(place(name))[\($0)]") }
    }

    /// Two capital letters of ISO 3166-1.
    ///
    /// - Throws: `ShippingRefusal` when it is absent or something else.
    func needCountry(_ name: String) throws -> String {
        guard let country = try country(name) else { throw missing(name) }
        return country
    }

    func country(_ name: String) throws -> String? {
        guard let text = try text(name) else { return nil }
        guard Self.isCapitals(text, 2) else {
            throw ShippingRefusal.invalid(place(name), "must be two capital letters")
        }
        return text
    }

    func needCurrency(_ name: String) throws -> String {
        let text = try needText(name)
        guard Self.isCapitals(text, 3) else {
            throw ShippingRefusal.invalid(place(name), "must be a currency's three capital letters")
        }
        return text
    }

    /// A boolean, also as 0 or 1, as number or text (contract B1).
    ///
    /// - Throws: `ShippingRefusal` when it is something else.
    func flag(_ name: String, default standard: Bool) throws -> Bool {
        switch member(name) {
        case .none: return standard
        case .bool(let flag): return flag
        case .number("0"), .text("0"): return false
        case .number("1"), .text("1"): return true
        default: throw ShippingRefusal.invalid(place(name), "must be a boolean")
        }
    }

    /// An amount of a currency in minor units; 100,000,000 major units at most.
    ///
    /// - Throws: `ShippingRefusal` when it is negative, too big, too fine or no number.
    func amount(_ name: String, _ currency: String) throws -> Int64? {
        guard let member = member(name) else { return nil }
        guard let spelling = member.number, let amount = MinorUnits(major: spelling, currency),
            (0...10_000_000_000).contains(amount.count)
        else { throw ShippingRefusal.invalid(place(name), "must be an amount in \(currency)") }
        return amount.count
    }

    /// A price of one in millionths of the currency's major unit; 100,000,000 major units at most.
    ///
    /// Prices of one may be finer than the currency, as half of 0.99 is.
    /// - Throws: `ShippingRefusal` when it is absent, negative, too big, too fine or no number.
    func needPrice(_ name: String) throws -> Int64 {
        guard let member = member(name) else { throw missing(name) }
        let parts = (member.number ?? "").split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        let digits = parts.joined()
        guard (1...2).contains(parts.count), parts[0].utf8.count <= 9, fraction.utf8.count <= 6,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let price = Int64(digits + String(repeating: "0", count: 6 - fraction.utf8.count)),
            price <= 100_000_000_000_000
        else { throw ShippingRefusal.invalid(place(name), "must be a price of at most six decimals") }
        return price
    }

    /// A positive whole number up to ten thousand.
    ///
    /// - Throws: `ShippingRefusal` when it is absent or something else.
    func needQuantity(_ name: String) throws -> Int64 {
        guard let member = member(name) else { throw missing(name) }
        guard let count = member.integer, (1...10_000).contains(count) else {
            throw ShippingRefusal.invalid(place(name), "must be a whole number from 1 on")
        }
        return Int64(count)
    }

    func object(_ name: String) throws -> ShippingFields? {
        guard let member = member(name) else { return nil }
        guard member.members != nil else { throw ShippingRefusal.invalid(place(name), "must be an object") }
        return ShippingFields(member, path: place(name))
    }

    func needObject(_ name: String) throws -> ShippingFields {
        guard let object = try object(name) else { throw missing(name) }
        return object
    }

    /// A list of at most a thousand objects; none when absent.
    ///
    /// - Throws: `ShippingRefusal` when it is something else.
    func objects(_ name: String) throws -> [ShippingFields] {
        guard let member = member(name) else { return [] }
        guard let elements = member.elements, elements.count <= 1000 else {
            throw ShippingRefusal.invalid(place(name), "must be a list of at most 1000")
        }
        return try elements.enumerated().map { index, element in
            guard element.members != nil else {
                throw ShippingRefusal.invalid("\(place(name))[\(index)]", "must be an object")
            }
            return ShippingFields(element, path: "\(place(name))[\(index)]")
        }
    }

    func needObjects(_ name: String) throws -> [ShippingFields] {
        let objects = try objects(name)
        guard !objects.isEmpty else { throw missing(name) }
        return objects
    }

    func missing(_ name: String) -> ShippingRefusal {
        .init(.invalid, [.init("required", "\(place(name)) is required", field: place(name))])
    }

    private static func text(_ value: Document, _ length: ClosedRange<Int>, at place: String) throws -> String {
        guard let text = value.text else { throw ShippingRefusal.invalid(place, "must be a string") }
        guard length.contains(text.unicodeScalars.count), !text.unicodeScalars.contains(where: { $0 == "\n" }) else {
            throw ShippingRefusal.invalid(
                place, "must have \(length.lowerBound) to \(length.upperBound) characters on one line")
        }
        return text
    }

    private static func isCapitals(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }
}
