import AdapterKit
import Canonical

/// The amounts of one refund in both currencies, shared out as CreateOrderRefund wants them.
///
/// Source: provider page "CreateOrderRefund" (stated: a total is recalculated from the products unless they have
/// amounts of their own), "orderrefunddetails" (found: components are in the customer's currency).
struct GlobalERefundAmounts {
    /// What goes back for one line, major units of each currency.
    struct Share: Equatable {
        var customer: ExactDecimal?
        var merchant: ExactDecimal?
    }

    /// The kinds of parts, by Global-e's names for them.
    private enum Part: String, CaseIterable {
        case products, shipping, duties, prepaidReturn = "prepaidreturn", serviceGesture = "servicegesture"

        init?(_ component: MoneyComponent) {
            if let code = component.code, let part = Part(rawValue: code.lowercased()) {
                self = part
            } else if component.kind == .duty || component.kind == .tax {
                self = .duties
            } else {
                return nil
            }
        }
    }

    private var customer: Money?
    private var merchant: Money?
    /// In the customer's currency, which is the only one that parts have.
    private var parts: [Part: ExactDecimal] = [:]
    /// What the stated parts take of the merchant's total; nil when one does not say.
    private var merchantParts: ExactDecimal? = 0
    /// Parts without an amount, which Global-e works out.
    private var computed: Set<Part> = []

    /// No amounts at all: Global-e works them out.
    init() {}

    /// Reads and checks the refund's amounts, and records where each goes.
    ///
    /// - Throws: `TranslationProblem` when a currency is another one, a part is unknown or the parts do not add up.
    init(_ refund: Refund, _ order: Order, _ ledger: inout Ledger) throws(TranslationProblem) {
        customer = try Self.stated(.customer, refund, order)
        merchant = try Self.stated(.merchant, refund, order)
        try readParts(refund, order, &ledger)
        if refund.lines.isEmpty { try settleBareAmount(order, &ledger) }
        if let money = refund.amounts.customer?.money { ledger.record(same: money, .customer, "refund.amounts") }
        if let money = refund.amounts.merchant?.money { ledger.record(same: money, .merchant, "refund.amounts") }
        for role in [Role.settlement, .customs] {
            if let entry = refund.amounts[role] { ledger.record(missing: entry.money, role, "refund.amounts") }
        }
        if computed.contains(.duties), customer != nil || merchant != nil {
            throw TranslationProblem(
                code: "globale.duties-refund", pointer: "/refund/components",
                message: "duties that Global-e works out exclude totals and other duties")
        }
    }

    private static func stated(
        _ role: Role, _ refund: Refund, _ order: Order
    ) throws(TranslationProblem) -> Money? {
        guard let money = refund.amounts[role]?.money else { return nil }
        let pointer = "/refund/amounts/\(role.rawValue)"
        try check(money, role, order, at: pointer)
        guard !money.isNegative, !money.isZero else {
            throw TranslationProblem(
                code: "money.not-positive", pointer: pointer, message: "there is nothing to give back")
        }
        return money
    }

    private static func check(
        _ money: Money, _ role: Role, _ order: Order, at pointer: String
    ) throws(TranslationProblem) {
        if let currency = order.currencies[role], currency != money.currency {
            throw TranslationProblem(
                code: "money.currency", pointer: pointer,
                message: "the refund is in \(money.currency.code), the order in \(currency.code)")
        }
        guard money.rounded().amount == money.amount else {
            throw TranslationProblem(
                code: "money.too-fine", pointer: pointer,
                message: "the amount has more decimals than \(money.currency.code)")
        }
    }

    private mutating func readParts(
        _ refund: Refund, _ order: Order, _ ledger: inout Ledger
    ) throws(TranslationProblem) {
        for (index, component) in refund.components.enumerated() {
            let pointer = "/refund/components/\(index)"
            guard let part = Part(component) else {
                throw TranslationProblem(
                    code: "globale.refund-part", pointer: "\(pointer)/code",
                    message: "Products, Shipping, Duties, PrepaidReturn or ServiceGesture was wanted")
            }
            let path = "refund.components[\(index)].amounts"
            if part == .products {
                // The total less the other parts; it is written line by line.
                ledger.record(missing: component.amounts, path, cause: .foldedInto)
                continue
            }
            for role in [Role.merchant, .settlement, .customs] {
                if let entry = component.amounts[role] { ledger.record(missing: entry.money, role, path) }
            }
            let sign: ExactDecimal = part == .prepaidReturn ? -1 : 1
            merchantParts = try Self.sum(merchantParts, component.amounts.merchant?.money.amount, sign, at: pointer)
            guard let money = component.amounts.customer?.money else {
                guard part == .shipping || part == .duties, component.amounts.isEmpty else {
                    throw TranslationProblem(
                        code: "field.missing", pointer: "\(pointer)/amounts/customer",
                        message: "parts of a refund are in the customer's currency")
                }
                computed.insert(part)
                continue
            }
            try Self.check(money, .customer, order, at: "\(pointer)/amounts/customer")
            ledger.record(same: money, .customer, path)
            parts[part] = try Self.sum(parts[part] ?? 0, money.amount, 1, at: pointer)
        }
    }

    private static func sum(
        _ one: ExactDecimal?, _ other: ExactDecimal?, _ sign: ExactDecimal, at pointer: String
    ) throws(TranslationProblem) -> ExactDecimal? {
        guard let one, let other else { return nil }
        do {
            return try one.adding(other.multiplied(by: sign))
        } catch {
            throw TranslationProblem(code: "money.arithmetic", pointer: pointer, message: "\(error)")
        }
    }

    /// What the parts take of the customer's total.
    private func partSum() throws(TranslationProblem) -> ExactDecimal {
        var total: ExactDecimal? = 0
        for part in Part.allCases {
            guard let amount = parts[part] else { continue }
            total = try Self.sum(total, amount, part == .prepaidReturn ? -1 : 1, at: "/refund/components")
        }
        return total ?? 0
    }

    /// A refund without lines: its parts are the total, and without parts it is a gesture.
    private mutating func settleBareAmount(_ order: Order, _ ledger: inout Ledger) throws(TranslationProblem) {
        guard parts.isEmpty else {
            guard computed.isEmpty, let customer else { return }
            guard try partSum() == customer.amount else {
                throw TranslationProblem(
                    code: "money.split", pointer: "/refund/components", message: "the parts do not sum to the amount")
            }
            return
        }
        guard computed.isEmpty else { return }
        guard GlobalEAssumptions.Outbound.bareRefundIsServiceGesture else { return }
        if let customer {
            parts[.serviceGesture] = customer.amount
        } else if let merchant {
            let converted = try Self.convert(merchant, order)
            parts[.serviceGesture] = converted.amount
            ledger.record(
                .merchant, "refund.amounts.converted", input: merchant, output: converted, cause: .converted)
        } else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/refund", message: "the refund names no line, no part and no amount")
        }
    }

    private static func convert(_ merchant: Money, _ order: Order) throws(TranslationProblem) -> Money {
        let pointer = "/refund/amounts/merchant"
        guard let currency = order.currencies[.customer] else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/currencies/customer", message: "the order has no customer currency")
        }
        if merchant.currency == currency { return merchant }
        let rule = GlobalEAssumptions.Outbound.rounding
        let digits = currency.minorUnitDigits
        do {
            if let rate = order.rates.first(where: { $0.from == merchant.currency && $0.to == currency })?.rate {
                return Money(try merchant.amount.multiplied(by: rate, scale: digits, rule: rule), currency)
            }
            // The rate in an order turns the customer's price into the merchant's (contract 2.1).
            if let rate = order.rates.first(where: { $0.from == currency && $0.to == merchant.currency })?.rate {
                return Money(try merchant.amount.divided(by: rate, scale: digits, rule: rule), currency)
            }
        } catch {
            throw TranslationProblem(code: "money.arithmetic", pointer: pointer, message: "\(error)")
        }
        throw TranslationProblem(
            code: "globale.rate", pointer: "/rates",
            message: "the order has no rate from \(merchant.currency.code) to \(currency.code)")
    }

    /// What each line gets of the totals, by the largest remainder of its price; empty where no total is stated.
    ///
    /// - Throws: `TranslationProblem` when the parts take more than the total.
    func shares(
        of lines: [Shipment.LineQuantity], _ translator: GlobalECallTranslator
    ) throws(TranslationProblem) -> [Share] {
        guard !lines.isEmpty else { return [] }
        let customerShares = try shares(.customer, customer, try partSum(), lines, translator)
        let merchantShares = try shares(
            .merchant, merchantParts == nil ? nil : merchant, merchantParts ?? 0, lines, translator)
        return lines.indices.map { index in
            Share(customer: customerShares?[index], merchant: merchantShares?[index])
        }
    }

    private func shares(
        _ role: Role, _ total: Money?, _ taken: ExactDecimal, _ lines: [Shipment.LineQuantity],
        _ translator: GlobalECallTranslator
    ) throws(TranslationProblem) -> [ExactDecimal]? {
        // What Global-e works out is not known here, so neither is what is left for the lines.
        guard let total, computed.isEmpty else { return nil }
        do {
            let goods = try total.amount.subtracting(taken)
            guard !goods.isNegative else {
                throw TranslationProblem(
                    code: "money.split", pointer: "/refund/components", message: "the parts are more than the amount")
            }
            let digits = max(total.currency.minorUnitDigits, goods.scale)
            return try ExactDecimal.largestRemainder(
                total: goods, weights: try weights(role, lines, translator), scale: digits)
        } catch let problem as TranslationProblem {
            throw problem
        } catch {
            throw TranslationProblem(code: "money.arithmetic", pointer: "/refund/amounts", message: "\(error)")
        }
    }

    /// What each line cost; quantities where a price is unknown or all are zero.
    private func weights(
        _ role: Role, _ lines: [Shipment.LineQuantity], _ translator: GlobalECallTranslator
    ) throws(ArithmeticFailure) -> [ExactDecimal] {
        var weights: [ExactDecimal] = []
        for item in lines {
            let line = translator.line(of: item)
            let price = line?.discountedPrice[role] ?? line?.unitPrice[role]
            guard let amount = price?.money.amount, !amount.isNegative else { return lines.map(\.quantity) }
            weights.append(try amount.multiplied(by: item.quantity))
        }
        return weights.contains { !$0.isZero } ? weights : lines.map(\.quantity)
    }

    /// Writes the members of OrderRefundDetails that hold amounts.
    func write(to writer: inout JSONWriter) {
        writer.member("TotalRefundAmount", number: customer?.amount)
        writer.member("OriginalTotalRefundAmount", number: merchant?.amount)
        if computed.contains(.duties) {
            writer.key("ProductsDutiesRefund")
            writer.bool(true)
        }
        if computed.contains(.shipping) {
            writer.key("ShippingRefund")
            writer.bool(true)
        }
        writer.member("ServiceGestureAmount", number: parts[.serviceGesture])
        writer.member("ShippingAmount", number: parts[.shipping])
        writer.member("DutiesAmount", number: parts[.duties])
        writer.member("CustomerPrepaidRefundAmount", number: parts[.prepaidReturn])
    }
}
