import AdapterKit
import Canonical
import HTTPTypes
import JWTKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Finds out whether a notification comes from Global-e.
///
/// Source: contract 1.3: the payload's MerchantGUID (header and query where a payload has none, 3.15), a bearer token by
/// RS256 when switched on, an IP allow-list. There is no signature over the body.
struct GlobalEVerification {
    /// The claims of a token that are looked at; their presence is not documented.
    private struct Claims: JWTPayload {
        var iss: IssuerClaim?
        var exp: ExpirationClaim?
        var nbf: NotBeforeClaim?

        /// Times are compared by the caller, who is told what the present is.
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private static let guidHeader = HTTPField.Name("MerchantGUID")
    private static let forwardedHeader = HTTPField.Name("X-Forwarded-For")

    private let configuration: GlobalEConfiguration

    init(_ configuration: GlobalEConfiguration) { self.configuration = configuration }

    /// - Throws: ``AdapterKit/VerificationFailure`` for the first proof that is missing or wrong.
    func verify(_ request: WireRequest, at now: Instant) async throws(VerificationFailure) {
        try checkAddress(request)
        try checkGUID(request)
        try await checkToken(request, at: now)
    }

    private func checkAddress(_ request: WireRequest) throws(VerificationFailure) {
        guard !configuration.allowedAddresses.isEmpty else { return }
        guard var address = request.peer else { throw VerificationFailure(reason: "the sender has no address") }
        if configuration.trustedProxies.contains(where: { $0.contains(address) }), let name = Self.forwardedHeader {
            let hops = request.headers[values: name].flatMap { $0.split(separator: ",") }
                .map { String($0.trimmed(where: { $0 == " " || $0 == "\t" })) }
            // Each proxy adds the address that it sees, so the last one that is no proxy of ours is the sender's.
            address = hops.last { hop in !configuration.trustedProxies.contains { $0.contains(hop) } } ?? address
        }
        guard configuration.allowedAddresses.contains(where: { $0.contains(address) }) else {
            throw VerificationFailure(reason: "the sender's address is not allowed")
        }
    }

    /// Every GUID that is stated must be the merchant's, and one must be stated.
    private func checkGUID(_ request: WireRequest) throws(VerificationFailure) {
        var stated = Self.guids(in: request.body)
        if let name = Self.guidHeader { stated += request.headers[values: name].map { Array($0.utf8) } }
        stated += Self.guidsInQuery(request)
        guard !stated.isEmpty else { throw VerificationFailure(reason: "no MerchantGUID is stated") }
        let expected = Self.lowered(Array(configuration.merchantGUID.revealed.utf8))
        var isGenuine = true
        // No way out at the first mismatch: the time must not tell which one it was.
        for guid in stated where !ConstantTime.equal(Self.lowered(guid), expected) { isGenuine = false }
        guard isGenuine else { throw VerificationFailure(reason: "a MerchantGUID is not the merchant's") }
    }

    private func checkToken(_ request: WireRequest, at now: Instant) async throws(VerificationFailure) {
        guard let key = configuration.notificationKey else { return }
        guard let header = request.headers[.authorization] else {
            throw VerificationFailure(reason: "no bearer token is there")
        }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw VerificationFailure(reason: "the Authorization header holds no bearer token")
        }
        let claims: Claims
        do {
            let keys = await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256)
            claims = try await keys.verify(String(parts[1]), as: Claims.self)
        } catch {
            throw VerificationFailure(reason: "the token was not signed with Global-e's key")
        }
        try check(claims, at: now)
    }

    private func check(_ claims: Claims, at now: Instant) throws(VerificationFailure) {
        func moment(_ offset: Int64) -> Date {
            Date(timeIntervalSince1970: TimeInterval(now.microseconds / 1_000_000 + offset))
        }
        let tolerance = GlobalEAssumptions.tokenClockTolerance
        if let issuer = configuration.notificationIssuer, claims.iss?.value != issuer {
            throw VerificationFailure(reason: "the token has another issuer")
        }
        if let end = claims.exp?.value, end < moment(-tolerance) {
            throw VerificationFailure(reason: "the token has expired")
        }
        if let start = claims.nbf?.value, start > moment(tolerance) {
            throw VerificationFailure(reason: "the token is not valid yet")
        }
    }
}

extension GlobalEVerification {
    /// The values of every `"MerchantGUID"` member of the body, whatever the case of the key.
    ///
    /// The bytes are searched instead of parsed: a body may be 20 MB of base64, and a stranger must not have it parsed.
    static func guids(in body: [UInt8]) -> [[UInt8]] {
        let key = Array(#""merchantguid""#.utf8)
        var found: [[UInt8]] = []
        body.withUnsafeBufferPointer { bytes in
            var index = 0
            while index + key.count < bytes.count {
                guard bytes[index] == key[0], bytes[index + 1] | 0x20 == key[1],
                    (2..<key.count).allSatisfy({ bytes[index + $0] == key[$0] || bytes[index + $0] | 0x20 == key[$0] })
                else {
                    index += 1
                    continue
                }
                index += key.count
                if let value = text(in: bytes, from: &index) { found.append(value) }
            }
        }
        return found
    }

    /// The text behind a colon; nil when another kind of value stands there.
    private static func text(in bytes: UnsafeBufferPointer<UInt8>, from index: inout Int) -> [UInt8]? {
        func skipBlanks() {
            while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
        }
        skipBlanks()
        guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
        index += 1
        skipBlanks()
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
        let start = index + 1
        guard start < bytes.count, let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        index = end + 1
        return Array(bytes[start..<end])
    }

    private static func guidsInQuery(_ request: WireRequest) -> [[UInt8]] {
        guard let mark = request.url.firstIndex(of: "?") else { return [] }
        return request.url[request.url.index(after: mark)...].split(separator: "&").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].lowercased() == "merchantguid" else { return nil }
            return Array((PercentEncoding.decoded(parts[1]) ?? "").utf8)
        }
    }

    private static func lowered(_ bytes: [UInt8]) -> [UInt8] {
        bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }
}

extension Substring {
    fileprivate func trimmed(where isBlank: (Character) -> Bool) -> Substring {
        var text = drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
