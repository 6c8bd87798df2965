/// The landed cost of goods on a route.
///
/// Unit: minor units of the currency.
struct ShippingCost: Sendable, Equatable {
    /// The share of one line.
    struct Line: Sendable, Equatable {
        let lineID: String
        let net, duty, tax: Int64
    }

    let currency: String
    let lines: [Line]
    /// Without tax.
    let shipping: Int64
    let shippingTax: Int64

    var products: Int64 { lines.reduce(0) { $0 + $1.net } }
    var duties: Int64 { lines.reduce(0) { $0 + $1.duty } }
    var tax: Int64 { lines.reduce(shippingTax) { $0 + $1.tax } }
    var total: Int64 { products + duties + tax + shipping }

    /// Calculates upon net prices, or in reverse out of gross ones.
    ///
    /// Source: contract B8: in reverse the total is the gross input to the minor unit (assumed).
    init(_ products: [ShippingProduct], shipping: Int64, on tariff: ShippingTariff, inReverse: Bool) {
        currency = tariff.currency
        let values = products.map { $0.value(in: tariff.currency) }
        if inReverse {
            let untaxed = zip(products, values).map { tariff.reverse($1, $0.hsCode, isFree: true).net }
            let isFree = tariff.isFree(untaxed.reduce(0, +))
            lines = zip(products, values).map { product, gross in
                let part = tariff.reverse(gross, product.hsCode, isFree: isFree)
                return Line(lineID: product.lineID, net: part.net, duty: part.duty, tax: part.tax)
            }
            // Duty is on goods alone, so that of shipping only the tax is inside.
            let part = tariff.reverse(shipping, nil, isFree: true)
            (self.shipping, shippingTax) = (part.net, part.tax)
        } else {
            let isFree = tariff.isFree(values.reduce(0, +))
            lines = zip(products, values).map { product, value in
                let part = tariff.forward(value, product.hsCode, isFree: isFree)
                return Line(lineID: product.lineID, net: value, duty: part.duty, tax: part.tax)
            }
            self.shipping = shipping
            shippingTax = ShippingTariff.portion(shipping, tariff.taxRate, 1000)
        }
    }

    func number(_ count: Int64) -> Document { .number(MinorUnits(count, currency).major) }

    /// The sums, as the members of a calculation.
    ///
    /// Source: contract B8 (assumed, after F21).
    var members: [Document.Member] {
        [
            .init("currency", .text(currency)), .init("duties", number(duties)), .init("tax", number(tax)),
            .init("shipping", number(shipping)), .init("fees", number(0)), .init("total", number(total)),
        ]
    }
}
