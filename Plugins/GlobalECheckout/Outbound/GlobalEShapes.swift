/// The members of each operation, spelled as the sample of its endpoint.
///
/// Source: provider pages "Order Methods" and "CreateOrder" (stated), class pages as cited in the contract 2.8 to 2.14
/// (found).
enum GlobalEShapes {
    typealias Member = GlobalEShape.Member

    static func reason(_ code: String) -> GlobalEShape { .object([.required(code, .text), .optional("Name", .text)]) }

    /// OrderStatusDetails; the flat `StatusCode` of a documented sample is taken as well.
    static let orderStatus: [Member] = [
        .optional("OrderId", .text),
        .optional("OrderStatus", .object([.required("OrderStatusCode", .text), .optional("Name", .text)])),
        .optional("StatusCode", .text),
        .optional("OrderStatusReason", reason("OrderStatusReasonCode")),
        .optional("OrderComments", .text), .optional("ConfirmationNumber", .text),
        .optional("DeliveryReferenceNumber", .text), .optional("TrackingServiceName", .text),
        .optional("TrackingServiceSite", .text), .optional("TrackingNumber", .text), .optional("TrackingURL", .text),
    ]

    static let tracking: GlobalEShape = .object([
        .optional("TrackingNumber", .text), .optional("TrackingURL", .text), .optional("ShipperName", .text),
    ])
    static let additionalInformation: GlobalEShape = .list(
        .object([.required("name", .text), .required("value", .text)]))
    static let parcel: GlobalEShape = .object([
        .optional("ParcelCode", .text),
        .optional(
            "Products",
            .list(
                .object([
                    .required("DeliveryQuantity", .number), .optional("CartItemId", .text),
                    .optional("ProductCode", .text), .optional("OriginCountryCode", .text),
                ]))),
        .optional("TrackingDetails", tracking), .optional("Weight", .number), .optional("Length", .number),
        .optional("Width", .number), .optional("Height", .number),
        .optional("ShippingAdditionalInformation", additionalInformation),
    ])
    static let exception: GlobalEShape = .object([
        .optional("CartItemId", .text), .optional("ProductCode", .text, aliases: ["SKU"]),
        .required("ExceptionType", .number), .optional("ExpectedFulfilmentDate", .text),
        .optional("Quantity", .number),
    ])

    /// UpdateOrderDispatchRequest, of UpdateOrderDispatchV2 and GetShippingDocuments.
    static let dispatch: [Member] = [
        .optional("HubCode", .text), .optional("OrderId", .text), .optional("MerchantOrderID", .text),
        .optional("DeliveryReferenceNumber", .text), .optional("IsCompleted", .flag),
        .optional("Parcels", .list(parcel)), .optional("Exceptions", .list(exception)),
        .optional("TrackingDetails", tracking),
        .optional("ShippingAdditionalInformation", additionalInformation), .optional("ShippingMethodCode", .text),
    ]

    /// The three arguments of the legacy dispatch.
    static let legacyDispatch: [Member] = [
        .required("orderStatus", .object(orderStatus)), .optional("parcelsList", .list(parcel)),
        .required(
            "productsList",
            .list(
                .object([
                    .optional("ProductCode", .text), .optional("CartItemId", .text),
                    .required("DeliveryQuantity", .number),
                ]), atLeast: 1)),
    ]

    /// GetOrdersManifestRequest, of DispatchOrders and DispatchConsolidatedShipment.
    static let manifest: [Member] = [
        .optional("HubCode", .text), .optional("OrderIds", .list(.text)), .optional("MerchantOrderIds", .list(.text)),
        .optional("ParcelCodes", .list(.text)), .optional("TrackingNumbers", .list(.text)),
        .optional("OuterBoxesAmount", .number),
    ]

    /// OrderRefundDetails.
    static let refund: [Member] = [
        .optional("OrderId", .text), .optional("FullRefund", .flag), .optional("TotalRefundAmount", .number),
        .optional("OriginalTotalRefundAmount", .number), .optional("ProductsDutiesRefund", .flag),
        .optional("ShippingRefund", .flag), .optional("ServiceGestureAmount", .number),
        .optional("ShippingAmount", .number), .optional("DutiesAmount", .number),
        .optional("RefundReason", reason("OrderRefundReasonCode")), .optional("RefundComments", .text),
        .optional("CustomerPrepaidRefundAmount", .number), .optional("OriginalCustomerPrepaidRefundAmount", .number),
        .optional("CustomerAmountPrepaidRefund", .number), .optional("OriginalAmountPrepaidRefund", .number),
        .optional("externalReference", .text), .optional("InitiatedBy", .text),
    ]
    static let refundProducts: GlobalEShape = .list(
        .object([
            .optional("CartItemId", .text), .optional("ProductCode", .text), .required("RefundQuantity", .number),
            .optional("RefundAmount", .number), .optional("OriginalRefundAmount", .number),
            .optional("RefundReason", reason("OrderRefundReasonCode")), .optional("RefundComments", .text),
        ]))

    /// OrderChangeRequest, of Edit Order's quote and apply.
    static let edit: [Member] = [
        .optional("OrderId", .text),
        .optional(
            "RemovedProducts",
            .list(.object([.required("cartItemId", .text), .required("quantity", .number)]))),
        .required(
            "NewProducts",
            .list(
                .object([
                    .required("ProductCode", .text), .optional("CartItemId", .text),
                    .required("OrderedQuantity", .number), .optional("OriginalSalePrice", .number),
                    .optional("ReplacementOfCartItemId", .text),
                ]), atLeast: 1)),
        // The table calls it SubsidizeHigher, the sample otherwise; the sample's name is sent.
        .optional("subsidizeHigherValue", .number),
    ]

    /// UpdateOrderProductsRequest.
    static let products: [Member] = [
        .optional(GlobalEAssumptions.Outbound.metadataUpdateType, .text), .optional("OrderId", .text),
        .required(
            "Products",
            .list(
                .object([
                    .optional("CartItemId", .text), .optional("ProductCode", .text),
                    .optional("OriginCountryCode", .text),
                    .optional(
                        "MetaData",
                        .object([
                            .optional(
                                "Attributes",
                                .list(
                                    .object([.required("AttributeKey", .text), .required("AttributeValue", .text)])))
                        ])),
                ]), atLeast: 1)),
    ]

    /// SendOrderData, of a replacement order.
    static let replacement: [Member] = [
        .required(
            "orderReplacement",
            .object([
                .required(
                    "replacedProducts",
                    .list(
                        .object([
                            .required("quantity", .number), .optional("cartItemId", .text),
                            .optional("productCode", .text),
                        ]), atLeast: 1)),
                .optional("originalOrderId", .text),
            ])),
        .required(
            "cartData",
            .object([
                .required(
                    "products",
                    .list(
                        .object([
                            .required("productCode", .text), .optional("isFixedPrice", .flag),
                            .required("orderedQuantity", .number), .optional("salePrice", .number),
                            .optional("cartItemId", .text), .optional("parentCartItemId", .text),
                        ]), atLeast: 1)),
                .optional(
                    "userDetails",
                    .object([.optional("addressDetails", .list(.object([.optional("email", .text)])))])),
                .optional(
                    "discounts",
                    .list(
                        .object([
                            .optional("productCartItemId", .text), .required("discountType", .number),
                            .required("discountValue", .number),
                        ]))),
                .optional("shippingMethodCode", .text), .optional("merchantOrderId", .text),
            ])),
        .optional("shippingMethodCode", .text),
    ]

    /// SendFinalCartData, of which only the products and the currency are checked.
    static let platform: [Member] = [
        .required("Currency", .object([.required("CurrencyCode", .text)])), .optional("CountryCode", .text),
        .required(
            "Products",
            .list(
                .object([.required("ProductCode", .text), .required("OrderedQuantity", .number)]), atLeast: 1)),
        .optional("OrderCreationSource", .text), .optional("MerchantOrderId", .text),
    ]

    /// The orders whose customs papers are asked for.
    static let requiredDocuments: [Member] = [
        .required(
            "Orders",
            .list(
                .object([
                    .required("OrderId", .text, aliases: ["OrderID"]),
                    .required("TrackingNumbers", .list(.text, atLeast: 1)),
                ]), atLeast: 1))
    ]

    /// The arguments of SendOrder; it has no body.
    static let sendOrder: [Member] = [
        .required("cartToken", .text), .required("shippingDetails", .object([])),
        .required("billingDetails", .object([])), .optional("shippingMethodId", .text),
        .required("isTaxPrePaid", .flag), .optional("paymentMethodId", .text),
    ]

    /// The arguments of UpdateOrder.
    static let update: [Member] = [
        .optional("orderId", .text), .optional("merchantOrderId", .text), .optional("stateCode", .text),
        .optional("shippingPrice", .number), .optional("products", .list(.object([]))),
        .optional("discounts", .list(.object([]))),
    ]
}
