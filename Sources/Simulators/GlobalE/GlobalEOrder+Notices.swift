import FoundationEssentials

extension GlobalEOrder {
    /// The body of a notification, as of now.
    func body(_ content: GlobalENotice.Content, guid: String, at now: Timestamp) -> Document {
        switch content {
        case .order: return document(guid: guid)
        case .payment: return scant(guid, "PaymentDetails", payment)
        case .status(let code, let reason, let isFull):
            guard isFull else {
                return ["OrderId": .text(sample.id), "StatusCode": .text(code), "MerchantGUID": .text(guid)]
            }
            var stated = self
            stated.statusCode = code
            stated.statusReason = reason
            guard case .object(var members) = stated.document(guid: guid) else { return nil }
            members.append(.init("OrderStatusUpdateTime", .text(now.zoneless)))
            return .object(members)
        case .shippingInfo: return scant(guid, "InternationalDetails", international(kept: true)[0].value)
        case .refund(let id):
            return refunds.first { $0.id == id }.map { document($0, guid: guid) } ?? nil
        case .parcel(let code): return dispatchNotice(code, guid)
        case .documents(let numbers, let bytes): return documentsNotice(numbers, bytes, now)
        case .restricted(let skus):
            return [
                "MerchantGUID": .text(guid), "CartId": .text(sample.cartID),
                "CartToken": .text("token-\(sample.cartID)"),
                "CountryCode": .text(sample.place.address.country), "CurrencyCode": .text(sample.customerCurrency),
                "RemovedProductCodes": .list(skus.map { .text($0) }), "UserId": Document(sample.userID),
                "WebStoreCode": nil,
            ]
        }
    }

    /// A Merchant.Order with one member besides those that name the order; nulls stand for all others.
    ///
    /// Source: contract 3.19 (found): nulls everywhere else, and Products empty.
    private func scant(_ guid: String, _ name: String, _ value: Document) -> Document {
        let blank = [
            "UserId", "CurrencyCode", "Customer", "PrimaryShipping", "SecondaryShipping", "PrimaryBilling",
            "SecondaryBilling", "PaymentDetails", "InternationalDetails", "UrlParameters", "DiscountedShippingPrice",
        ].filter { $0 != name }
        let empty: [Document.Member] = [.init("Products", []), .init("Discounts", []), .init("Markups", [])]
        return .object(identity(guid) + [.init(name, value)] + empty + blank.map { .init($0, nil) })
    }

    /// Source: contract 2.6; the card is always gone by then.
    private var payment: Document {
        let office = sample.hub.billing
        return [
            "OwnerFirstName": .text(office.firstName), "OwnerLastName": .text(office.lastName),
            "OwnerName": .text("\(office.firstName) \(office.lastName)"), "CardNumber": "************7854",
            "CVVNumber": nil, "PaymentMethodName": "Visa", "PaymentMethodCode": "1", "PaymentMethodTypeCode": "globale",
            "ExpirationDate": "2999-12-31", "CountryName": .text(office.countryName),
            "CountryCode": .text(office.country), "StateCode": nil, "StateOrProvince": nil,
            "City": .text(office.city), "Zip": .text(office.zip), "Address1": .text(office.address1),
            "Address2": nil, "Phone1": .text(office.phone), "Phone2": nil, "Fax": nil, "Email": .text(office.email),
        ]
    }

    private func dispatchNotice(_ code: String, _ guid: String) -> Document {
        guard let parcel = parcels.first(where: { $0.code == code }) else { return nil }
        let products = parcel.items.map { item -> Document in
            [
                "SKU": Document(sample.lines.first { $0.cartItemID == item.cartItemID }?.sku),
                "CartItemId": .text(item.cartItemID), "Quantity": Document(Int(item.quantity)),
            ]
        }
        return [
            "DispatchedParcel": [
                "ParcelTracking": trackingDocument(parcel), "HubCode": Document(parcel.hubCode),
                "Code": .text(parcel.code), "StatusName": "Dispatched", "Products": .list(products),
            ],
            "OrderId": .text(sample.id), "MerchantOrderId": Document(merchantOrderID), "StatusCode": .text(statusCode),
            "MerchantGUID": .text(guid), "WebStoreCode": nil,
        ]
    }

    /// Source: contract 3.15; the GUID is not part of this body.
    private func documentsNotice(_ numbers: [String], _ bytes: Int, _ now: Timestamp) -> Document {
        let types = sample.requiredDocuments.isEmpty ? [.export] : sample.requiredDocuments
        let file = Data((0..<max(16, bytes)).map { UInt8(truncatingIfNeeded: $0 &* 31) }).base64EncodedString()
        let documents = numbers.flatMap { number in
            types.map { type -> Document in
                [
                    "TrackingNumber": .text(number), "DocumentData": .text(file),
                    "URL": .text("https://platform.example/Document/\(type.name)?n=\(number)"),
                    "DocumentTypeCode": .text(type.code), "DocumentTypeName": .text(type.name),
                    "DocumentExtension": "pdf", "DocumentReference": .text("24DE\(sample.id.dropFirst(2))B8"),
                    "CreationDateTime": .text(String(now.zoneless.prefix(19))),
                ]
            }
        }
        return [
            "OrderId": .text(sample.id), "MerchantOrderId": Document(merchantOrderID),
            "CountryCode": .text(sample.place.address.country), "AdditionalRequiredDocuments": .list(documents),
        ]
    }
}
