extension GlobalEOrder {
    /// A Merchant.Product (contract 2.4).
    func product(_ line: GlobalESampleOrder.Line) -> Document {
        let progress = progress[line.cartItemID]
        var attributes = (progress?.attributes ?? []).map { attribute -> Document in
            ["AttributeKey": .text(attribute.key), "AttributeValue": .text(attribute.value)]
        }
        if let message = line.giftMessage {
            attributes.insert(["AttributeKey": "giftnotemessage", "AttributeValue": .text(message)], at: 0)
        }
        let isDropped = sample.merchantBearsDuties
        return [
            "Attributes": nil, "Sku": .text(line.sku), "ProductName": .text(line.name),
            "Price": pen.merchant(line.price), "PriceBeforeRoundingRate": pen.merchant(line.price),
            "PriceBeforeGlobalEDiscount": pen.merchant(line.price), "Quantity": Document(Int(line.quantity)),
            "VATRate": localVATRate, "CustomerVATRate": vatRate, "InternationalPrice": pen.customer(line.price),
            "LineItemInternationalPrice": pen.customer(line.price * line.quantity),
            "InternationalDiscountedPriceInMerchantCurrency": pen.merchant(line.discounted, 2),
            "CartItemId": .text(line.cartItemID), "ParentCartItemId": Document(line.parentCartItemID),
            "CartItemOptionId": nil, "HandlingCode": "", "GiftMessage": Document(line.giftMessage),
            "RoundingRate": pen.rate(line.price), "IsBackOrdered": .bool(progress?.expected != nil),
            "BackOrderDate": Document(progress?.expected), "DiscountedPrice": pen.merchant(line.discounted, 2),
            "InternationalDiscountedPrice": pen.customer(line.discounted), "ProductCodeSecondary": nil, "Brand": nil,
            "Categories": nil, "ListPrice": pen.merchant(line.price, 2),
            "InternationalListPrice": pen.customer(line.price, 2), "GenericHSCode": .text(line.hsCode),
            "OriginCountryCode": Document(progress?.origin),
            "DiscountedPriceForCustoms": pen.merchant(line.discounted, 2),
            "InternationalDiscountedPriceForCustoms": pen.customer(line.discounted, 2),
            "DTBreakdown": [
                "Duties": pen.merchant(line.duty * line.quantity, 2),
                "SalesTaxes": pen.merchant(line.tax * line.quantity, 2), "Subsidy": .number("0.0"),
            ],
            "InternationalDTBreakdown": [
                "Duties": pen.customer(line.duty * line.quantity, 2),
                "SalesTaxes": pen.customer(line.tax * line.quantity, 2), "Subsidy": .number("0.0"),
            ],
            "IsGiftCard": false, "IsFixedPrice": .bool(isDropped), "EstimatedDeliveryDate": nil,
            "MetaData": attributes.isEmpty ? nil : ["Attributes": .list(attributes)],
        ]
    }

    /// The InternationalDetails (contract 2.7), as a member or, when not kept, as `null`.
    func international(kept: Bool) -> [Document.Member] {
        guard kept else { return [.init("InternationalDetails", nil)] }
        return [.init("InternationalDetails", .object(customerMoney + delivery))]
    }

    private var customerMoney: [Document.Member] {
        let total = pen.customer(sample.total, 2)
        return [
            .init("CurrencyCode", .text(sample.customerCurrency)), .init("TotalPrice", total),
            .init("TransactionCurrencyCode", .text(sample.customerCurrency)), .init("TransactionTotalPrice", total),
            .init("TotalShippingPrice", pen.customer(sample.shipping)),
            .init("DiscountedShippingPrice", pen.customer(sample.discountedShipping)),
            .init("ConsignmentFee", .number("0.0000")), .init("SizeOverchargeValue", .number("0.0000")),
            .init("RemoteAreaSurcharge", .number("0.0000")), .init("SameDayDispatchCost", .number("0.0")),
            .init("TotalDutiesPrice", pen.customer(sample.chargedLevies, 9)),
            .init("TotalCCFPrice", pen.customer(sample.clearance, 2)), .init("USSalesTax", .number("0.0")),
            .init("TotalVATAmount", pen.customer(sample.taxes, 2)),
            .init("CashOnDeliveryFee", pen.customer(sample.cashOnDelivery, 2)), .init("ShippingVATRate", vatRate),
            .init("CustomerDTBreakdown", breakdown(paidByMerchant: false) { pen.customer($0, 9) }),
            .init("MerchantDTBreakdown", breakdown(paidByMerchant: true) { pen.customer($0, 9) }),
            .init("DutiesGuaranteed", .bool(sample.dutiesGuaranteed)),
        ]
    }

    private var delivery: [Document.Member] {
        let isOut = status == .dispatched || status == .delivered
        let first = isOut ? parcels.first : nil
        let page = "https://platform.example/Order/Track/mZyd?OrderId=\(sample.id)"
        return [
            .init("ShippingMethodCode", "608"), .init("ShippingMethodName", "DHL Express Worldwide"),
            .init("ShippingMethodTypeCode", "Express"), .init("ShippingMethodTypeName", "Express Courier (Air)"),
            .init("ShippingMethodStatusCode", .text(isOut ? "2" : "Undefined")),
            .init("ShippingMethodStatusName", .text(isOut ? status.rawValue : "undefined")),
            .init("ShipmentStatusUpdateTime", nil), .init("ShipmentLocation", nil), .init("DeliveryDaysFrom", 3),
            .init("DeliveryDaysTo", 4), .init("DeliveryDateFrom", "24.02"), .init("DeliveryDateTo", "25.02"),
            .init("PaymentMethodCode", "1"), .init("PaymentMethodName", "Visa"),
            .init("PaymentTransactionReference", .text(String(sample.id.dropFirst(2).prefix(8)))),
            .init("CardNumberLastFourDigits", "7854"), .init("ExpirationDate", "2030-06-30"),
            .init("OrderTrackingNumber", Document(first?.trackingNumber)),
            .init("OrderTrackingUrl", .text(GlobalEPen.encoded(page))),
            .init("OrderWaybillNumber", Document(first.map { "WB" + $0.trackingNumber })),
            .init("OrderWaybillUrl", nil), .init("ParcelsTracking", .list(parcels.map { trackingDocument($0) })),
        ]
    }

    func trackingDocument(_ parcel: Parcel) -> Document {
        [
            "ParcelTrackingNumber": .text(parcel.trackingNumber),
            "ParcelTrackingUrl": .text(GlobalEPen.encoded("https://tracking.example/?n=\(parcel.trackingNumber)")),
            "ParcelCode": .text(parcel.code),
        ]
    }

    /// A Merchant.OrderRefund (contract 2.11).
    func document(_ refund: Refund, guid: String) -> Document {
        let reason = Self.reason(refund.reason)
        let products = refund.items.map { item -> Document in
            [
                "CartItemId": .text(item.cartItemID), "RefundQuantity": Document(Int(item.quantity)),
                "RefundAmount": pen.customer(item.amount, 2), "OriginalRefundAmount": pen.merchant(item.amount, 2),
                "RefundReason": Self.reason(item.reason ?? refund.reason), "RefundComments": nil,
                "Sku": Document(sample.lines.first { $0.cartItemID == item.cartItemID }?.sku),
            ]
        }
        let components = refund.components.map { component -> Document in
            [
                "ComponentType": .text(component.type), "Amount": pen.customer(component.amount, 2),
                "OriginalAmount": pen.merchant(component.amount, 2), "IsChargedToMerchant": "True",
                "RefundAsGiftCard": "False", "TotalGiftCardsRefundAmount": .number("0.0"),
                "TotalGiftCardsRefundAmountinMerchantCurrency": .number("0.0"),
            ]
        }
        let gesture = refund.components.filter { $0.type == "ServiceGesture" }.sum(\.amount)
        return [
            "MerchantGUID": .text(guid), "OrderId": .text(sample.id), "MerchantOrderId": Document(merchantOrderID),
            "RefundId": .text(refund.id), "RMANumber": nil, "MerchantRMANumber": nil,
            "CurrencyCode": .text(sample.customerCurrency), "OriginalCurrencyCode": .text(sample.merchantCurrency),
            "TotalRefundAmount": pen.customer(refund.amount, 2),
            "OriginalTotalRefundAmount": pen.merchant(refund.amount, 2),
            "ServiceGestureAmount": pen.customer(gesture, 2), "RefundReason": reason,
            "RefundComments": Document(refund.comments), "Products": .list(products),
            "Components": .list(components), "WebStoreCode": nil,
        ]
    }

    private static func reason(_ reason: String?) -> Document {
        reason.map { ["OrderRefundReasonCode": .text($0), "Name": .text($0)] } ?? .null
    }
}
