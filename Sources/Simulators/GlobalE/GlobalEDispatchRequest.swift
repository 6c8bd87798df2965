/// What a merchant sends, or says it cannot send (contract 2.12).
struct GlobalEDispatchRequest: Sendable, Equatable {
    var orderID: String
    var isCompleted = false
    var hubCode: String?
    var trackingNumber: String?
    var parcels: [Parcel] = []
    var exceptions: [Exception] = []

    struct Item: Sendable, Equatable {
        var cartItemID, sku: String?
        var quantity: Int64
    }

    struct Parcel: Sendable, Equatable {
        var code: String?
        var trackingNumber: String?
        var items: [Item]
    }

    struct Exception: Sendable, Equatable {
        var cartItemID, sku: String?
        /// 1 out of stock, 2 later, 3 cancelled on request.
        var type: Int64
        var quantity: Int64?
        var expected: String?
    }

    var isEmpty: Bool { parcels.isEmpty && exceptions.isEmpty }

    /// Reads the body of UpdateOrderDispatchV2 and GetShippingDocuments.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - schemaCode: The code of a body that is none.
    /// - Throws: `GlobalERefusal` for a structure or value that is not allowed.
    init(_ body: Document, schemaCode: String) throws {
        func broken(_ what: String) -> GlobalERefusal { GlobalERefusal(schemaCode, "Invalid schema: \(what).") }
        guard body.members != nil else { throw broken("the body must be an object") }
        guard let id = body.any("OrderId")?.spelling ?? body.any("MerchantOrderId")?.spelling else {
            throw broken("OrderId or MerchantOrderId is required")
        }
        orderID = id
        isCompleted = body.any("IsCompleted")?.flag ?? false
        hubCode = body.any("HubCode")?.spelling
        trackingNumber = body.any("TrackingDetails")?.any("TrackingNumber")?.spelling
        for name in ["Parcels", "Exceptions"] where body.any(name) != nil && body.any(name)?.elements == nil {
            throw broken("\(name) must be a list")
        }
        let parcelList = body.any("Parcels")?.all ?? []
        let hasOrderInformation = body.any("ShippingAdditionalInformation") != nil
        guard !hasOrderInformation || parcelList.allSatisfy({ $0.any("ShippingAdditionalInformation") == nil }) else {
            throw broken("ShippingAdditionalInformation belongs to the order or to its parcels, not to both")
        }
        parcels = try parcelList.map { try Self.parcel($0, broken) }
        exceptions = try (body.any("Exceptions")?.all ?? []).map { try Self.exception($0, broken) }
    }

    /// Builds the one parcel of the legacy call, whose body is a list of products.
    init(orderID: String, products: [Document], parcels: [Document]) throws {
        func broken(_ what: String) -> GlobalERefusal { GlobalERefusal.invalid(what) }
        self.orderID = orderID
        self.parcels = try parcels.map { try Self.parcel($0, broken) }
        guard parcels.isEmpty else { return }
        let items = try products.map { try Self.item($0, broken) }.filter { $0.quantity > 0 }
        self.parcels = items.isEmpty ? [] : [Parcel(items: items)]
    }

    private static func parcel(_ document: Document, _ broken: (String) -> GlobalERefusal) throws -> Parcel {
        guard document.members != nil else { throw broken("a parcel must be an object") }
        return Parcel(
            code: document.any("ParcelCode")?.spelling,
            trackingNumber: document.any("TrackingDetails")?.any("TrackingNumber")?.spelling,
            items: try (document.any("Products")?.all ?? []).map { try item($0, broken) })
    }

    private static func item(_ document: Document, _ broken: (String) -> GlobalERefusal) throws -> Item {
        let cartItemID = document.any("CartItemId")?.spelling
        let sku = document.any("ProductCode", "SKU")?.spelling
        guard cartItemID != nil || sku != nil else { throw broken("a product needs CartItemId or ProductCode") }
        guard let quantity = document.any("DeliveryQuantity")?.count, quantity >= -1 else {
            throw broken("DeliveryQuantity must be a whole number")
        }
        return Item(cartItemID: cartItemID, sku: sku, quantity: max(0, quantity))
    }

    private static func exception(_ document: Document, _ broken: (String) -> GlobalERefusal) throws -> Exception {
        guard let type = document.any("ExceptionType")?.count, (1...3).contains(type) else {
            throw broken("ExceptionType must be 1, 2 or 3")
        }
        let quantity = document.any("Quantity")?.count
        guard type != 3 || (quantity ?? 0) > 0 else { throw broken("Quantity is required for ExceptionType 3") }
        return Exception(
            cartItemID: document.any("CartItemId")?.spelling, sku: document.any("ProductCode", "SKU")?.spelling,
            type: type, quantity: quantity, expected: document.any("ExpectedFulfilmentDate")?.spelling)
    }
}
