import AdapterKit
import Canonical
import HTTPTypes

/// Addresses and credentials of calls.
extension GlobalECheckoutAdapter {
    /// A call with its address and without credentials: what is recorded of it must not hold them.
    func request(_ call: GlobalECall) -> WireRequest {
        let base = call.endpoint.isOnDocumentsHost ? configuration.documentsBaseURL : configuration.baseURL
        let query = call.query.map { "\($0.name)=\(PercentEncoding.encoded($0.value))" }.joined(separator: "&")
        return WireRequest(
            method: .post, url: base + call.endpoint.rawValue + (query.isEmpty ? "" : "?\(query)"),
            headers: [.contentType: "application/json", .accept: "application/json"], body: call.body)
    }

    /// The request with the GUID in header and query, and a token where there is one.
    ///
    /// Source: "merchantguid-authentication" and "jwt-authentication" (found: the GUID stays in the URL beside a token).
    func authorised(_ request: WireRequest, token: Secret?) -> WireRequest {
        var request = request
        let guid = configuration.merchantGUID.revealed
        let inQuery = GlobalEAssumptions.Outbound.queryGUIDIsLowerCase ? guid.lowercased() : guid
        let rest = request.url.dropFirst(request.path.count + 1)
        request.url =
            "\(request.path)?merchantGUID=\(PercentEncoding.encoded(inQuery))" + (rest.isEmpty ? "" : "&\(rest)")
        request.headers[.merchantGUID] = guid
        if let token, let user = configuration.credentials?.user {
            request.headers[.authorization] = token.revealed
            request.headers[.userName] = user
        }
        return request
    }

    /// Sends a call; one that is harmless is sent once more when its token was refused.
    ///
    /// - Throws: `ExchangeFailure`; without effect when there was no token to send it with, or it only reads.
    func send(
        _ request: WireRequest, isHarmless: Bool, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> WireResponse {
        let takesToken = GlobalEEndpoint(path: request.path)?.takesToken ?? false
        guard let credentials = configuration.credentials, takesToken else {
            return try await exchange.send(authorised(request, token: nil))
        }
        let token = try await token(credentials, exchange)
        let response = try await exchange.send(authorised(request, token: token))
        guard Self.mayHaveRefusedToken(response) else { return response }
        tokens.forget(token)
        // A 500 may also be a call that failed half-way; only harmless ones are sent again without looking.
        guard isHarmless else { return response }
        return try await exchange.send(authorised(request, token: try await self.token(credentials, exchange)))
    }

    /// Sends a call that only reads; a lost answer has no effect.
    ///
    /// - Throws: `ExchangeFailure` without effect.
    func read(_ call: GlobalECall, through exchange: any Exchange) async throws(ExchangeFailure) -> WireResponse {
        do {
            return try await send(request(call), isHarmless: true, through: exchange)
        } catch {
            throw ExchangeFailure(effect: .none, message: error.message)
        }
    }

    /// Source: "sample" (found): a bad or expired token is answered with 500 and the code "500", not with 401.
    private static func mayHaveRefusedToken(_ response: WireResponse) -> Bool {
        if response.status == 401 { return true }
        guard response.status == 500 else { return false }
        let code = (try? JSONDocument.parse(response.body))?.root.filled("Code")
        return code == "500" || code == "401"
    }

    private func token(
        _ credentials: GlobalEConfiguration.Credentials, _ exchange: any Exchange
    ) async throws(ExchangeFailure) -> Secret {
        if let kept = tokens.token(at: exchange.now) { return kept }
        let call = GlobalECall(.token, body: GlobalETokens.body(credentials))
        let response: WireResponse
        do {
            response = try await exchange.send(authorised(request(call), token: nil))
        } catch {
            throw ExchangeFailure(effect: .none, message: "token: \(error.message)")
        }
        guard let token = GlobalETokens.read(response, at: exchange.now) else {
            throw ExchangeFailure(
                effect: .none, message: "Global-e gave no token for \(credentials.user) (\(response.status))")
        }
        tokens.keep(token)
        return token.text
    }
}

extension HTTPField.Name {
    /// Carries the merchant's GUID.
    fileprivate static let merchantGUID = name("MerchantGUID")
    /// Carries the user of the token.
    fileprivate static let userName = name("UserName")

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("no name of a header field") }
        return name
    }
}
