import NIOHTTP1
import Testing

@testable import Simulators

@Suite("Global-e simulator: status, changes and new orders")
struct GlobalEOrderCallsTests {
    private func expect(_ reply: Caller.Reply, _ code: String, status: Int = 400) {
        #expect(reply.status == status)
        #expect(reply.json.errorCode == code)
    }

    @Test("the merchant cancels with a reason, once, and not after shipping")
    func cancel() async throws {
        try await withGlobalE { globale, call in
            let id = try globale.paidOrder().sample.id
            expect(try await call.status(id, "canceled"), "EmptyString")
            for _ in 0..<2 {
                let reply = try await call.status(id, "CANCELLED", reason: "CustomerCancel")
                #expect(reply.json == ["Success": true])
            }
            #expect(globale.order(id)?.status == .cancelledByMerchant)
            #expect(globale.order(id)?.effects == ["cancel": 1])
            let shipped = try globale.paidOrder().sample.id
            try await globale.take(.ship, of: shipped)
            expect(try await call.status(shipped, "canceled", reason: "x"), "400")
            expect(try await call.status("GE1GB", "canceled", reason: "x"), "400")
        }
    }

    @Test("the flat form in the body is taken too, and a code without a meaning is noted")
    func flat() async throws {
        try await withGlobalE { globale, call in
            let id = try globale.paidOrder().sample.id
            let body: Document = ["OrderId": .text(id), "StatusCode": "picking", "MerchantGUID": .text(merchantGUID)]
            #expect(try await call.plain.post("/Order/UpdateOrderStatus", body).status == 200)
            #expect(globale.order(id)?.merchantStatuses == ["picking"])
            #expect(globale.order(id)?.status == .received)
            #expect(try await call.status(id, "received_in_hub").status == 200)
            #expect(globale.order(id)?.status == .receivedInHub)
        }
    }

    private func change(
        _ order: GlobalEOrder, price: String = "1.00", quantity: Int = 1, subsidised: Int = 0
    ) -> Document {
        [
            "OrderId": .text(order.sample.id),
            "RemovedProducts": [["cartItemId": .text(order.sample.lines[0].cartItemID), "quantity": 1]],
            "NewProducts": [
                [
                    "ProductCode": "NEW-1", "CartItemId": "n1", "OrderedQuantity": Document(quantity),
                    "OriginalSalePrice": .number(price),
                    "ReplacementOfCartItemId": .text(order.sample.lines[0].cartItemID),
                ]
            ],
            "subsidizeHigherValue": Document(subsidised),
        ]
    }

    @Test("a quote shows the new order and changes nothing; the change is then the same")
    func quote() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let quoted = try await call.post("/api/orders/changes/quote", change(order))
            #expect(quoted.status == 200)
            #expect(globale.order(order.sample.id)?.sample == order.sample)
            let applied = try await call.post("/api/orders/changes", change(order))
            #expect(
                applied.json["InternationalDetails"]?["TotalPrice"]
                    == quoted.json["InternationalDetails"]?["TotalPrice"])
            #expect(applied.json["Products"]?.all.last?["Sku"] == "NEW-1")
            #expect(globale.order(order.sample.id)?.effects == ["edit": 1])
        }
    }

    @Test("a higher value needs the merchant's subsidy, which a discount then shows")
    func subsidy() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let dear = change(order, price: "999.00")
            #expect(try await call.post("/api/orders/changes/quote", dear).status == 200)
            expect(try await call.post("/api/orders/changes", dear), "B100")
            let borne = try await call.post("/api/orders/changes", change(order, price: "999.00", subsidised: 1))
            #expect(borne.status == 200)
            let total = try #require(borne.json["InternationalDetails"]?["TotalPrice"]).minor("USD")
            #expect(total == order.paid.customer)
        }
    }

    @Test("B100 for a request that is not valid")
    func invalidChange() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let id = Document.text(order.sample.id)
            let cases: [(Document, String)] = [
                (["NewProducts": []], "OrderId is not provided."),
                (["OrderId": "GE1GB"], "Order GE1GB not found."),
                (
                    ["OrderId": id, "RemovedProducts": [["quantity": 1]]],
                    "RemovedProduct CartItemId should be provided."
                ),
                (
                    ["OrderId": id, "RemovedProducts": [["cartItemId": .text(order.sample.lines[0].cartItemID)]]],
                    "At least one new product should be provided."
                ),
            ]
            for (body, message) in cases {
                let reply = try await call.post("/api/orders/changes", body)
                expect(reply, "B100")
                #expect(reply.json["Errors"]?[0]?["Message"]?.text == message)
            }
        }
    }

    @Test("403 for an order that is not received, or is paid and would become cheaper")
    func forbidden() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            try await globale.take(.capture, of: order.sample.id)
            expect(try await call.post("/api/orders/changes", change(order, price: "0.01")), "403", status: 403)
            let held = try globale.paidOrder()
            try await globale.take(.hold, of: held.sample.id)
            expect(try await call.post("/api/orders/changes/quote", change(held)), "403", status: 403)
        }
    }

    @Test("attributes are merged and origins set; D001 to D005 change nothing")
    func products() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let line = Document.text(order.sample.lines[0].cartItemID)
            func update(_ id: Document, _ product: Document) async throws -> Caller.Reply {
                try await call.post(
                    "/Order/UpdateOrderProducts",
                    ["MetaDataUpdateType": "Merge", "OrderId": id, "Products": [product]])
            }
            func attribute(_ value: Document) -> Document {
                ["Attributes": [["AttributeKey": "size", "AttributeValue": value]]]
            }
            let id = Document.text(order.sample.id)
            expect(try await update("GE1GB", ["CartItemId": line]), "D001")
            expect(try await update(id, ["CartItemId": "none"]), "D002")
            expect(try await update(id, ["ProductCode": "none"]), "D003")
            expect(try await update(id, ["CartItemId": line, "OriginCountryCode": "ZZ"]), "D004")
            expect(try await update(id, ["CartItemId": line, "MetaData": attribute("")]), "D005")
            #expect(globale.order(order.sample.id)?.effects == [:])
            for size in ["M", "L"] {
                let good: Document = [
                    "CartItemId": line, "OriginCountryCode": "PT", "MetaData": attribute(.text(size)),
                ]
                #expect(try await update(id, good).json == ["Success": true])
            }
            let progress = globale.order(order.sample.id)?.progress[order.sample.lines[0].cartItemID]
            #expect(progress?.origin == "PT")
            #expect(progress?.attributes.map(\.value) == ["L"])
            let overwrite: Document = [
                "MetaDataUpdateType": "Replace", "OrderId": id, "Products": [["CartItemId": line]],
            ]
            expect(try await call.post("/Order/UpdateOrderProducts", overwrite), "400")
        }
    }

    private func replacement(_ order: GlobalEOrder, sku: String? = nil, price: String = "1.00") -> Document {
        let line = order.sample.lines[0]
        return [
            "orderReplacement": [
                "originalOrderId": .text(order.sample.id),
                "replacedProducts": [["quantity": .number("1.0"), "cartItemId": .text(line.cartItemID)]],
            ],
            "cartData": [
                "products": [
                    [
                        "productCode": .text(sku ?? line.sku), "isFixedPrice": true, "orderedQuantity": .number("1.0"),
                        "salePrice": .text(price), "cartItemId": "", "parentCartItemId": .text(line.cartItemID),
                    ]
                ],
                "discounts": [["productCartItemId": "", "discountType": 1, "discountValue": .number("0.10")]],
                "merchantOrderId": "Y1",
            ],
        ]
    }

    @Test("a replacement order is linked to its original, and its shipping comes to nothing")
    func replaced() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder(wish("EUR", "EUR"))
            let reply = try await call.post("/checkout/CreateOrder", replacement(order))
            #expect(reply.status == 200)
            #expect(reply.json["IsReplacementOrder"] == true)
            #expect(reply.json["OriginalOrder"]?["OrderId"]?.text == order.sample.id)
            #expect(reply.json["DateCreated"] == "1900-01-01T00:00:00Z")
            let money = try #require(reply.json["InternationalDetails"])
            #expect(try money["TotalPrice"]?.minor("EUR") == 90)
            #expect(try money["TotalShippingPrice"]?.minor("EUR") == -order.sample.shipping.customer)
            #expect(
                try reply.json["Markups"]?[0]?["InternationalPrice"]?.minor("EUR") == order.sample.shipping.customer)
            // Each call is a further order.
            try await call.post("/Checkout/createorder", replacement(order))
            #expect(globale.order(order.sample.id)?.effects == ["replacement": 2])
            #expect(globale.order("Y1")?.sample.original?.id == order.sample.id)
        }
    }

    @Test("a replacement needs its original, known articles, and adds no value")
    func replacementRules() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            expect(try await call.post("/checkout/CreateOrder", replacement(order, sku: "none")), "400")
            expect(try await call.post("/checkout/CreateOrder", replacement(order, price: "99999")), "400")
            var foreign = order
            foreign.sample.id = "GE1GB"
            expect(try await call.post("/checkout/CreateOrder", replacement(foreign)), "400")
            #expect(globale.orders.count == 1)
        }
    }

    private let cart: Document = [
        "ShippingDetails": ["FirstName": "Tema", "LastName": "Test", "Email": "tema@buyer.example"],
        "CustomerPayments": [
            "Duties": .number("5807.0"), "Taxes": .number("19491.0"), "CustomClearanceFee": .number("0.0"),
            "ShippingPrice": .number("11377.0"), "Total": .number("122075.0"),
        ],
        "IsTaxPrePaid": true, "Currency": ["OriginalCurrencyCode": "GBP", "CurrencyCode": "CLP"],
        "Products": [
            ["ProductCode": "40166999589034", "SalePrice": "85400.0", "OrderedQuantity": 1, "CartItemId": "4-0"]
        ],
        "MerchantOrderId": "TestMerchantOrderId", "OrderCreationSource": "ShopifyAPI",
    ]

    @Test("a platform order is made of the cart, and once per call")
    func platform() async throws {
        try await withGlobalE { globale, call in
            #expect(try await call.post("/Checkout/CreateOrderPlatform", cart).json == ["Success": true])
            let order = try #require(globale.order("TestMerchantOrderId"))
            #expect(order.sample.customerCurrency == "CLP")
            // The total that the published sample states.
            #expect(order.paid.customer == 122_075)
            #expect(order.status == .received)
            try await call.post("/Checkout/CreateOrderPlatform", cart)
            let effects = try await call.plain.get("/_control/effects").json
            #expect(effects["platformOrders"] == ["TestMerchantOrderId": 2])
            expect(try await call.post("/Checkout/CreateOrderPlatform", ["Products": []]), "EmptyString")
        }
    }

    @Test("details are a bare list of the orders that are known, by either id")
    func details() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let body: Document = ["OrderIds": [.text(order.sample.id), "GE1GB"]]
            let reply = try await call.post("/Order/GetOrdersDetails", body)
            #expect(reply.json.elements?.count == 1)
            #expect(reply.json[0] == order.document(guid: merchantGUID))
            #expect(reply.json[0]?["Refunds"] == nil)
            expect(try await call.post("/Order/GetOrdersDetails", [:]), "EmptyString")
        }
        var assumptions = GlobalEAssumptions()
        assumptions.detailsShowRefunds = true
        assumptions.detailsOmitUnknown = false
        try await withGlobalE(.init(assumptions: assumptions)) { globale, call in
            let id = try globale.paidOrder().sample.id
            try await call.refund(["OrderId": .text(id), "ServiceGestureAmount": 1, "externalReference": "r-1"])
            #expect(try await call.details(id)["Refunds"]?.all.map { $0["externalReference"] } == ["r-1"])
            expect(try await call.post("/Order/GetOrdersDetails", ["OrderIds": ["GE1GB"]]), "400")
        }
    }

    @Test("documents are asked for by order and tracking number; mistakes are 400 in the flat form")
    func documents() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let path = "/additional-required-documents"
            let parcel: Document = [
                "ParcelCode": "P1", "TrackingDetails": ["TrackingNumber": "T1"],
                "Products": [["CartItemId": .text(order.sample.lines[0].cartItemID), "DeliveryQuantity": 1]],
            ]
            try await call.post(
                "/Order/GetShippingDocuments", ["OrderId": .text(order.sample.id), "Parcels": [parcel]])
            func ask(_ id: String, _ numbers: Document) async throws -> Caller.Reply {
                try await call.post(path, ["Orders": [["OrderID": .text(id), "TrackingNumbers": numbers]]])
            }
            let unknown = try await ask("GE1GB", ["T1"])
            expect(unknown, "B001")
            #expect(unknown.json["Message"] == "Order ID not found")
            expect(try await ask(order.sample.id, ["T2"]), "400")
            expect(try await ask(order.sample.id, []), "400")
            expect(try await call.post(path, [:]), "400")
            let good = try await ask(order.sample.id, ["T1"])
            #expect(good.status == 200)
            #expect(good.json == ["Success": true])
            #expect(globale.order(order.sample.id)?.documentRequests == ["T1"])
        }
    }

    @Test("the internal SendOrder answers with the order and where to pay, by GET and POST")
    func sendOrder() async throws {
        try await withGlobalE { globale, call in
            let name = PercentText.encoded(#"{"FirstName":"John","StateOrProvice":"New York"}"#)
            let path = "/Order/SendOrder?merchantGUID=\(merchantGUID)&cartToken=707c&shippingDetails=\(name)"
            for method in [HTTPMethod.GET, .POST] {
                let reply = try await call.plain.send(method, path, nil)
                let id = try #require(reply.json["Order"]?["OrderId"]?.text)
                #expect(reply.json["PaymentActionURL"]?.text?.hasSuffix(id) == true)
                #expect(globale.order(id)?.status == .pendingPayment)
                #expect(globale.order(id)?.sample.cartID == "707c")
            }
            expect(try await call.post("/Checkout/SendOrder", [:]), "EmptyString")
        }
    }

    @Test("UpdateOrder is not implemented")
    func updateOrder() async throws {
        try await withGlobalE { globale, call in
            let id = try globale.paidOrder().sample.id
            expect(try await call.post("/Order/UpdateOrder", ["orderId": .text(id)]), "501", status: 501)
        }
    }
}
