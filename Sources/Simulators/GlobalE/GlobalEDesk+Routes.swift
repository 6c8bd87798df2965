extension GlobalEDesk: Simulation {
    var clock: SimulatorClock { configuration.clock }
    var bodyLimit: Int { configuration.bodyLimit }
    var assumptions: GlobalEAssumptions { configuration.assumptions }

    func operations(_ request: IncomingRequest) -> [String] {
        [GlobalEEndpoint(path: request.path)?.operation ?? "unknown"]
    }

    func answer(_ request: IncomingRequest) async -> Answer {
        guard let endpoint = GlobalEEndpoint(path: request.path) else {
            return refuse(.init("404", "There is no such path.", status: 404), .errorInfo)
        }
        count(endpoint.operation)
        guard endpoint.takes(request.method) else {
            return refuse(.init("405", "The method is not allowed.", status: 405), .errorInfo)
        }
        do {
            if let refusal = authenticate(request, for: endpoint) { return refuse(refusal, .errorInfo) }
            return try serve(endpoint, request)
        } catch let refusal as GlobalERefusal {
            return refuse(refusal, endpoint.envelope)
        } catch {
            let code = endpoint == .getShippingDocuments ? "A100" : endpoint.envelope == .errorList ? "B100" : "400"
            return refuse(.init(code, "\(error)", status: 400), endpoint.envelope)
        }
    }

    private func serve(_ endpoint: GlobalEEndpoint, _ request: IncomingRequest) throws -> Answer {
        switch endpoint {
        case .getAuthenticationToken: try token(request)
        case .updateOrderStatus: try updateStatus(request)
        case .updateOrderDispatchV2: try dispatchV2(request)
        case .updateOrderDispatch: try dispatchLegacy(request)
        case .getShippingDocuments: try shippingDocuments(request)
        case .dispatchOrders: try manifest(request, isConsolidated: false)
        case .dispatchConsolidatedShipment: try manifest(request, isConsolidated: true)
        case .createOrderRefund: try refund(request)
        case .quoteOrderChange: try change(request, applies: false)
        case .applyOrderChange: try change(request, applies: true)
        case .updateOrderProducts: try updateProducts(request)
        case .createOrder: try replace(request)
        case .createOrderPlatform: try createPlatformOrder(request)
        case .getOrdersDetails: try details(request)
        case .createAdditionalRequiredDocuments: try requestDocuments(request)
        case .sendOrder, .sendCheckoutOrder: try sendOrder(request)
        case .voidParcel: try voidParcel(request)
        case .updateOrder:
            throw GlobalERefusal("501", "UpdateOrder is not implemented.", status: assumptions.notImplementedStatus)
        }
    }

    /// The GUID may stand in header, query or body; wherever it stands it has to be the right one.
    ///
    /// Source: contract 1.2: 401 without it (stated), 500 with code 500 for a bad token (found).
    private func authenticate(_ request: IncomingRequest, for endpoint: GlobalEEndpoint) -> GlobalERefusal? {
        var stated = [request.header("MerchantGUID"), request.parameter("merchantGUID")].compactMap { $0 }
        if stated.isEmpty {
            // A body that is no JSON holds no GUID; what is wrong with it is told to those who have one.
            if let body = try? request.document(), let guid = body.any("MerchantGUID")?.text { stated = [guid] }
        }
        if endpoint != .getAuthenticationToken {
            let guid = configuration.merchantGUID.lowercased()
            guard !stated.isEmpty, stated.allSatisfy({ $0.lowercased() == guid }) else {
                return GlobalERefusal("401", "MerchantGUID is missing or not valid.", status: 401)
            }
        }
        guard configuration.requiresToken, endpoint.takesToken else { return nil }
        let header = request.header("authorization") ?? ""
        let token = header.lowercased().hasPrefix("bearer ") ? String(header.dropFirst(7)) : header
        guard isValid(token: token), request.header("UserName") == configuration.user else {
            return GlobalERefusal("500", "The token is not valid or has expired.", status: 500)
        }
        return nil
    }

    private func token(_ request: IncomingRequest) throws -> Answer {
        let body = try request.document()
        let user = body.any("UserName", "User")?.text ?? request.parameter("userName")
        let password = body.any("Password")?.text ?? request.parameter("password")
        guard user == configuration.user, password == configuration.password else {
            throw GlobalERefusal("401", "The user or the password is wrong.", status: 401)
        }
        let token = makeToken(for: configuration.user)
        switch assumptions.tokenForm {
        case .text: return Answer(document: .text(token))
        case .object:
            let life = Document(Int(assumptions.tokenLife))
            return Answer(document: ["Success": true, "Token": .text(token), "ExpiresIn": life])
        }
    }

    /// Words a refusal in one of the envelopes of contract 1.6.
    func refuse(_ refusal: GlobalERefusal, _ envelope: GlobalEEndpoint.Envelope) -> Answer {
        let status = refusal.status ?? assumptions.refusalStatus
        let code = Document.text(refusal.code)
        let message = Document.text(refusal.message)
        let detail = Document.text(refusal.detail)
        switch envelope {
        case .errorInfo:
            return Answer(status: status, document: ["Code": code, "Error": message, "Description": detail])
        case .flat:
            return Answer(status: status, document: ["Code": code, "Message": message, "Description": detail])
        case .errorList:
            return Answer(
                status: status,
                document: ["Errors": [["Code": code, "Message": message, "Description": detail]]])
        case .documents:
            let error: Document = ["OrderID": nil, "ErrorCode": code, "ErrorText": message, "MerchantOrderID": nil]
            return Answer(
                status: status,
                document: [
                    "IsSuccess": false, "ErrorText": message, "Documents": nil, "ShipperManifests": nil,
                    "ParcelsTracking": nil, "TrackingDetails": nil, "DeliveryAdviceInformation": nil,
                    "Errors": [error],
                ])
        }
    }
}
