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

    @Test("every command that a page names exists", arguments: pages)
    func commands(page: String) throws {
        let text = try String(contentsOf: Checkout.root.appending(path: page), encoding: .utf8)
        let names = Set(Crossdock.configuration.groupedSubcommands.flatMap(\.subcommands).map { $0._commandName })
        for match in text.matches(of: #/`crossdock ([a-z]+)/#) {
            let name = String(match.1)
            #expect(name == "help" || names.contains(name), "\(page) names crossdock \(name)")
        }
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
