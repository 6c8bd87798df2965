import NIOCore

extension GlopalOrder {
    /// How a simulator spells what the contract leaves open.
    struct Spelling: Sendable {
        var money: GlopalMoneySpelling
        var absence: GlopalAbsence
        var numericReturnIDs: Bool
    }

    /// The order details as the API gives them.
    ///
    /// Source: contract A6; names marked assumed there are assumed here.
    func details(_ spelling: Spelling) -> Document {
        var members: [Document.Member] = [.init("id", .text(sample.id)), .init("status", .text(status.rawValue))]
        external.member(spelling.absence).map { members.append($0) }
        members += opening(spelling)
        members += addresses
        members += [
            .init("items", .list(sample.lines.map { item($0, spelling) })),
            .init("shipping", shipping(spelling)), .init("totals", totals(spelling)),
            .init("payment", ["method": .text(sample.paymentMethod), "status": .text(paymentStatus)]),
            .init("transaction_id", Document(sample.transactionID)),
        ]
        if let number = sample.iossNumber {
            members.append(.init("tax_scheme", ["ioss_number": .text(number), "deemed_supplier": true]))
        }
        members.append(.init("returns", .list(returns.map { $0.document(numericID: spelling.numericReturnIDs) })))
        members.append(.init("refunds", .list(refunds.map { refund($0, spelling) })))
        if let cancellation { members.append(.init("cancellation", cancellation.document)) }
        members.append(.init("cart_transfer", cart()))
        return padded(.object(members))
    }

    /// Spells an amount of the order's currency in major units.
    func amount(_ count: Int64, _ spelling: Spelling) -> Document {
        let amount = MinorUnits(count, sample.currency)
        return .number(spelling.money == .fixed ? amount.major : amount.shortestMajor)
    }

    private func opening(_ spelling: Spelling) -> [Document.Member] {
        let rates = sample.exchangeRates.map { Document.Member($0.base, ["rate": .number($0.rate)]) }
        let buyer = sample.shippingAddress
        return [
            .init("currency", .text(sample.currency)), .init("language", .text(sample.language)),
            .init("environment", .text(sample.environment)), .init("customer_note", Document(sample.customerNote)),
            .init("internal_note", Document(sample.internalNote)), .init("exchange_rates", .object(rates)),
            .init("created_at", .text(sample.createdAt.text)),
            .init(
                "customer",
                [
                    "first_name": .text(buyer.firstName), "last_name": .text(buyer.lastName),
                    "email": .text(buyer.email), "phone": .text(buyer.phone),
                ]),
        ]
    }

    private var addresses: [Document.Member] {
        var members: [Document.Member] = [.init("shipping_address", sample.shippingAddress.document)]
        if let romanized = sample.romanizedAddress {
            members.append(.init("shipping_address_romanized", romanized.document))
        }
        if let billing = sample.billingAddress { members.append(.init("billing_address", billing.document)) }
        return members
    }

    private func item(_ line: GlopalSampleOrder.Line, _ spelling: Spelling) -> Document {
        [
            "id": .text(line.id), "sku": .text(line.sku), "name": .text(line.name),
            "quantity": Document(Int(line.quantity)), "unit_price": amount(line.unitPrice, spelling),
            "discount": amount(line.discount, spelling), "tax": amount(line.tax, spelling),
            "duty": amount(line.duty, spelling), "total": amount(line.total, spelling),
            "hs_code": .text(line.hsCode), "country_of_origin": .text(line.countryOfOrigin),
        ]
    }

    private func shipping(_ spelling: Spelling) -> Document {
        [
            "method": .text(sample.shipping.method), "carrier": .text(sample.shipping.carrier),
            "amount": amount(sample.shipping.amount, spelling), "tax": amount(sample.shipping.tax, spelling),
            "duty": amount(sample.shipping.duty, spelling),
        ]
    }

    private func totals(_ spelling: Spelling) -> Document {
        func sum(_ part: (GlopalSampleOrder.Line) -> Int64) -> Int64 { sample.lines.reduce(0) { $0 + part($1) } }
        return [
            "items": amount(sum { $0.unitPrice * $0.quantity }, spelling),
            "discount": amount(sum(\.discount), spelling), "shipping": amount(sample.shipping.amount, spelling),
            "tax": amount(sum(\.tax) + sample.shipping.tax, spelling),
            "duty": amount(sum(\.duty) + sample.shipping.duty, spelling),
            "extra": amount(sample.extra, spelling), "grand_total": amount(sample.grandTotal, spelling),
        ]
    }

    private var paymentStatus: String {
        switch status {
        case .received: "pending"
        case .ready, .accepted, .completed: "paid"
        case .cancelled: "voided"
        }
    }

    private func refund(_ refund: Refund, _ spelling: Spelling) -> Document {
        [
            "refund_id": .text(refund.id), "amount": amount(refund.amount.count, spelling),
            "reason": Document(refund.reason), "initiator": .text(refund.initiator),
            "created_at": .text(refund.createdAt.text),
        ]
    }

    /// The copy of the cart, priced in the cart's own currency, which is not the order's.
    private func cart(filler: Int = 0) -> Document {
        let currency = sample.currency == "USD" ? "GBP" : "USD"
        let items = sample.lines.enumerated().map { index, line -> Document in
            [
                "id": .text(line.id), "name": .text(line.sku), "quantity": Document(Int(line.quantity)),
                "regular_price": .number(MinorUnits(Int64(2500 + 100 * index), currency).shortestMajor),
            ]
        }
        var members: [Document.Member] = [
            .init("short_name", .text(store)), .init("cart", ["currency": .text(currency)]),
            .init("visitor", ["destination": .text(sample.shippingAddress.country)]), .init("items", .list(items)),
        ]
        if filler > 0 { members.append(.init("session", .text(String(repeating: "0123456789abcdef", count: filler)))) }
        return .object(members)
    }

    private func padded(_ document: Document) -> Document {
        let missing = sample.paddedTo > 0 ? sample.paddedTo - document.bytes.readableBytes : 0
        guard missing > 0, case .object(var members) = document else { return document }
        members[members.count - 1].value = cart(filler: (missing + 15) / 16)
        return .object(members)
    }
}

extension GlopalOrder.External? {
    /// The `external` member, in the form chosen for an order that has none yet.
    func member(_ absence: GlopalAbsence) -> Document.Member? {
        switch (self, absence) {
        case (.some(let external), _):
            .init(
                "external", ["order_id": .text(external.orderID), "order_number": .text(external.orderNumber)])
        case (nil, .nulls): .init("external", ["order_id": nil, "order_number": nil])
        case (nil, .emptyTexts): .init("external", ["order_id": "", "order_number": ""])
        case (nil, .omitted): nil
        }
    }
}

extension GlopalOrder.Cancellation {
    var document: Document {
        [
            "reason": .text(reason), "initiator": .text(initiator), "cancelled_at": .text(cancelledAt.text),
        ]
    }
}

extension GlopalOrder.Return {
    func document(numericID: Bool) -> Document {
        var members: [Document.Member] = [
            .init("id", numericID ? .number(id) : .text(id)), .init("status", .text(status.rawValue)),
            .init("requested_at", .text(requestedAt.text)),
            .init("items", .list(items.map(\.document))),
        ]
        // The carrier's data is there only once the return is authorised.
        if status == .authorized || status == .pending || status == .delivered {
            members += [
                .init("rma_id", .text("RMA_\(id)")), .init("carrier", "DHL"),
                .init("tracking_number", .text("RT\(id)0001")),
                .init("tracking_url", .text("https://tracking.example/RT\(id)0001")),
            ]
        }
        return .object(members)
    }
}

extension GlopalOrder.Return.Item {
    var document: Document {
        [
            "id": .text(line), "sku": .text(sku), "quantity": Document(Int(quantity)), "reason": .text(reason),
        ]
    }
}

extension GlopalSampleOrder.Address {
    var document: Document {
        [
            "first_name": .text(firstName), "last_name": .text(lastName), "company": Document(company),
            "address1": .text(address1), "address2": Document(address2), "city": .text(city),
            "state": Document(state), "postcode": .text(postcode), "country": .text(country),
            "phone": .text(phone), "email": .text(email),
        ]
    }
}
