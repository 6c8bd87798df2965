import Foundation
import Testing

@testable import crossdock

/// Whether what is installed from PyPI and takes minutes is wanted.
private let isTrytonWanted = ProcessInfo.processInfo.environment["CROSSDOCK_EXAMPLES"] == "1"

@Suite("The examples of order systems", .serialized)
struct ExampleTests {
    private static let all = ["shopify", "tryton", "woocommerce"]

    @Test("every example's configuration is right", arguments: all)
    func validates(name: String) async throws {
        let result = try await Executable.run("validate", "examples/oms/\(name)/adapters.yaml")
        #expect(result.status == 0, "\(result.errors)\(result.output)")
    }

    @Test("the programs of both shops are the same but for the end, as they say")
    func sharedText() throws {
        let texts = try ["shopify", "woocommerce"].map { name in
            let file = Checkout.root.appending(path: "examples/oms/\(name)/plan.jq")
            let text = try String(contentsOf: file, encoding: .utf8)
            // The end says where the products' ids stand in the answer, and whose word that is.
            return try #require(text.range(of: "\n# Source: ", options: .backwards).map { text[..<$0.lowerBound] })
        }
        #expect(texts[0] == texts[1])
        #expect(texts[0].contains("def plan("))
    }

    @Test(
        "orders, parcels and cancellations cross to the stand-in of a shop, and nothing is doubled",
        .timeLimit(.minutes(10)), arguments: ["woocommerce", "shopify"])
    func shop(name: String) async throws {
        #expect(try await Self.script("Scripts/stories/shop.py", name) == 0)
    }

    @Test(
        "orders become right sales in a real Tryton",
        .enabled("CROSSDOCK_EXAMPLES=1 installs Tryton from PyPI and runs it") { isTrytonWanted },
        .disabled("Tryton cannot be installed: PyPI is out of reach, or Python is missing") {
            guard isTrytonWanted else { return false }
            return try await script("Scripts/oms-tryton", "install") == 69
        },
        .timeLimit(.minutes(30)))
    func tryton() async throws {
        #expect(try await Self.script("Scripts/oms-tryton", "run") == 0)
    }

    /// Runs a script of the checkout on the built gateway; gives its exit code.
    private static func script(_ path: String, _ argument: String) async throws -> Int32 {
        let process = Process()
        process.executableURL = Checkout.root.appending(path: path)
        process.arguments = [argument]
        process.environment = ProcessInfo.processInfo.environment.merging(["CROSSDOCK": Executable.path]) { $1 }
        process.currentDirectoryURL = Checkout.root
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}
