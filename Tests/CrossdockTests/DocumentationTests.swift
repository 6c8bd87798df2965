import ArgumentParser
import Foundation
import Testing

@testable import crossdock

@Suite("The documentation")
struct DocumentationTests {
    private static let pages: [String] =
        ["README.md"]
        + ((try? FileManager.default.subpathsOfDirectory(atPath: Checkout.root.appending(path: "docs").path)) ?? [])
        .filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }

    @Test("every command that a page names can be given so, and works where it needs no gateway", arguments: pages)
    func commands(page: String) async throws {
        let text = try String(contentsOf: Checkout.root.appending(path: page), encoding: .utf8)
        for match in text.matches(of: #/`crossdock ([^`]+)`/#) where !match.1.hasPrefix("help") {
            let words = Self.words(String(match.1))
            #expect(throws: Never.self, "\(page): crossdock \(match.1)") { try Crossdock.parseAsRoot(words) }
            guard ["validate", "adapters", "translate", "schema"].contains(words.first) else { continue }
            let result = try await Executable.run(words)
            #expect(result.status == 0, "\(page): crossdock \(match.1): \(result.errors)")
        }
    }

    /// The words of a command as a page writes it, with something real where the page has a placeholder.
    private static func words(_ command: String) -> [String] {
        let real = [
            "TYPE": "glopal-orders", "FILE": "adapters.yaml", "…": "a reason", "\"…\"": "a reason",
            "document.json": "Plugins/GlopalOrders/Fixtures/ready-eur.json",
        ]
        return command.split(separator: " ").map { real[String($0)] ?? String($0) }
    }

    @Test("every link to a file of the repository leads somewhere", arguments: pages)
    func links(page: String) throws {
        let file = Checkout.root.appending(path: page)
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: #/\]\((?!https?:)([^)#]+)/#) {
            let target = file.deletingLastPathComponent().appending(path: String(match.1))
            #expect(FileManager.default.fileExists(atPath: target.path), "\(page) links to \(match.1)")
        }
    }
}
