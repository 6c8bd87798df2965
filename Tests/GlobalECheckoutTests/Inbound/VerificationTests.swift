import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import JWTKit
import Testing

@testable import GlobalECheckout

@Suite("Who a notification comes from")
struct VerificationTests {
    private func isGenuine(
        _ body: String = "{}", headers: HTTPFields = [:], query: String = "", peer: String? = nil,
        _ values: [String: Settings.Value] = [:]
    ) async throws -> Bool {
        let request = GlobalE.request("order", Array(body.utf8), headers: headers, query: query, peer: peer)
        do {
            try await GlobalE.adapter(values).verify(request, at: .testMoment)
            return true
        } catch is VerificationFailure {
            return false
        }
    }

    @Test("the GUID is taken from body, header or query, in any case")
    func guid() async throws {
        let upper = GlobalE.guid.uppercased()
        let name = try #require(HTTPField.Name("merchantguid"))

        #expect(try await isGenuine(#"{"MerchantGUID":"\#(upper)"}"#))
        #expect(try await isGenuine(#"{"a":1,"merchantGuid" : "\#(GlobalE.guid)"}"#))
        #expect(try await isGenuine(headers: [name: upper]))
        #expect(try await isGenuine(query: "?MERCHANTguid=\(upper)"))
    }

    @Test("no GUID, a wrong one, and a wrong one beside the right one are refused")
    func wrongGUID() async throws {
        let name = try #require(HTTPField.Name("MerchantGUID"))

        #expect(try await !isGenuine())
        #expect(try await !isGenuine(#"{"MerchantGUID":"abcdabcd-abcd-abcd-abcd-abcdabcdabce"}"#))
        #expect(try await !isGenuine(#"{"MerchantGUID":null}"#))
        #expect(try await !isGenuine(#"{"MerchantGUID":"\#(GlobalE.guid)"}"#, headers: [name: "other"]))
        #expect(try await !isGenuine(#"{"MerchantGUID":"\#(GlobalE.guid.dropLast())"}"#))
        #expect(try await !isGenuine(#"{"MerchantGUID":"#))
    }

    @Test(
        "an address list lets in what it names and nothing else",
        arguments: [
            ("203.0.113.9", true), ("203.0.114.9", false), ("2001:db8::1", true), ("2001:db9::1", false),
            ("::ffff:203.0.113.9", true), (nil, false), ("nonsense", false),
        ] as [(String?, Bool)])
    func addresses(_ peer: String?, _ isAllowed: Bool) async throws {
        let allowed = Settings.Value.list([.string("203.0.113.0/24"), .string("2001:db8::/32")])

        let isGenuine = try await isGenuine(
            #"{"MerchantGUID":"\#(GlobalE.guid)"}"#, peer: peer, ["allowed_ips": allowed])

        #expect(isGenuine == isAllowed)
    }

    @Test("behind a trusted proxy the address that the proxy saw counts, and only then")
    func proxies() async throws {
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        let values: [String: Settings.Value] = [
            "allowed_ips": .list([.string("203.0.113.9")]), "trusted_proxies": .list([.string("10.0.0.0/8")]),
        ]
        let body = #"{"MerchantGUID":"\#(GlobalE.guid)"}"#

        #expect(try await isGenuine(body, headers: [name: "198.51.100.1, 203.0.113.9"], peer: "10.1.2.3", values))
        #expect(try await !isGenuine(body, headers: [name: "203.0.113.9, 198.51.100.1"], peer: "10.1.2.3", values))
        #expect(try await !isGenuine(body, headers: [name: "203.0.113.9"], peer: "198.51.100.1", values))
    }

    @Test("with a public key a notification needs Global-e's token as well")
    func tokens() async throws {
        let key = try Token.key()
        let values: [String: Settings.Value] = [
            "notifications_jwt_public_key": .string(key.publicKey.pemRepresentation),
            "notifications_jwt_issuer": .string("global-e"),
        ]
        let body = #"{"MerchantGUID":"\#(GlobalE.guid)"}"#
        func isGenuine(_ token: String?) async throws -> Bool {
            try await self.isGenuine(body, headers: token.map { [.authorization: "Bearer \($0)"] } ?? [:], values)
        }

        #expect(try await isGenuine(Token.signed(by: key)))
        #expect(try await !isGenuine(nil))
        #expect(try await !isGenuine("a.b.c"))
        #expect(try await !isGenuine(Token.signed(by: Token.key())))
        #expect(try await !isGenuine(Token.signed(by: key, issuer: "somebody")))
        #expect(try await !isGenuine(Token.signed(by: key, expires: -3_600)))
        #expect(try await !isGenuine(Token.unsigned()))
        let signed = try await Token.signed(by: key)
        #expect(try await !self.isGenuine("{}", headers: [.authorization: "Bearer \(signed)"], values))
    }

    @Test("settings that cannot be used are named, all of them")
    func settings() throws {
        let problems = #expect(throws: SettingsProblems.self) {
            _ = try GlobalE.adapter([
                "notifications_jwt_public_key": .string("no key"), "api_user": .string("u"),
                "allowed_ips": .list([.string("203.0.113.0/33")]), "base_url": .string("https://x.example?a"),
            ])
        }

        #expect(
            problems?.problems.map(\.path).sorted()
                == ["allowed_ips.0", "api_password", "base_url", "notifications_jwt_public_key"])
    }
}
