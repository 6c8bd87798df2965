import Foundation
import Routing
import Testing

struct SecretsTests {
    static let canary = "canary-5eCr3t"
    static let text = """
        version: 1
        gateway:
          listen: 127.0.0.1:8080
          tokens:
            - name: ops
              role: operator
              secret: canary-5eCr3t
            - { name: eve, role: viewer, secret: 'canary-5eCr3t' }
        adapters:
          glopal:
            type: glopal-orders
            settings:
              endpoint: https://api.example.com
              api_key: "canary-5eCr3t"
              store_id: acme
          globale:
            type: globale-checkout
            settings: { endpoint: "https://api.example.org", merchant_guid: canary-5eCr3t, status_map: { a: b } }
          shipping:
            type: glopal-shipping
            settings:
              endpoint: https://ship.example.com
              login: acme
              secret: ${env:KEY:-canary-5eCr3t}
          oms:
            type: merchant-oms
            settings:
              endpoint: http://127.0.0.1:9104
              headers: { x-shop: canary-5eCr3t, x-other: "canary-5eCr3t" }
              signing_keys:
                - canary-5eCr3t
                - |
                  first
                  canary-5eCr3t
                - >-
                  canary-5eCr3t
                - "first
                   canary-5eCr3t"
                - first
                  canary-5eCr3t
        routes: []
        """

    private func texts(_ text: String) -> [String] {
        let result = Declarations.reader.read(text, file: "a.yaml", resolving: .none)
        return result.diagnostics.map { diagnostic in
            diagnostic.rendered + "\n" + diagnostic.excerpt + "\n" + String(describing: diagnostic)
        }
    }

    @Test("a literal secret is a warning that does not show it")
    func literal() {
        let result = Declarations.reader.read(Self.text, file: "a.yaml", resolving: .none)

        #expect(result.isValid)
        #expect(result.diagnostics.filter { $0.code == "secret.literal" }.count == 11)
        #expect(texts(Self.text).allSatisfy { !$0.contains("canary") })
        #expect(!String(describing: result).contains("canary"))
    }

    @Test("no finding shows a secret, whichever line is damaged and how", arguments: 0..<9)
    func damaged(kind: Int) {
        let lines = Self.text.components(separatedBy: "\n")
        for index in lines.indices {
            var lines = lines
            switch kind {
            case 0: lines[index] = " " + lines[index]
            case 1: lines[index] = lines[index].replacing(": ", with: " ")
            case 2: lines[index] = lines[index].replacing(":", with: ": [")
            case 3: lines[index] = lines[index].replacing("\"", with: "")
            case 4: lines[index] += " : x"
            case 5: lines[index] = lines[index].replacing("e", with: "ee", maxReplacements: 1)
            case 6: lines.insert(lines[index], at: index)
            case 7: lines[index] = lines[index].replacing("}", with: "")
            default: lines[index] = "\t" + lines[index]
            }
            for text in texts(lines.joined(separator: "\n")) {
                // A key that is altered inside the secret itself is another text.
                #expect(!text.contains("canary"), "kind \(kind), line \(index + 1): \(text)")
            }
        }
    }
}
