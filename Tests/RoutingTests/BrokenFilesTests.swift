import Foundation
import Routing
import Testing

/// Each file of `Fixtures/broken` with the exact text that people get to read.
///
/// With `CROSSDOCK_RECORD=1` in the environment the texts are written anew; `git diff` then shows what changed.
struct BrokenFilesTests {
    static let names = Fixtures.names("broken", ending: ".yaml")

    @Test("a broken file gets all of its mistakes told in exactly these words", arguments: names)
    func words(name: String) throws {
        let text = try Fixtures.text("broken/\(name).yaml")

        let result = Declarations.reader.read(text, file: "\(name).yaml", resolving: .none)
        let actual = result.diagnostics.map(\.rendered).joined(separator: "\n\n") + "\n"

        let url = Fixtures.folder.appending(path: "broken/\(name).txt")
        if ProcessInfo.processInfo.environment["CROSSDOCK_RECORD"] == "1" {
            try actual.write(to: url, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        #expect(actual == expected, "\(name):\n\(Fixtures.difference(expected, actual))")
    }

    @Test("every broken file has a finding, and one with an error gives no configuration", arguments: names)
    func refusal(name: String) throws {
        let text = try Fixtures.text("broken/\(name).yaml")

        let result = Declarations.reader.read(text, file: name, resolving: .none)

        #expect(!result.diagnostics.isEmpty)
        #expect(result.diagnostics.allSatisfy { $0.help != nil && !$0.code.isEmpty && $0.file == name })
        #expect(result.isValid == !result.diagnostics.contains { $0.severity == .error })
    }

    @Test("findings are sorted by place", arguments: names)
    func order(name: String) throws {
        let text = try Fixtures.text("broken/\(name).yaml")

        let places = Declarations.reader.read(text, file: name, resolving: .none).diagnostics.map(\.place)

        #expect(places == places.sorted())
    }

    @Test("there are more than thirty broken files")
    func count() {
        #expect(Self.names.count > 30)
    }
}
