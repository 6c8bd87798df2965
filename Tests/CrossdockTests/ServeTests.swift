import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import crossdock

@Suite("serve as a process", .serialized)
struct ServeTests {
    /// A running `serve` with its log.
    private struct Served {
        let process: Process
        let port: Int
        let file: URL
        let log: URL

        func text() throws -> String { try String(contentsOf: log, encoding: .utf8) }

        func until(_ words: String) async throws {
            if try await eventually({ try text().contains(words) }) { return }
            Issue.record("the log never said \(words): \(try text())")
        }
    }

    private static func configuration(port: Int, folder: TemporaryFolder, routes: String) -> String {
        """
        version: 1
        gateway: { listen: "127.0.0.1:\(port)", journal: "sqlite:\(folder.file("crossdock.db").path)" }
        adapters:
          shop:
            type: glopal-orders
            settings: { endpoint: http://127.0.0.1:9, api_key: GL.secret-canary, store_id: acme, poll: { every: 1h } }
          oms:
            type: merchant-oms
            settings: { endpoint: http://127.0.0.1:9, signing_key: \(SimulatedSystems.signingKey) }
        routes:
        \(routes)
        """
    }

    private func serve(in folder: TemporaryFolder, port: Int) async throws -> Served {
        let file = folder.file("adapters.yaml")
        try Self.configuration(
            port: port, folder: folder, routes: "  - { name: in, from: shop, on: [order.ready], to: oms }"
        )
        .write(to: file, atomically: true, encoding: .utf8)
        let log = folder.file("log-\(UUID().uuidString)")
        try Data().write(to: log)
        let process = Process()
        process.executableURL = URL(filePath: Executable.path)
        process.arguments = ["serve", "--config", file.path]
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        let served = Served(process: process, port: port, file: file, log: log)
        try await served.until("\"listening\"")
        return served
    }

    @Test("SIGHUP takes a good file, keeps the old one when the new one is broken, and SIGTERM ends with 0")
    func signals() async throws {
        let folder = try TemporaryFolder()
        let port = try FreePort.find()
        let served = try await serve(in: folder, port: port)
        let ready = try await HTTPClient.shared.get(url: "http://127.0.0.1:\(port)/readyz").get()
        #expect(ready.status == .ok)

        try Self.configuration(
            port: port, folder: folder, routes: "  - { name: in, from: nobody, on: [order.ready], to: oms }"
        )
        .write(to: served.file, atomically: true, encoding: .utf8)
        kill(served.process.processIdentifier, SIGHUP)
        try await served.until("reload.refused")

        try Self.configuration(
            port: port, folder: folder,
            routes: "  - { name: other, from: shop, on: [order.cancelled, order.ready], to: oms }"
        ).write(to: served.file, atomically: true, encoding: .utf8)
        kill(served.process.processIdentifier, SIGHUP)
        try await served.until("\"reloaded\"")

        served.process.terminate()
        served.process.waitUntilExit()
        #expect(served.process.terminationStatus == 0)
        let log = try served.text()
        #expect(!log.contains("secret-canary"), "a secret is in the log")
        #expect(log.contains("\"stopped\""))
    }

    @Test("a second gateway on the same journal is refused")
    func secondGateway() async throws {
        let folder = try TemporaryFolder()
        let served = try await serve(in: folder, port: try FreePort.find())
        let second = try await Executable.run("serve", "--config", served.file.path)
        #expect(second.status == 74)
        served.process.terminate()
        served.process.waitUntilExit()
    }

    @Test("a port that is taken ends with 69 and says what to do")
    func takenPort() async throws {
        let folder = try TemporaryFolder()
        let other = try TemporaryFolder()
        let served = try await serve(in: folder, port: try FreePort.find())
        let file = other.file("adapters.yaml")
        try Self.configuration(port: served.port, folder: other, routes: "  []")
            .replacing("routes:\n  []", with: "routes: []").write(to: file, atomically: true, encoding: .utf8)
        let second = try await Executable.run("serve", "--config", file.path)
        #expect(second.status == 69)
        #expect(second.errors.contains("listen"))
        served.process.terminate()
        served.process.waitUntilExit()
    }
}
