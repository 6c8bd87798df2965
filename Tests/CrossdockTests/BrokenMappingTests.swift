import Foundation
import Routing
import Testing

@testable import crossdock

/// Each file of `Fixtures/mappings` with the exact text that people get to read about its mistakes.
///
/// With `CROSSDOCK_RECORD=1` in the environment the texts are written anew; `git diff` then shows what changed.
@Suite("Broken mappings")
struct BrokenMappingTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Fixtures/mappings")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }()

    @Test("a broken mapping gets each mistake told with file, line, column and a hint", arguments: names)
    func words(name: String) throws {
        let url = Self.folder.appending(path: "\(name).txt")

        let errors = try Self.errors(of: name)
        let actual = errors.map(\.rendered).joined(separator: "\n\n").replacing(Self.folder.path + "/", with: "") + "\n"

        if ProcessInfo.processInfo.environment["CROSSDOCK_RECORD"] == "1" {
            try actual.write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(actual == (try String(contentsOf: url, encoding: .utf8)))
    }

    @Test("the place of a mistake lies in the file that it names, which may be the program's", arguments: names)
    func places(name: String) throws {
        for error in try Self.errors(of: name) {
            let lines = try String(contentsOf: URL(filePath: error.file), encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            #expect(error.column <= lines[error.line - 1].count + 1)
            #expect(error.help != nil)
        }
    }

    @Test("there are at least ten of them")
    func count() { #expect(Self.names.count >= 10) }

    private static func errors(of name: String) throws -> [Diagnostic] {
        let path = folder.appending(path: "\(name).yaml").path
        let diagnostics = try Composition.read(.init(path: path), resolves: false).diagnostics
        return diagnostics.filter { $0.severity == .error }
    }
}
