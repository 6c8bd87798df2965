import Canonical

extension APIDescription {
    /// The canonical order and the facts about it, as callers state and read them.
    static let orderShapes: [Shape] = contentShapes + wholeShapes + goodsShapes + moneyShapes + partyShapes

    /// The members of a fact's content.
    static let content: [(name: String, kind: Shape.Kind)] = [
        ("order", .one("Order")), ("references", .list(.one("Reference"))), ("acceptance", .one("Acceptance")),
        ("cancellation", .one("Cancellation")), ("payment", .one("Payment")), ("shipment", .one("Shipment")),
        ("refund", .one("Refund")), ("return", .one("Return")), ("documents", .list(.one("Document"))),
        ("status", .text), ("request", .any), ("residue", .list(.one("Residue"))),
    ]

    /// What a fact says beside its kind.
    private static let contentShapes: [Shape] = [
        .canonical(
            "FactContent", "What a fact says; only the members that its type needs are set.", content),
        .canonical(
            "StatedContent", "What a fact says; `reference` names its order by any system's id.",
            [("reference", .one("Reference"))] + content),
        .canonical(
            "Acceptance", "The merchant's own ids, given with an acceptance.",
            ["orderId!": .text, "orderNumber!": .text]),
        .canonical(
            "Cancellation", "Why an order ends or is refused.",
            ["reason": .text, "initiator": .text, "note": .text, "cancelledAt": .moment]),
        .canonical(
            "Reference", "An id that a system gave, opaque; without `system` it is the stating system's.",
            ["system": .text, "scope": .text, "kind!": .text, "value!": .text, "role": .text]),
        .canonical(
            "Residue", "A part of a document that its translator did not read.",
            ["adapter!": .text, "pointer!": .text, "value!": .any]),
        .canonical("Hold", "A named thing that is waited for.", ["code!": .text, "message!": .text, "pointer": .text]),
    ]

    private static let wholeShapes: [Shape] = [
        .canonical(
            "Order", "The canonical order: the fold of all facts about it. Amounts stand beside each other per role.",
            [
                "id": .text, "version": .whole, "environment": .text, "references": .list(.one("Reference")),
                "links": .list(.one("OrderLink")), "origin": .one("Origin"), "commercial": .one("CommercialTerms"),
                "currencies": .one("Currencies"), "rates": .list(.one("ExchangeRate")), "parties": .one("Parties"),
                "lines": .list(.one("Line")), "components": .list(.one("MoneyComponent")),
                "charges": .list(.one("Charge")), "payments": .list(.one("Payment")), "totals": .one("Totals"),
                "shipments": .list(.one("Shipment")), "refunds": .list(.one("Refund")),
                "returns": .list(.one("Return")), "documents": .list(.one("Document")), "notes": .list(.one("Note")),
                "axes": .one("Axes"), "holds": .list(.one("Hold")), "extensions": .map(.any),
                "residue": .list(.one("Residue")),
            ]),
        .canonical(
            "OrderLink", "How the order hangs together with another one.",
            ["kind!": .text, "reference!": .one("Reference")]),
        .canonical(
            "Origin", "Where the order came from first.",
            [
                "adapter": .text, "store": .text, "site": .text, "locale": .text, "placedAt": .moment,
                "receivedAt": .moment, "confirmsAcceptance": .truth,
            ]),
        .canonical(
            "CommercialTerms", "Who sells, imports and exports, and what the prices include.",
            [
                "sellerOfRecord": .one("Responsible"), "importerOfRecord": .one("Responsible"),
                "exporterOfRecord": .one("Responsible"), "incoterm": .text, "dutiesGuaranteed": .truth,
                "taxIncluded": .truth, "dutyIncluded": .truth, "taxCalculationRule": .text, "isBusiness": .truth,
            ]),
        .canonical(
            "Responsible", "A party of record with its registrations.",
            ["name": .text, "vatNumber": .text, "eoriNumber": .text, "iossNumber": .text]),
        .canonical("Note", "A text for people.", ["author": .text, "audience!": .text, "text!": .text]),
        .canonical(
            "Axes", "Where the order stands, seen from five sides.",
            [
                "acceptance": .text, "payment": .text, "fulfilment": .text, "return": .text, "compliance": .text,
                "isCompleted": .truth,
            ]),
        .canonical(
            "Document", "A paper that belongs to an order, shipment or parcel.",
            [
                "kind!": .text, "state!": .text, "format": .text, "url": .text, "contentHash": .text, "size": .whole,
                "reference": .text,
            ]),
    ]

    private static let goodsShapes: [Shape] = [
        .canonical(
            "Line", "One product of the order; weight in grams, for one piece.",
            [
                "id!": .text, "references": .list(.one("Reference")), "sku": .text, "name": .text,
                "options": .list(.one("Attribute")), "quantity!": .decimal, "unitPrice": .one("Amounts"),
                "listPrice": .one("Amounts"), "discountedPrice": .one("Amounts"), "customsValue": .one("Amounts"),
                "total": .one("Amounts"), "components": .list(.one("MoneyComponent")), "hsCode": .text,
                "originCountry": .text, "weight": .decimal, "dimensions": .one("Dimensions"), "giftMessage": .text,
                "isBackOrdered": .truth, "backOrderDate": .moment, "bundleParent": .text,
                "attributes": .list(.one("Attribute")), "counters": .one("Counters"),
            ]),
        .canonical("Attribute", "A name and a text.", ["name!": .text, "value!": .text]),
        .canonical(
            "Counters", "How much of a line went which way.",
            ["cancelled": .decimal, "shipped": .decimal, "returned": .decimal, "refunded": .decimal]),
        .canonical(
            "Dimensions", "Three edges in millimetres.",
            ["length!": .decimal, "width!": .decimal, "height!": .decimal]),
        .canonical(
            "Shipment", "Goods on their way, outbound unless it says otherwise.",
            [
                "id": .text, "direction": .text, "carrier": .text, "service": .text, "trackingNumber": .text,
                "trackingUrl": .text, "status": .text, "shippedAt": .moment, "deliveredAt": .moment,
                "parcels": .list(.one("Parcel")), "exceptions": .list(.one("ShipmentException")),
            ]),
        .canonical(
            "Parcel", "One box of a shipment; weight in grams.",
            [
                "id": .text, "trackingNumber": .text, "trackingUrl": .text, "lines": .list(.one("LineQuantity")),
                "weight": .decimal, "dimensions": .one("Dimensions"), "documents": .list(.one("Document")),
            ]),
        .canonical(
            "LineQuantity", "A quantity of one line, named by its id or SKU.",
            ["line": .text, "sku": .text, "quantity!": .decimal, "reason": .text]),
        .canonical(
            "ShipmentException", "What could not be shipped, and why.",
            ["kind!": .text, "line!": .one("LineQuantity")]),
        .canonical(
            "Return", "Goods on their way back.",
            [
                "id!": .text, "rma": .text, "state": .text, "lines": .list(.one("LineQuantity")), "carrier": .text,
                "trackingNumber": .text, "trackingUrl": .text, "requestedAt": .moment,
            ]),
    ]

    private static let moneyShapes: [Shape] = [
        .canonical(
            "Money", "An exact amount in major units of its currency.", ["amount!": .decimal, "currency!": .currency]),
        .canonical(
            "Amounts", "The same thing in several roles; two roles are never added.",
            [
                "merchant": .one("Amount"), "customer": .one("Amount"), "settlement": .one("Amount"),
                "customs": .one("Amount"),
            ]),
        .canonical(
            "Amount", "An amount and whether it was stated.",
            [
                "amount!": .decimal, "currency!": .currency,
                "origin": .choice(["stated", "computed", "converted"]),
            ]),
        .canonical(
            "Currencies", "The currency of each role.",
            ["merchant": .currency, "customer": .currency, "settlement": .currency, "customs": .currency]),
        .canonical(
            "ExchangeRate", "Units of `to` for one `from`.",
            [
                "from!": .currency, "to!": .currency, "rate!": .decimal, "kind": .text, "source": .text,
                "time": .moment,
            ]),
        .canonical(
            "MoneyComponent", "One named part of a price, a magnitude: a discount lowers, the others raise.",
            [
                "kind!": .choice(MoneyComponent.Kind.allCases.map(\.rawValue)), "code": .text, "title": .text,
                "amounts": .one("Amounts"), "rate": .decimal, "isIncluded": .truth, "fundedBy": .text,
                "isVisibleToBuyer": .truth,
            ]),
        .canonical(
            "Charge", "Shipping or handling.",
            [
                "kind!": .text, "method": .text, "carrier": .text, "service": .text, "deliverFrom": .moment,
                "deliverTo": .moment, "price": .one("Amounts"), "discountedPrice": .one("Amounts"),
                "components": .list(.one("MoneyComponent")),
            ]),
        .canonical(
            "Payment", "How it was paid; never more than four digits of a card.",
            [
                "id": .text, "method": .text, "brand": .text, "lastFour": .text, "state": .text,
                "amounts": .one("Amounts"), "transactions": .list(.text),
            ]),
        .canonical(
            "Totals", "What the source states, what the gateway computes, and each difference with its reason.",
            [
                "stated": .one("TotalsView"), "computed": .one("TotalsView"),
                "differences": .list(.one("TotalsDifference")),
            ]),
        .canonical(
            "TotalsView", "Totals by component.",
            [
                "lines": .one("Amounts"), "discount": .one("Amounts"), "shipping": .one("Amounts"),
                "tax": .one("Amounts"), "duty": .one("Amounts"), "fee": .one("Amounts"), "grand": .one("Amounts"),
            ]),
        .canonical(
            "TotalsDifference", "A difference that has a name.",
            ["role!": .choice(Role.allCases.map(\.rawValue)), "money!": .one("Money"), "reason!": .text]),
        .canonical(
            "Refund", "Money on its way back.",
            [
                "id": .text, "state": .text, "initiator": .text, "reason": .text, "note": .text, "isFull": .truth,
                "amounts": .one("Amounts"), "lines": .list(.one("LineQuantity")),
                "components": .list(.one("MoneyComponent")), "liability": .one("Liability"), "claim": .one("Claim"),
                "createdAt": .moment,
            ]),
        .canonical(
            "Liability", "Who bears how much of a refund.", ["merchant!": .one("Money"), "provider!": .one("Money")]),
        .canonical(
            "Claim", "A claim that goes with a refund.", ["type!": .text, "text": .text, "amount": .one("Money")]),
    ]

    private static let partyShapes: [Shape] = [
        .canonical(
            "Parties", "Who takes part.",
            [
                "buyer": .one("Party"), "billTo": .one("Party"), "shipTo": .one("Party"), "hub": .one("Party"),
                "importer": .one("Party"), "exporter": .one("Party"),
            ]),
        .canonical(
            "Party", "A person or company; the romanised address stands beside the address and is never invented.",
            [
                "firstName": .text, "lastName": .text, "company": .text, "email": .text, "phones": .list(.text),
                "taxIds": .list(.text), "address": .one("Address"), "romanizedAddress": .one("Address"),
                "isEndCustomer": .truth,
            ]),
        .canonical(
            "Address", "Where somebody is.",
            [
                "firstName": .text, "lastName": .text, "company": .text, "lines": .list(.text), "city": .text,
                "region": .text, "postalCode": .text, "country": .text, "phone": .text, "email": .text,
            ]),
    ]
}
