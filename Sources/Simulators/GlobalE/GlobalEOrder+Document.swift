import Crypto
import FoundationEssentials
import NIOCore

extension GlobalEOrder {
    /// The whole Merchant.Order, as sent and as asked for.
    ///
    /// Source: contract 2.1.
    func document(guid: String, withRefunds: Bool = false) -> Document {
        var members = opening + goods + parties + international(kept: true) + identity(guid) + options + closing
        if withRefunds { members.append(.init("Refunds", .list(refunds.map { listed($0, guid) }))) }
        return padded(members)
    }

    /// A refund in the order's details, with the reference that the merchant gave it.
    private func listed(_ refund: Refund, _ guid: String) -> Document {
        guard case .object(let members) = document(refund, guid: guid) else { return nil }
        return .object(members + [.init("externalReference", Document(refund.externalReference))])
    }

    /// A parcel in the order's details; its members are those of a dispatch (assumed, samples show none).
    private func boxDocument(_ parcel: Parcel) -> Document {
        let products = parcel.items.map { item -> Document in
            ["CartItemId": .text(item.cartItemID), "DeliveryQuantity": Document(Int(item.quantity))]
        }
        return [
            "ParcelCode": .text(parcel.code), "HubCode": Document(parcel.hubCode), "Products": .list(products),
            "TrackingDetails": ["TrackingNumber": .text(parcel.trackingNumber)],
        ]
    }

    /// The members that name an order and its state, which every notification has.
    func identity(_ guid: String) -> [Document.Member] {
        [
            .init("OrderId", .text(sample.id)), .init("StatusCode", .text(statusCode)),
            .init("OrderStatusReason", reasonDocument), .init("MerchantGUID", .text(guid)),
            .init("CartId", .text(sample.cartID)), .init("MerchantOrderId", Document(merchantOrderID)),
            .init("MerchantInternalOrderId", Document(merchantInternalOrderID)),
            .init("WebStoreInstanceCode", "GlobalEDefaultStoreInstance"),
        ]
    }

    private var reasonDocument: Document {
        statusReason.map { ["OrderStatusReasonCode": .text($0), "Name": .text($0)] } ?? .null
    }

    private var opening: [Document.Member] {
        [
            .init("DateCreated", .text(sample.original == nil ? sample.createdAt.text : "1900-01-01T00:00:00Z")),
            .init("OrderCreationDate", .text(sample.createdAt.zoneless)),
            .init("CurrencyName", .text(sample.place.currencyName)),
            .init("Parcels", .list(parcels.map { boxDocument($0) })),
            .init("AllowMailsFromMerchant", true), .init("AllowDirectCommunicationFromMerchant", false),
            .init("TnCConsent", nil), .init("ClearCart", true), .init("UserId", Document(sample.userID)),
            .init("CurrencyCode", .text(sample.merchantCurrency)),
        ]
    }

    private var goods: [Document.Member] {
        let lines = sample.lines.filter { $0.quantity > 0 }
        return [
            .init("Products", .list(lines.map { product($0) })),
            .init("Discounts", .list(sample.discounts.map { discount($0) })),
            .init("Markups", .list(sample.markups.map { discount($0) })),
        ]
    }

    private func discount(_ discount: GlobalESampleOrder.Discount) -> Document {
        [
            "Name": .text(discount.name), "Description": .text(discount.description),
            "Price": pen.merchant(discount.amount), "DiscountType": Document(discount.type),
            "DiscountSource": Document(discount.source), "VATRate": vatRate, "LocalVATRate": localVATRate,
            "CouponCode": Document(discount.coupon), "InternationalPrice": pen.customer(discount.amount),
            "DiscountCode": Document(discount.code), "ProductCartItemId": Document(discount.cartItemID),
            "LoyaltyVoucherCode": nil,
        ]
    }

    var vatRate: Document { .number("\(sample.place.taxPercent).000000") }
    var localVATRate: Document { .number("\(sample.hub.vatPercent).000000") }

    /// Both pairs of addresses; the end customer's are encoded, the hub's are not (contract 1.5).
    private var parties: [Document.Member] {
        let isPrimary = sample.isEndCustomerPrimary
        let email = isPrimary ? sample.place.address.email : sample.hub.billing.email
        let buyer = sample.place.address.document { wire($0) }
        var arrival = sample.hub.shipping
        arrival.address2 = (arrival.address2.map { $0 + "\r\n" } ?? "") + sample.id
        let hub = arrival.document { $0 }
        let office = sample.hub.billing.document { $0 }
        return [
            .init(
                "Customer",
                [
                    "EmailAddress": .text(sample.isEncrypted && isPrimary ? blob(email) : email),
                    "IsEndCustomerPrimary": .bool(isPrimary), "SendConfirmation": false,
                ]),
            .init("PrimaryShipping", isPrimary ? buyer : hub), .init("SecondaryShipping", isPrimary ? hub : buyer),
            .init("ShippingMethodCode", "globaleintegration_standard"), .init("PaymentDetails", nil),
            .init("PrimaryBilling", isPrimary ? buyer : office),
            .init("SecondaryBilling", isPrimary ? office : buyer),
        ]
    }

    private func wire(_ text: String) -> String {
        GlobalEPen.encoded(sample.isEncrypted ? blob(text) : text, plusForSpace: sample.plusForSpace)
    }

    /// Stands for the encrypted text: bytes that look like it and tell nothing.
    private func blob(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        return Data(SHA256.hash(data: Array((sample.id + text).utf8)).prefix(16)).base64EncodedString()
    }

    private var options: [Document.Member] {
        let total = lineRate
        return [
            .init("PriceCoefficientRate", .number("1.000000")), .init("CartHash", nil), .init("WebStoreCode", nil),
            .init("LoyaltyPointsSpent", .number("0.0")), .init("LoyaltyPointsEarned", .number("0.0")),
            .init("SameDayDispatch", false), .init("SameDayDispatchCost", .number("0.0")),
            .init("DoNotChargeVAT", false), .init("CustomerComments", Document(sample.comment)),
            .init("IsFreeShipping", .bool(sample.discountedShipping.customer <= 0)),
            .init("FreeShippingCouponCode", ""), .init("ShipToStoreCode", nil), .init("RoundingRate", total),
            .init("EffectiveFXRate", pen.rate(.init(customer: sample.hub.per100(in: sample.place), merchant: 100))),
            .init("UrlParameters", Document(sample.urlParameters)), .init("LoyaltyCode", nil),
            .init("OTVoucherCode", nil), .init("OTVoucherAmount", nil), .init("OTVoucherCurrencyCode", nil),
            .init("IsSplitOrder", false), .init("PrePayOffered", .bool(sample.dutiesGuaranteed)),
            .init("InitialCheckoutCultureCode", "en-GB"), .init("CultureCode", .text(sample.place.culture)),
            .init("HubId", Document(sample.hub.id)), .init("HubCode", nil),
            .init("IsReplacementOrder", .bool(sample.original != nil)), .init("OriginalOrder", originalDocument),
            .init("ReservationRequestId", nil), .init("IsSuppressPersonalInformation", .bool(sample.isEncrypted)),
            .init("IsB2B", false), .init("CookieConsent", 0), .init("IsTaxExemption", false), .init("IsMoto", false),
            .init("Subs", []), .init("GiftCards", nil), .init("OrderCreationSource", 0),
        ]
    }

    private var lineRate: Document {
        sample.lines.first.map { pen.rate($0.price) } ?? 1
    }

    private var originalDocument: Document {
        guard let original = sample.original else { return nil }
        return [
            "OrderId": .text(original.id), "MerchantOrderId": Document(original.merchantOrderID),
            "MerchantInternalOrderId": Document(original.merchantInternalOrderID),
        ]
    }

    private var closing: [Document.Member] {
        let levies = pen.merchant(sample.levies, 2)
        let documents = sample.requiredDocuments.map { document -> Document in
            ["DocumentTypeCode": .text(document.code), "DocumentTypeName": .text(document.name)]
        }
        return [
            .init("TotalDutiesAndTaxesPrice", levies), .init("USSalesTax", .number("0.0")),
            .init("CCFPrice", pen.merchant(sample.clearance, 2)),
            .init("TotalDutiesPaidByCustomerPrice", sample.merchantBearsDuties ? pen.merchant(.zero, 2) : levies),
            .init("DiscountedShippingPrice", pen.merchant(sample.discountedShipping, 2)),
            .init("CashOnDeliveryFee", pen.merchant(sample.cashOnDelivery, 2)), .init("ShippingVATRate", vatRate),
            .init("CustomerDTBreakdown", breakdown(paidByMerchant: false) { pen.merchant($0, 9) }),
            .init("MerchantDTBreakdown", breakdown(paidByMerchant: true) { pen.merchant($0, 9) }),
            .init(
                "ExporterDetails",
                [
                    "VATRegistrationNumber": "GB000000000", "EORINumber": "GB000000000000",
                    "IOSSNumber": sample.customerCurrency == "EUR" ? "IM2760000742" : nil,
                ]),
            .init("OrderPaymentMethods", []), .init("OrderDocuments", .list(paperwork)),
            .init("AdditionalRequiredDocuments", documents.isEmpty ? nil : .list(documents)),
            .init("DeclarativeShippingPriceInCustomerCurrency", nil),
            .init("TotalValueForCustoms", pen.customer(sample.lines.sum { $0.discounted * $0.quantity }, 2)),
            .init("TaxCalculationRule", .text(sample.place.taxRule)),
        ]
    }

    /// Who bears duty, tax and clearance; the four parts of both sides sum up to all levies.
    func breakdown(paidByMerchant: Bool, _ spell: (GlobalEAmount) -> Document) -> Document {
        let isBorne = sample.merchantBearsDuties == paidByMerchant
        var members: [Document.Member] = [
            .init("Duties", spell(isBorne ? sample.duties : .zero)),
            .init("SalesTaxes", spell(isBorne ? sample.taxes : .zero)),
            .init("Other", spell(isBorne ? sample.clearance : .zero)),
        ]
        if paidByMerchant { members.append(.init("Subsidy", .number("0.0"))) }
        return .object(members)
    }

    private var paperwork: [Document] {
        [
            [
                "URL": .text("https://platform.example/Document/VATInvoice?documentParam=\(sample.id)%2f1"),
                "DocumentTypeCode": "5", "DocumentTypeName": "VATInvoice", "DocumentExtension": "pdf",
                "ErrorMessage": nil,
            ]
        ]
    }

    /// Fills the last member up, so that the document has the wished size.
    private func padded(_ members: [Document.Member]) -> Document {
        let name = "PaymentTransactionResponseDataExtended"
        let document = Document.object(members + [.init(name, nil)])
        guard sample.paddedTo > 0 else { return document }
        let missing = sample.paddedTo - document.bytes.readableBytes + 2
        guard missing > 0 else { return document }
        let filler = String(String(repeating: "0123456789abcdef", count: (missing + 15) / 16).prefix(missing))
        return .object(members + [.init(name, .text(filler))])
    }
}
