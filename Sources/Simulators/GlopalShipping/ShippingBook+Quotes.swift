/// Calculations.
///
/// Source: contract B8; members after F21 and our choice.
extension ShippingBook {
    /// A calculation and what became of each product.
    struct Calculation: Sendable {
        let quote: ShippingQuote
        /// Why a product could not be calculated, in the sequence of the request; none when it could.
        let outcomes: [ShippingNotice?]
        /// The products that could be calculated, by their place in the request.
        let products: [Int: ShippingProduct]
    }

    /// Calculates and keeps the quote.
    ///
    /// A product that cannot be calculated fails alone; the quote is then of no use to a prealert.
    /// - Throws: `ShippingRefusal` naming the field; nothing has changed then.
    mutating func calculate(
        _ args: ShippingFields, isOfOrder: Bool, failing: ShippingNotice?, for login: String, at now: Timestamp
    ) throws -> Calculation {
        let route = ShippingTariff(
            from: try args.needCountry("from_country_id"), to: try args.needCountry("to_country_id"),
            currency: try args.needCurrency("currency"))
        let incoterm = try Self.incoterm(args, isNeeded: false)
        let shipping = try args.amount("shipping_amount", route.currency) ?? 0
        let mode = try args.text("mode") ?? "forward"
        guard ["forward", "reverse"].contains(mode) else {
            throw ShippingRefusal.invalid(args.place("mode"), "must be forward or reverse")
        }
        var outcomes: [ShippingNotice?] = []
        var products: [Int: ShippingProduct] = [:]
        for (index, fields) in try args.needObjects("products").enumerated() {
            do {
                if index == 0, let failing { throw ShippingRefusal(.refused, [failing]) }
                products[index] = try ShippingProduct(ofQuote: fields, at: index)
                outcomes.append(nil)
            } catch let refusal as ShippingRefusal {
                outcomes.append(refusal.notices.first)
            }
        }
        let good = try ShippingProduct.checked(products.sorted { $0.key < $1.key }.map(\.value))
        let cost = ShippingCost(good, shipping: shipping, on: route, inReverse: mode == "reverse")
        let quote = ShippingQuote(
            id: nextTransaction(), login: login, isOfOrder: isOfOrder, route: route, incoterm: incoterm,
            products: good, cost: cost, isComplete: good.count == outcomes.count,
            endsAt: now + .seconds(settings.assumptions.quoteLife))
        quotes[quote.id] = quote
        count(isOfOrder ? "quote" : "estimate")
        return Calculation(quote: quote, outcomes: outcomes, products: products)
    }

    /// Lets a quote end now.
    ///
    /// - Throws: `ControlError` when there is none.
    mutating func expire(_ id: String, at now: Timestamp) throws {
        guard quotes[id] != nil else { throw ControlError(status: 404, "there is no such quote") }
        quotes[id]?.endsAt = now
    }
}
