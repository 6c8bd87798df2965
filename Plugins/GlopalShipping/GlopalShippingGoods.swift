import AdapterKit
import Canonical

/// The lines that are left of an order, each with its value for customs, all in one currency.
///
/// Source: order creation (assumed): one currency for all amounts; a declared value is the unit price less discount.
struct GlopalShippingGoods {
    /// One line.
    struct Item {
        var line: Line
        /// Its position in the order.
        var position: Int
        /// Pieces that were ordered and not cancelled.
        var quantity: Int
        /// Major units of the currency for one piece.
        var unitPrice: ExactDecimal
        /// What is declared at the border for one piece, major units.
        var declaredValue: ExactDecimal
        /// The declared value before it was rounded.
        var exactValue: ExactDecimal
        /// Whether a source stated the declared value, or it was computed or converted.
        var origin: Amounts.Origin
        /// Digits only.
        var hsCode: String?
    }

    /// The side of the order that the amounts are taken from.
    let role: Role
    let currency: Currency
    let items: [Item]

    /// The sides in the sequence in which they are tried; what is stated for customs goes first.
    private static let roles: [Role] = [.customs, .customer, .merchant]

    /// Works the goods out.
    ///
    /// - Throws: `TranslationProblem` with the pointer of the line's field that stands in the way.
    init(_ order: Order) throws(TranslationProblem) {
        var left: [(position: Int, quantity: Int)] = []
        for (position, line) in order.lines.enumerated() {
            let quantity = try Self.quantity(of: line, at: position)
            if quantity > 0 { left.append((position, quantity)) }
        }
        guard !left.isEmpty else {
            throw TranslationProblem(code: "field.missing", pointer: "/lines", message: "there is nothing to ship")
        }
        let lines = left.map { order.lines[$0.position] }
        guard let (role, currency) = Self.valuation(of: lines) else {
            throw TranslationProblem(
                code: "money.missing", pointer: "/lines/\(Self.unvalued(left, order))/unitPrice",
                message: "the goods have no value in one and the same currency, which customs wants")
        }
        self.role = role
        self.currency = currency
        var items: [Item] = []
        for (position, quantity) in left {
            items.append(try Self.item(order.lines[position], position, quantity, role, currency))
        }
        self.items = items
    }

    /// The first side of which every line has a price or a value in one currency.
    private static func valuation(of lines: [Line]) -> (Role, Currency)? {
        for role in roles {
            let values = lines.compactMap { price(of: $0, role) }
            guard values.count == lines.count, let currency = values.first?.currency,
                values.allSatisfy({ $0.currency == currency }),
                lines.allSatisfy({ ($0.customsValue[role]?.money.currency ?? currency) == currency })
            else { continue }
            return (role, currency)
        }
        return nil
    }

    private static func price(of line: Line, _ role: Role) -> Money? {
        line.unitPrice[role]?.money ?? line.customsValue[role]?.money ?? line.discountedPrice[role]?.money
    }

    private static func unvalued(_ left: [(position: Int, quantity: Int)], _ order: Order) -> Int {
        left.first { place in roles.allSatisfy { price(of: order.lines[place.position], $0) == nil } }?.position
            ?? left.first?.position ?? 0
    }

    private static func quantity(of line: Line, at position: Int) throws(TranslationProblem) -> Int {
        // The difference of two quantities fits wherever both do.
        let left = (try? line.quantity.subtracting(line.counters.cancelled)) ?? line.quantity
        guard left > 0 else { return 0 }
        guard let whole = left.integerValue else {
            throw TranslationProblem(
                code: "field.value", pointer: "/lines/\(position)/quantity", message: "only whole pieces can be shipped"
            )
        }
        return whole
    }

    private static func item(
        _ line: Line, _ position: Int, _ quantity: Int, _ role: Role, _ currency: Currency
    ) throws(TranslationProblem) -> Item {
        let price = Self.price(of: line, role)?.amount ?? .zero
        let (exact, origin) = try declared(line, position, price, role, currency)
        let value = origin == .computed ? exact.rounded(toScale: currency.minorUnitDigits) : exact
        guard !value.isNegative, !price.isNegative else {
            throw TranslationProblem(
                code: "money.negative", pointer: "/lines/\(position)/unitPrice",
                message: "a value below zero cannot be declared")
        }
        if let country = line.originCountry, !GlopalShippingAddress.isCountry(country) {
            throw TranslationProblem(
                code: "field.value", pointer: "/lines/\(position)/originCountry",
                message: "the country of origin is no code of two capitals")
        }
        return Item(
            line: line, position: position, quantity: quantity, unitPrice: price, declaredValue: value,
            exactValue: exact, origin: origin, hsCode: try hsCode(line, position))
    }

    /// What is declared for one piece: the stated value, the stated discounted price, or the price less its discount.
    private static func declared(
        _ line: Line, _ position: Int, _ price: ExactDecimal, _ role: Role, _ currency: Currency
    ) throws(TranslationProblem) -> (ExactDecimal, Amounts.Origin) {
        if let stated = line.customsValue[role] { return (stated.money.amount, stated.origin) }
        if let stated = line.discountedPrice[role], stated.money.currency == currency {
            return (stated.money.amount, stated.origin)
        }
        let discounts = line.components.filter { $0.kind == .discount && !$0.isIncluded }
            .compactMap { $0.amounts[role]?.money }.filter { $0.currency == currency }.map(\.amount)
        do {
            let discount = try ExactDecimal.sum(discounts)
            guard !discount.isZero else { return (price, line.unitPrice[role]?.origin ?? .stated) }
            let each = try discount.divided(by: line.quantity, scale: currency.minorUnitDigits + 4)
            return (try price.subtracting(each), .computed)
        } catch {
            throw TranslationProblem(
                code: "money.arithmetic", pointer: "/lines/\(position)/unitPrice", message: "\(error)")
        }
    }

    /// The digits of the HS code without dots and blanks.
    private static func hsCode(_ line: Line, _ position: Int) throws(TranslationProblem) -> String? {
        guard let code = line.hsCode, !code.isEmpty else { return nil }
        let digits = String(code.filter { $0 != "." && $0 != " " })
        guard GlopalShippingAssumptions.hsCodeDigits.contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else {
            throw TranslationProblem(
                code: "field.value", pointer: "/lines/\(position)/hsCode", message: "an HS code has 6 to 12 digits")
        }
        return digits
    }

    /// An amount of the goods' side and currency, with the currency's decimals; nil when there is none.
    func amount(_ amounts: Amounts) -> ExactDecimal? {
        guard let money = amounts[role]?.money, money.currency == currency else { return nil }
        return money.amount
    }
}
