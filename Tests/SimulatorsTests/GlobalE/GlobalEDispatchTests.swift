import NIOCore
import Testing

@testable import Simulators

@Suite("Global-e simulator: dispatch, labels and manifests")
struct GlobalEDispatchTests {
    private func parcel(_ code: String, _ items: [(GlobalESampleOrder.Line, Int)], tracking: String? = nil) -> Document
    {
        var members: [Document.Member] = [
            .init("ParcelCode", .text(code)),
            .init(
                "Products",
                .list(
                    items.map { line, quantity in
                        [
                            "CartItemId": .text(line.cartItemID), "ProductCode": .text(line.sku),
                            "DeliveryQuantity": Document(quantity),
                        ]
                    })),
        ]
        if let tracking { members.append(.init("TrackingDetails", ["TrackingNumber": .text(tracking)])) }
        return .object(members)
    }

    private func request(_ id: String, parcels: [Document] = [], exceptions: [Document] = []) -> Document {
        ["OrderId": .text(id), "Parcels": .list(parcels), "Exceptions": .list(exceptions)]
    }

    private func expect(_ reply: Caller.Reply, _ code: String) {
        #expect(reply.status == 400)
        #expect(reply.json.errorCode == code)
    }

    private let labels = "/Order/GetShippingDocuments"

    @Test("two parcels and an out-of-stock exception are recorded, the rest is paid back, the order has shipped")
    func dispatch() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder(wish(lines: 3))
            let lines = order.sample.lines
            let reply = try await call.post(
                "/Order/UpdateOrderDispatchV2",
                request(
                    order.sample.id,
                    parcels: [parcel("P1", [(lines[0], 2)], tracking: "T1"), parcel("P2", [(lines[1], 2)])],
                    exceptions: [
                        ["SKU": .text(lines[2].sku), "CartItemId": .text(lines[2].cartItemID), "ExceptionType": 1]
                    ]))

            #expect(reply.status == 200)
            #expect(reply.json == ["Success": true])
            let after = try #require(globale.order(order.sample.id))
            #expect(after.parcels.map(\.code) == ["P1", "P2"])
            #expect(after.parcels[0].trackingNumber == "T1")
            #expect(after.status == .shippedFully)
            #expect(after.refunds.count == 1)
            #expect(after.sample.lines[2].quantity == 0)
            #expect(after.effects == ["parcel": 2, "dispatch": 1, "refund": 1, "out-of-stock": 1])
            let details = try await call.details(order.sample.id)
            #expect(details["Parcels"]?.all.map { $0["ParcelCode"] } == ["P1", "P2"])
            let tracked = details["InternationalDetails"]?["ParcelsTracking"]?.all ?? []
            #expect(tracked.first?["ParcelTrackingNumber"] == "T1")
        }
    }

    @Test("a part ships partially, the rest later; a later date is noted")
    func parts() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let lines = order.sample.lines
            let later: Document = [
                "CartItemId": .text(lines[1].cartItemID), "ExceptionType": 2, "ExpectedFulfilmentDate": "2030-03-31",
            ]
            try await call.post(
                "/Order/UpdateOrderDispatchV2",
                request(order.sample.id, parcels: [parcel("P1", [(lines[0], 2)])], exceptions: [later]))
            #expect(globale.order(order.sample.id)?.status == .shippedPartially)
            let details = try await call.details(order.sample.id)
            #expect(details["Products"]?[1]?["BackOrderDate"] == "2030-03-31")
            try await call.post(
                "/Order/UpdateOrderDispatchV2", request(order.sample.id, parcels: [parcel("P2", [(lines[1], 2)])]))
            #expect(globale.order(order.sample.id)?.status == .shippedFully)
        }
    }

    @Test("a cancelled piece needs its quantity, and is taken out")
    func cancelledPiece() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let line = order.sample.lines[0]
            let without: Document = ["CartItemId": .text(line.cartItemID), "ExceptionType": 3]
            expect(
                try await call.post("/Order/UpdateOrderDispatchV2", request(order.sample.id, exceptions: [without])),
                "400")
            let with: Document = ["CartItemId": .text(line.cartItemID), "ExceptionType": 3, "Quantity": 1]
            #expect(
                try await call.post("/Order/UpdateOrderDispatchV2", request(order.sample.id, exceptions: [with])).status
                    == 200)
            #expect(try globale.lines(order.sample.id)[0].quantity == 1)
        }
    }

    @Test("a parcel sent twice under its code is one parcel")
    func twice() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let body = request(order.sample.id, parcels: [parcel("P1", [(order.sample.lines[0], 2)])])
            for _ in 0..<2 { #expect(try await call.post("/Order/UpdateOrderDispatchV2", body).status == 200) }
            #expect(globale.order(order.sample.id)?.effects == ["parcel": 1, "dispatch": 1])
        }
    }

    @Test("a dispatch of nothing is refused")
    func nothing() async throws {
        try await withGlobalE { globale, call in
            let id = try globale.paidOrder().sample.id
            expect(try await call.post("/Order/UpdateOrderDispatchV2", request(id)), "EmptyString")
        }
    }

    @Test("the legacy dispatch takes status in the query and products as the body")
    func legacy() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder(wish(lines: 1))
            let details: Document = ["OrderId": .text(order.sample.id), "OrderStatus": ["OrderStatusCode": "shipped"]]
            let products: Document = [
                ["ProductCode": .text(order.sample.lines[0].sku), "DeliveryQuantity": 2],
                ["ProductCode": .text(order.sample.lines[0].sku), "DeliveryQuantity": -1],
            ]
            let reply = try await call.post(
                "/Order/UpdateOrderDispatch?orderStatus=" + PercentText.encoded(details.json), products)
            #expect(reply.json == ["Success": true])
            #expect(globale.order(order.sample.id)?.status == .shippedFully)
        }
    }

    @Test("labels are made for the parcels, and given again when only asked for")
    func documents() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder(wish("KWD"))
            let made = try await call.post(
                labels, request(order.sample.id, parcels: [parcel("P1", [(order.sample.lines[0], 1)])]))
            #expect(made.status == 200)
            #expect(made.json["IsSuccess"] == true)
            #expect(made.json["Documents"]?.all.map { $0["DocumentTypeName"] } == ["Label", "CommercialInvoice"])
            let again = try await call.post(labels, request(order.sample.id))
            #expect(again.json == made.json)
            #expect(globale.order(order.sample.id)?.effects["dispatch"] == 1)
            let advice = try #require(made.json["DeliveryAdviceInformation"]?[0])
            #expect(try advice["TotalValue"]?.minor("KWD") == order.sample.lines[0].discounted.customer)
        }
    }

    @Test("A100: a structure that is none")
    func a100() async throws {
        try await withGlobalE { globale, call in
            let id = Document.text(try globale.paidOrder().sample.id)
            for body in [
                [], ["Parcels": []], ["OrderId": id, "Parcels": "x"], ["OrderId": id, "Parcels": ["x"]],
                ["OrderId": id, "Exceptions": [["ExceptionType": 9]]],
                [
                    "OrderId": id, "ShippingAdditionalInformation": [],
                    "Parcels": [["ShippingAdditionalInformation": []]],
                ],
            ] as [Document] { expect(try await call.post(labels, body), "A100") }
        }
    }

    @Test("A200: an unknown order, a wrong status, no documents yet, too many pieces")
    func a200() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let pending = try globale.createOrders(wish: wish(), announced: false)[0]
            let line = order.sample.lines[0]
            expect(try await call.post(labels, request("GE1GB")), "A200")
            expect(try await call.post(labels, request(order.sample.id)), "A200")
            expect(try await call.post(labels, request(order.sample.id, parcels: [parcel("P", [(line, 3)])])), "A200")
            let early = request(pending, parcels: [parcel("P", [(try globale.lines(pending)[0], 1)])])
            expect(try await call.post(labels, early), "A200")
            #expect(globale.order(order.sample.id)?.parcels.isEmpty == true)
        }
    }

    @Test("A300 with the check of articles, A400 without it")
    func articles() async throws {
        let stranger: Document = [
            "ParcelCode": "P", "Products": [["ProductCode": "none", "DeliveryQuantity": 1]],
        ]
        try await withGlobalE { globale, call in
            let id = try globale.paidOrder().sample.id
            expect(try await call.post(labels, request(id, parcels: [stranger])), "A300")
        }
        var assumptions = GlobalEAssumptions()
        assumptions.validatesSKUs = false
        try await withGlobalE(.init(assumptions: assumptions)) { globale, call in
            let id = try globale.paidOrder().sample.id
            expect(try await call.post(labels, request(id, parcels: [stranger])), "A400")
        }
    }

    @Test("A500 and A018 on request, without an effect, and A019 for a cancelled order")
    func failures() async throws {
        try await withGlobalE { globale, call in
            let order = try globale.paidOrder()
            let body = request(order.sample.id, parcels: [parcel("P1", [(order.sample.lines[0], 1)])])
            for code in ["A500", "A018"] {
                try globale.fail(code)
                expect(try await call.post(labels, body), code)
            }
            #expect(globale.order(order.sample.id)?.effects == [:])
            #expect(try await call.post(labels, body).status == 200)
            let other = try globale.paidOrder().sample
            try await globale.take(.customerCancel, of: other.id)
            expect(try await call.post(labels, request(other.id)), "A019")
            expect(
                try await call.post(labels, request(other.id, parcels: [parcel("P", [(other.lines[0], 1)])])), "A019")
        }
    }

    private func labelled(
        _ globale: GlobalESimulator, _ call: GlobalECaller, _ code: String, hub: String? = nil,
        consolidated: Bool = false
    ) async throws -> String {
        var wish = wish()
        wish.isConsolidated = consolidated
        let order = try globale.paidOrder(wish)
        guard
            case .object(var members) = request(order.sample.id, parcels: [parcel(code, [(order.sample.lines[0], 1)])])
        else { return "" }
        if let hub { members.append(.init("HubCode", .text(hub))) }
        #expect(try await call.post(labels, .object(members)).status == 200)
        return order.sample.id
    }

    @Test("labelled parcels go on a manifest once; blanks around ids do not matter")
    func manifest() async throws {
        try await withGlobalE { globale, call in
            let id = try await labelled(globale, call, "P1")
            let reply = try await call.post("/Order/DispatchOrders", ["OrderIds": [.text(" " + id)]])
            #expect(reply.status == 200)
            #expect(reply.json["ShipperManifests"]?[0]?["DocumentTypeCode"] == "3")
            #expect(reply.json["Errors"] == .null)
            #expect(globale.order(id)?.effects["manifest"] == 1)
            expect(try await call.post("/Order/DispatchOrders", ["OrderIds": [.text(id)]]), "B002")
        }
    }

    @Test("of several orders those that can go do, and the others are told one by one")
    func partial() async throws {
        try await withGlobalE { globale, call in
            let id = try await labelled(globale, call, "P1")
            let bare = try globale.paidOrder().sample.id
            let reply = try await call.post(
                "/Order/DispatchOrders", ["OrderIds": [.text(id), .text(bare), "GE1GB"]])
            #expect(reply.status == 200)
            #expect(reply.json["IsSuccess"] == true)
            #expect(reply.json["Errors"]?.all.map { $0["ErrorCode"] } == ["B002", "B001"])
            #expect(reply.json["Errors"]?[0]?["OrderID"]?.text == bare)
        }
    }

    @Test("B001, B100, B404: unknown orders, none that is valid, no selector")
    func selectors() async throws {
        try await withGlobalE { _, call in
            expect(try await call.post("/Order/DispatchOrders", ["OrderIds": ["GE1GB"]]), "B001")
            expect(try await call.post("/Order/DispatchOrders", ["OrderIds": [" "]]), "B100")
            expect(try await call.post("/Order/DispatchOrders", [:]), "B404")
        }
    }

    @Test("B401, B402, B403: parcel codes and tracking numbers")
    func parcels() async throws {
        try await withGlobalE { globale, call in
            let id = try await labelled(globale, call, "P1")
            expect(try await call.post("/Order/DispatchOrders", ["ParcelCodes": ["none"]]), "B401")
            expect(try await call.post("/Order/DispatchOrders", ["TrackingNumbers": ["none"]]), "B402")
            #expect(try await call.post("/Order/DispatchOrders", ["ParcelCodes": ["P1"]]).status == 200)
            #expect(globale.order(id)?.parcels[0].isDispatched == true)
        }
        var assumptions = GlobalEAssumptions()
        assumptions.takesParcelLevelDispatch = false
        try await withGlobalE(.init(assumptions: assumptions)) { _, call in
            expect(try await call.post("/Order/DispatchOrders", ["ParcelCodes": ["P1"]]), "B403")
        }
    }

    @Test("only the parcels of the named hub go")
    func hub() async throws {
        try await withGlobalE { globale, call in
            let id = try await labelled(globale, call, "P1", hub: "Store")
            let body: Document = ["OrderIds": [.text(id)], "HubCode": "Elsewhere"]
            expect(try await call.post("/Order/DispatchOrders", body), "B002")
            #expect(
                try await call.post("/Order/DispatchOrders", ["OrderIds": [.text(id)], "HubCode": "Store"]).status
                    == 200)
        }
    }

    @Test("consolidated shipments: B003, B004, B200, B300, and the good case")
    func consolidated() async throws {
        try await withGlobalE { globale, call in
            let path = "/Order/DispatchConsolidatedShipment"
            let first = Document.text(try await labelled(globale, call, "P1", hub: "A", consolidated: true))
            let second = Document.text(try await labelled(globale, call, "P2", hub: "A", consolidated: true))
            let third = Document.text(try await labelled(globale, call, "P3", hub: "B", consolidated: true))
            let single = Document.text(try await labelled(globale, call, "P4"))
            expect(try await call.post("/Order/DispatchOrders", ["OrderIds": [first]]), "B003")
            expect(try await call.post(path, ["OrderIds": [single]]), "B004")
            expect(try await call.post(path, ["OrderIds": [first, third], "OuterBoxesAmount": 1]), "B200")
            expect(try await call.post(path, ["OrderIds": [first, second], "OuterBoxesAmount": 3]), "B300")
            #expect(try await call.post(path, ["OrderIds": [first, second], "OuterBoxesAmount": 2]).status == 200)
        }
    }

    @Test("B400, B500 and B600 on request, without an effect")
    func manifestFailures() async throws {
        try await withGlobalE { globale, call in
            let id = try await labelled(globale, call, "P1", consolidated: true)
            for code in ["B400", "B500", "B600"] {
                try globale.fail(code)
                let body: Document = ["OrderIds": [.text(id)]]
                expect(try await call.post("/Order/DispatchConsolidatedShipment", body), code)
            }
            #expect(globale.order(id)?.effects["manifest"] == nil)
        }
    }

    @Test("a parcel can be taken back until it is dispatched")
    func void() async throws {
        try await withGlobalE { globale, call in
            let id = try await labelled(globale, call, "P1")
            let body: Document = ["OrderId": .text(id), "ParcelCode": "P1"]
            #expect(try await call.post("/Parcel/VoidParcel", body).status == 200)
            #expect(globale.order(id)?.status == .received)
            expect(try await call.post("/Parcel/VoidParcel", body), "400")
        }
    }
}
