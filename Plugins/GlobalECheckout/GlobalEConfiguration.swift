import AdapterKit
import Canonical
import JWTKit

/// The settings of one merchant at Global-e, ready to use.
struct GlobalEConfiguration: Sendable {
    /// What a status code of the merchant's vocabulary means.
    ///
    /// Source: contract section 4: there is no fixed list, each merchant agrees codes with Global-e.
    enum StatusMeaning: String, Sendable, CaseIterable {
        case received, ready, cancelled, completed, shipped, delivered
        /// Known, and without a meaning of ours.
        case other
    }

    /// A user for the token call; with one, calls to Global-e carry a token.
    struct Credentials: Sendable {
        var user: String
        var password: Secret
    }

    /// Identifies the merchant and is the API token.
    let merchantGUID: Secret
    /// Where Global-e's API is, without a slash at the end.
    let baseURL: String
    /// Where additional required documents are asked for, without a slash at the end.
    let documentsBaseURL: String
    /// For the token call; nil when calls carry the GUID alone.
    let credentials: Credentials?
    /// Verifies the notifications' tokens; nil when they carry none.
    let notificationKey: Insecure.RSA.PublicKey?
    /// What the tokens' issuer has to be; nil when any will do.
    let notificationIssuer: String?
    /// Whose notifications are taken; empty takes them from everywhere.
    let allowedAddresses: [GlobalEAddressRange]
    /// Proxies in front of the gateway whose `X-Forwarded-For` is believed.
    let trustedProxies: [GlobalEAddressRange]
    /// Codes and what they mean, as written in the settings; look them up with ``meaning(ofStatus:)``.
    let statuses: [(code: String, meaning: StatusMeaning)]
    /// The merchant's reason codes at Global-e and our reasons for them; look them up with ``reason(forCode:)``.
    let reasons: [(code: String, reason: String)]
    /// Which call tells a dispatch.
    let dispatchCall: GlobalEOutboundDeclaration.DispatchCall
    /// Whether the orders are real.
    let environment: Order.Environment

    /// - Throws: ``AdapterKit/SettingsProblems`` with everything that cannot be used; refuse the start.
    init(_ settings: Settings) throws(SettingsProblems) {
        var problems: [SettingsProblems.Problem] = []
        merchantGUID = settings.secret("merchant_guid") ?? Secret("")
        if merchantGUID.isEmpty {
            problems.append(.init(path: "merchant_guid", message: "the merchant's GUID is needed"))
        }
        baseURL = Self.url("base_url", settings, &problems)
        documentsBaseURL =
            settings.string("documents_base_url") == nil ? baseURL : Self.url("documents_base_url", settings, &problems)
        credentials = Self.credentials(settings, &problems)
        notificationKey = Self.key(settings, &problems)
        notificationIssuer = settings.string("notifications_jwt_issuer")
        if notificationIssuer != nil, settings.string("notifications_jwt_public_key") == nil {
            problems.append(
                .init(
                    path: "notifications_jwt_issuer",
                    message: "an issuer is only compared when notifications_jwt_public_key is set"))
        }
        allowedAddresses = Self.ranges("allowed_ips", settings, &problems)
        trustedProxies = Self.ranges("trusted_proxies", settings, &problems)
        statuses = settings.stringMap("statuses").compactMap { entry in
            StatusMeaning(rawValue: entry.value).map { (entry.name, $0) }
        }
        reasons = settings.stringMap("reasons").map { ($0.name, $0.value) }
        dispatchCall =
            settings.string("dispatch_with").flatMap(GlobalEOutboundDeclaration.DispatchCall.init) ?? .plain
        environment = settings.string("environment").flatMap { Order.Environment(rawValue: $0) } ?? .live
        guard problems.isEmpty else { throw SettingsProblems(problems) }
    }

    /// What a status code means, whatever its case; the settings go before what is assumed of all merchants.
    func meaning(ofStatus code: String) -> StatusMeaning? {
        let wanted = code.lowercased()
        return statuses.first { $0.code.lowercased() == wanted }?.meaning ?? GlobalEAssumptions.statuses[wanted]
    }

    /// The code that the settings name first for a meaning; nil when they name none.
    func code(for meaning: StatusMeaning) -> String? { statuses.first { $0.meaning == meaning }?.code }

    /// Our reason for a reason code of the merchant's vocabulary; the code itself when the settings name none.
    func reason(forCode code: String) -> String {
        let wanted = code.lowercased()
        return reasons.first { $0.code.lowercased() == wanted }?.reason ?? code
    }

    /// The reason code for a reason of ours; nil when the settings name none.
    func code(forReason reason: String) -> String? {
        let wanted = reason.lowercased()
        return reasons.first { $0.reason.lowercased() == wanted }?.code
    }

    private static func url(
        _ name: String, _ settings: Settings, _ problems: inout [SettingsProblems.Problem]
    ) -> String {
        var url = settings.string(name) ?? ""
        if url.isEmpty { problems.append(.init(path: name, message: "an address of Global-e is needed")) }
        if url.contains(where: { $0 == "?" || $0 == "#" }) {
            problems.append(.init(path: name, message: "an address without query is needed"))
        }
        while url.hasSuffix("/") { url.removeLast() }
        return url
    }

    private static func credentials(
        _ settings: Settings, _ problems: inout [SettingsProblems.Problem]
    ) -> Credentials? {
        let user = settings.string("api_user")
        let password = settings.secret("api_password")
        switch (user, password) {
        case (let user?, let password?): return Credentials(user: user, password: password)
        case (nil, nil): return nil
        case (nil, _): problems.append(.init(path: "api_user", message: "the user of api_password is missing"))
        case (_, nil): problems.append(.init(path: "api_password", message: "the password of api_user is missing"))
        }
        return nil
    }

    private static func key(
        _ settings: Settings, _ problems: inout [SettingsProblems.Problem]
    ) -> Insecure.RSA.PublicKey? {
        guard let pem = settings.string("notifications_jwt_public_key") else { return nil }
        do {
            return try Insecure.RSA.PublicKey(pem: pem)
        } catch {
            problems.append(
                .init(
                    path: "notifications_jwt_public_key", message: "this is no RSA public key of 2048 bits or more",
                    help: "the text between and including the BEGIN and END PUBLIC KEY lines"))
            return nil
        }
    }

    private static func ranges(
        _ name: String, _ settings: Settings, _ problems: inout [SettingsProblems.Problem]
    ) -> [GlobalEAddressRange] {
        settings.strings(name).enumerated().compactMap { index, text in
            if let range = GlobalEAddressRange(text) { return range }
            problems.append(
                .init(
                    path: "\(name).\(index)", message: "this is neither an IP address nor a range of them",
                    help: "203.0.113.7, 203.0.113.0/24 or 2001:db8::/32"))
            return nil
        }
    }
}
