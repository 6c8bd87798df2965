/// Every name of the shipping web service, and everything about it that is assumed because no page states it.
///
/// One place to correct when the provider tells otherwise. *Stated* is the provider's page on order creation; *found*
/// are its other public pages on labels, manifest, tracking, returns, duties and compliance. What is neither is assumed.
enum GlopalShippingAssumptions {
    /// The calls, each a POST (stated).
    ///
    /// `/ops/…` are stated, `/outbound/closeout` is assumed (its body is found), the others are found.
    enum Endpoint: String, Sendable, CaseIterable {
        case createOrder = "/ops/create_order"
        case prealert = "/ops/prealert"
        case shipment = "/outbound/immediate_shipment"
        case closeOut = "/outbound/closeout"
        case tracking = "/shipment/tracking"
        case authorization = "/order/authorization"
        case calculateOrder = "/tcc/calculate_order"
        case calculateProduct = "/tcc/calculate_product"
        case classify = "/tcc/classify"
        case discoverProhibitions = "/tcc/discover_prohibitions"
        case addressCheck = "/address/check"

        /// The calls whose body stands under `args`: found for `/tcc/…`, the others are bare (found, assumed for `/ops/…`).
        static let wrapped: [Endpoint] = [.calculateOrder, .calculateProduct, .classify, .discoverProhibitions]
    }

    /// The member that a wrapped body stands under; found.
    static let arguments = "args"
    /// The base URL, found; whether there is a test host is not known, so it is a setting.
    static let defaultEndpoint = "https://ws.xport.glopalservice.com"
    /// The interface version that is sent unless the settings name another; stated as the service's own default.
    static let defaultVersion = "0.68"
    /// How far the service lets our clock be off, in seconds; that there is a limit is stated, its size is not.
    static let clockTolerance = 300
    /// How far a signature may run ahead of our clock so that no moment is used twice, in microseconds; a clock that is
    /// further behind the last signature was set back.
    static let longestSignedAhead: Int64 = 1_000_000
    /// How long a parcel is asked about after its order was placed or it left, whichever is later, in seconds: 120 days.
    static let longestWay: Int64 = 120 * 86_400
    /// Harmonised statuses that a parcel does not leave again, beside that it arrived; the whole set is unpublished.
    static let finalStatuses: Set<String> = ["returned", "lost"]
    /// The shortest distance of two rounds of tracking, in seconds; no rate limit is published.
    static let shortestPollInterval = 60
    /// Requests in flight at once.
    static let concurrency = 8

    /// Members of requests.
    enum Name {
        // Found in several pages.
        static let orderReference = "order_reference"
        static let reference = "reference"
        static let fulfillmentID = "fulfillment_id"
        static let wmsID = "wms_id"
        static let awb = "awb"
        static let pod = "pod"
        static let hubCode = "hub_code"
        static let email = "email"
        static let phone = "phone"
        // Found: duties and taxes.
        static let fromCountry = "from_country_id"
        static let title = "title"
        static let description = "description"
        static let category = "category"
        static let materials = "materials"
        static let gender = "gender"
        static let products = "products"
        // Found: addresses; `address2`, `address3`, `company` and `vat_number` are assumed.
        static let address = "address"
        static let wants = "wants"
        static let name = "name"
        static let addressLines = ["address1", "address2", "address3"]
        static let postcode = "postcode"
        static let state = "state"
        static let city = "city"
        static let country = "country"
        static let company = "company"
        static let vatNumber = "vat_number"
        // Found: returns; the products of a return are assumed.
        static let rmaNumber = "rma_number"
        static let notes = "notes"
        static let fullReturn = "full_return"
        static let immediateReturn = "immediate_return"
        static let payment = "payment"
        static let payer = "payer"
        static let fullPayment = "full_payment"
        static let flatFee = "flat_fee"
        static let pickupAddress = "pickup_address"
        static let reason = "reason"
        // Found: manifest; `dry_run` and `pod_reference` are assumed names of found members.
        static let asyncMode = "async_mode"
        static let dryRun = "dry_run"
        static let podReference = "pod_reference"
        // The name is found on another page, its use here is assumed.
        static let transactionID = "transaction_id"
        // Assumed.
        static let toCountry = "to_country_id"
        static let orderNumber = "order_number"
        static let currency = "currency"
        static let incoterm = "incoterm"
        static let serviceLevel = "service_level"
        static let createdAt = "created_at"
        static let shipper = "shipper"
        static let consignee = "consignee"
        static let billingAddress = "billing_address"
        static let lineID = "line_id"
        static let sku = "sku"
        static let hsCode = "hs_code"
        static let originCountry = "country_of_origin"
        static let quantity = "quantity"
        static let unitPrice = "unit_price"
        static let declaredValue = "declared_value"
        static let weight = "weight"
        static let value = "value"
        static let unit = "unit"
        static let dimensions = "dimensions"
        static let length = "length"
        static let width = "width"
        static let height = "height"
        static let parcels = "parcels"
        static let parcelReference = "parcel_reference"
        static let contents = "contents"
        static let amounts = "amounts"
        static let discount = "discount"
        static let shipping = "shipping"
        static let duty = "duty"
        static let tax = "tax"
        static let total = "total"
        static let taxIDs = "tax_ids"
        static let ioss = "ioss"
        static let vat = "vat"
        static let eori = "eori"
        static let processLabel = "process_label"
        static let labelFormat = "label_format"
        static let shipmentID = "shipment_id"
        static let mode = "mode"
        static let shippingAmount = "shipping_amount"
        static let checkProhibitions = "check_prohibitions"
        static let quotedQuantity = "qty"
        static let quotedPrice = "price"
    }

    /// Members of answers; `error`, `errors`, `warnings`, `shipment`, the tracking members and `address_id` are found.
    enum Reply {
        static let error = "error"
        static let errors = "errors"
        static let warnings = "warnings"
        static let code = "code"
        static let message = "message"
        static let field = "field"
        static let order = "order"
        static let orderID = "order_id"
        static let shipment = "shipment"
        static let shipments = "shipments"
        static let outboundAWB = "outboundawb"
        static let outboundCarrier = "outbound_carrier"
        static let outboundTrackingURLs = ["outbound_carrier_tracking_url", "outbound_tracking_url"]
        static let addressID = "address_id"
        static let carrier = "carrier"
        static let trackingURL = "tracking_url"
        static let label = "label"
        static let documents = "documents"
        static let documentType = "type"
        static let format = "format"
        static let content = "content_base64"
        static let closeOutID = "closeout_id"
        static let status = "status"
        static let parcels = "parcels"
        static let events = "events"
        static let eventAt = "event_at"
        static let country = "country"
        static let duties = "duties"
        static let tax = "tax"
        static let shipping = "shipping"
        static let fees = "fees"
        static let total = "total"
        static let duty = "duty"
        static let prohibitions = "prohibitions"
        /// Where a prohibition says whether it refuses or warns; the values are found.
        static let flags = ["flag", "status", "level", "type"]
        /// Where a prohibition names its rule.
        static let rules = ["code", "rule", "rule_code"]
    }

    /// The status of a close-out that goes on behind our back.
    static let queuedStatus = "queued"
    /// The harmonised status of a parcel that arrived; the whole set is unpublished.
    static let deliveredStatus = "delivered"
    /// The status of a parcel that nothing happened to yet, which is no news.
    static let silentStatuses: Set<String> = ["created"]
    /// The flag of a prohibition that refuses, and of one that only warns; both found.
    static let prohibitedFlag = "prohibited"
    static let warningFlag = "warning"

    /// Whether an error's code says that what was named does not exist.
    ///
    /// A narrow list: what is taken for absent is sent again, so a code that only might mean it stays in doubt.
    static func meansNotFound(_ code: String) -> Bool {
        let code = code.lowercased().replacing("-", with: "_")
        return code == "not_found" || things.contains { code == "\($0)_not_found" || code == "no_such_\($0)" }
    }

    /// What the service keeps and can say that it has not; its logins, aliases and paths are none of it.
    private static let things = [
        "order", "shipment", "parcel", "package", "fulfillment", "awb", "reference", "rma", "return",
    ]

    /// Whether an error's code says that a parcel is on a manifest already.
    static func meansClosedAlready(_ code: String) -> Bool {
        let code = code.lowercased()
        return code.contains("already") && code.contains("clos") || code.contains("closed_out")
    }

    /// Whether an error's code, or its words where it has none, speak of a denied party.
    static func meansDeniedParty(_ text: String) -> Bool {
        let text = text.lowercased()
        return text.contains("denied") || text.contains("sanction")
    }

    /// The longest code, rule or field's name of the service that goes into a reason.
    static let longestWord = 64

    /// Whether a code is a rule on prohibited goods, such as `P01` (refuses) or `W0K` (warns); the two forms are found.
    static func ruleKind(_ code: String) -> Rule? {
        let letters = Array(code.utf8)
        guard letters.count == 3,
            letters.dropFirst().allSatisfy({
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            })
        else { return nil }
        switch letters[0] {
        case UInt8(ascii: "P"): return .refuses
        case UInt8(ascii: "W"): return .warns
        default: return nil
        }
    }

    /// What a rule on prohibited goods does.
    enum Rule: Equatable { case refuses, warns }

    /// The units that weights and sizes are sent in.
    static let weightUnit = "kg"
    static let lengthUnit = "cm"
    /// Digits of an HS code once dots and blanks are gone.
    static let hsCodeDigits = 6...12
    /// Characters of an order reference; the pattern is found.
    static let referenceLength = 3...255
    /// Characters of a fulfilment id and of a parcel's id; found.
    static let longestFulfillmentID = 100
    static let longestParcelID = 255
}
