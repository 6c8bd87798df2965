import AdapterKit
import Testing

@Suite struct WebhookKeyTests {
    @Test(
        "a secret that is no key is refused with its reason",
        arguments: [
            ("", .noPrefix), ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYX", .noPrefix), ("WHSEC_AAAA", .noPrefix),
            (" whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX", .noPrefix), ("whsec_", .length(0)),
            ("whsec_not base64", .notBase64), ("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\n", .notBase64),
            ("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRY=", .length(23)),
            ("whsec_" + String(repeating: "AAAA", count: 21) + "AAA=", .length(65)),
        ] as [(String, WebhookKey.Problem)])
    func refused(secret: String, problem: WebhookKey.Problem) {
        #expect(throws: problem) { try WebhookKey(Secret(secret)) }
    }

    @Test(
        "keys of 24 to 64 bytes are taken, padded or not",
        arguments: [
            "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
            "whsec_" + String(repeating: "AAAA", count: 21) + "AA==",
        ])
    func taken(secret: String) {
        #expect(throws: Never.self) { try WebhookKey(Secret(secret)) }
    }

    @Test("a key cannot be printed")
    func secrecy() throws {
        let key = try WebhookKey(Secret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "***")
        #expect(String(reflecting: key) == "***")
        #expect(!dumped.contains("23") && !dumped.contains("AAEC"))
    }

    @Test("two spellings of one key are equal")
    func equality() throws {
        let padded = try WebhookKey(Secret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
        let bare = try WebhookKey(Secret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"))
        #expect(padded == bare)
        #expect(try padded != WebhookKey(Secret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX")))
    }
}
