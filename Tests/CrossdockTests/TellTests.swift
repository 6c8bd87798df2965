import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import crossdock

@Suite("Telling a system from the command line")
struct TellTests {
    /// What the command says when the gateway takes its request and hangs up.
    private func tell(_ arguments: [String]) async throws -> Executable.Result {
        let folder = try TemporaryFolder()
        let deaf = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in channel.close() }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(deaf.localAddress?.port)
        let file = folder.file("adapters.yaml")
        try """
        version: 1
        gateway: { listen: "127.0.0.1:\(port)", journal: "sqlite:\(folder.file("crossdock.db").path)" }
        adapters:
          oms:
            type: merchant-oms
            settings: { endpoint: http://127.0.0.1:9, signing_key: \(SimulatedSystems.signingKey) }
        routes: []
        """.write(to: file, atomically: true, encoding: .utf8)
        let result = try await Executable.run(
            ["tell", "oms", "recount", "--order", "A-1", "--yes", "--config", file.path] + arguments)
        try await deaf.close()
        return result
    }

    /// The key that a person would repeat the command with.
    private func key(_ result: Executable.Result) throws -> Substring {
        let mark = try #require(result.errors.range(of: "--key "), "\(result.errors)")
        return result.errors[mark.upperBound...].prefix { !$0.isWhitespace }
    }

    @Test("each invocation has a key of its own, and names it when nobody knows whether it was done")
    func ownKey() async throws {
        let first = try await tell([])
        let second = try await tell([])
        #expect(first.status == 75 && second.status == 75)
        let keys = [try key(first), try key(second)]
        #expect(keys.allSatisfy { UUID(uuidString: String($0)) != nil })
        #expect(keys[0] != keys[1])
    }

    @Test("a key that the person gives is the one that is used")
    func givenKey() async throws {
        #expect(try key(try await tell(["--key", "mine-1"])) == "mine-1")
    }
}
