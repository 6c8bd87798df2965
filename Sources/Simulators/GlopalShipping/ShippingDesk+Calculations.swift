/// Calculations, classification and checks.
extension ShippingDesk {
    /// Source: contract B8.
    func calculate(_ call: ShippingCall, isOfOrder: Bool) throws -> ShippingReply {
        let checks = try call.body.flag("check_prohibitions", default: false)
        let (result, rules) = try write { book, now in
            let result = try book.calculate(
                call.body, isOfOrder: isOfOrder, failing: call.failing, for: call.login, at: now)
            let rules = result.products.mapValues { product in
                checks ? book.prohibitions(product.hsCode, to: result.quote.route.to) : []
            }
            return (result, rules)
        }
        let cost = result.quote.cost
        let products = result.outcomes.enumerated().map { index, outcome -> Document in
            guard let product = result.products[index],
                let line = cost.lines.first(where: { $0.lineID == product.lineID })
            else { return call.pen.member(outcome, []) }
            var members: [Document.Member] = [
                .init("line_id", .text(product.lineID)), .init("sku", Document(product.sku)),
                .init("hs_code", Document(product.hsCode)), .init("country_of_origin", Document(product.origin)),
                .init("duty", cost.number(line.duty)), .init("tax", cost.number(line.tax)),
            ]
            if checks { members.append(.init("prohibitions", .list((rules[index] ?? []).map { Self.document($0) }))) }
            return call.pen.member(nil, members)
        }
        return ShippingReply(
            [.init("transaction_id", .text(result.quote.id))] + cost.members + [.init("products", .list(products))])
    }

    /// Source: contract B6, B5: each product has its own `error` (found: F14).
    func classify(_ call: ShippingCall) throws -> ShippingReply {
        let products = try call.body.needObjects("products").enumerated().map { index, fields -> Document in
            if index == 0, let failing = call.failing { return call.pen.member(failing, Self.echo(fields)) }
            guard let code = try ShippingCatalogue.hsCode(of: fields) else {
                let notice = ShippingNotice("unclassifiable", "no code fits the words", field: fields.path)
                return call.pen.member(notice, Self.echo(fields))
            }
            return call.pen.member(nil, Self.echo(fields) + [.init("hs_code", .text(code))])
        }
        return ShippingReply([.init("products", .list(products))])
    }

    /// Source: contract B7 (found: F16): codes that are provided or determined are screened.
    func discoverProhibitions(_ call: ShippingCall) throws -> ShippingReply {
        _ = try call.body.country("from_country_id")
        let destination = try call.body.needCountry("to_country_id")
        let products = try call.body.needObjects("products").enumerated().map { index, fields -> Document in
            if index == 0, let failing = call.failing { return call.pen.member(failing, Self.echo(fields)) }
            let given = try ShippingProduct.hsCode(fields)
            guard let code = try given ?? ShippingCatalogue.hsCode(of: fields) else {
                let notice = ShippingNotice("unclassifiable", "no code fits the words", field: fields.path)
                return call.pen.member(notice, Self.echo(fields))
            }
            let rules = write { book, _ in book.prohibitions(code, to: destination) }
            return call.pen.member(
                nil,
                Self.echo(fields) + [
                    .init("hs_code", .text(code)), .init("prohibitions", .list(rules.map { Self.document($0) })),
                ])
        }
        return ShippingReply([.init("products", .list(products))])
    }

    /// Source: contract B9: the least success is `{"error":0}` (found: F15).
    func checkAddress(_ call: ShippingCall) throws -> ShippingReply {
        let address = try ShippingAddress(try call.body.needObject("address"))
        var isWanted = false
        if let wants = try call.body.object("wants") {
            isWanted = try wants.flag(call.pen.assumptions.wantsAddressID, default: false)
        }
        let id: String? = try write { book, _ in
            var errors = book.denials(address) + address.carrierErrors
            if call.pen.assumptions.refusesBeyondLatin1 {
                errors += address.beyondLatin1.map {
                    .init("not_latin1", "carriers print Latin-1 only", field: "\(address.place).\($0)")
                }
            }
            guard errors.isEmpty else { throw ShippingRefusal(.refused, errors) }
            guard isWanted else { return nil }
            let key = ShippingBook.key(call.login, address.key)
            if let known = book.addresses[key] { return known }
            let id = "ADR-\(book.nextNumber())"
            book.addresses[key] = id
            book.count("address")
            return id
        }
        return ShippingReply(
            id.map { [.init("address_id", .text($0))] } ?? [], warnings: address.carrierWarnings)
    }

    /// What tells one product of a batch from another.
    private static func echo(_ fields: ShippingFields) -> [Document.Member] {
        ["line_id", "sku", "title"].compactMap { name in fields.member(name).map { .init(name, $0) } }
    }

    private static func document(_ rule: GlopalShippingProhibition) -> Document {
        [
            "code": .text(rule.code), "status": .text(rule.isForbidding ? "prohibited" : "warning"),
            "message": .text(rule.message),
        ]
    }
}
