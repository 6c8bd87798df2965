import Foundation

/// A gateway in a process of its own, on a configuration and journal in a folder of its own.
final class GatewayProcess {
    /// What the gateway of a benchmark or test does with orders.
    enum Routes {
        /// Nothing: they are stored.
        case none
        /// They go to the OMS at the endpoint.
        case oms(endpoint: String)
    }

    static let source = "shop"
    let port: Int
    let folder: URL
    private let executable: String
    private var process: Process?

    /// Writes the configuration; nothing runs yet.
    init(executable: String, folder: URL, port: Int, routes: Routes) throws {
        self.executable = executable
        self.folder = folder
        self.port = port
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.configuration(folder: folder, port: port, routes: routes)
            .write(to: folder.appending(path: "adapters.yaml"), atomically: true, encoding: .utf8)
    }

    var configurationPath: String { folder.appending(path: "adapters.yaml").path }
    var journalPath: String { folder.appending(path: "crossdock.db").path }

    /// Starts the gateway and waits until it can accept.
    ///
    /// - Throws: ``CommandFailure`` when it is not ready within ten seconds, exit code 69.
    func start() async throws {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = ["serve", "--config", configurationPath, "--log-level", "error"]
        process.standardOutput = FileHandle.nullDevice
        let log = folder.appending(path: "serve.log")
        if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
        let handle = try FileHandle(forWritingTo: log)
        try handle.seekToEnd()
        process.standardError = handle
        try process.run()
        self.process = process
        for _ in 0..<2_000 {
            if LoadConnection(port: port) != nil { return }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw CommandFailure(.unavailable, "the gateway did not start; see \(log.path)")
    }

    /// Ends the gateway as a power cut would.
    func kill() { end(SIGKILL) }

    /// Ends the gateway in order.
    func stop() { end(SIGTERM) }

    private func end(_ signal: Int32) {
        guard let process, process.isRunning else { return }
        Foundation.kill(process.processIdentifier, signal)
        process.waitUntilExit()
        self.process = nil
    }

    private static func configuration(folder: URL, port: Int, routes: Routes) -> String {
        var text = """
            version: 1
            gateway:
              listen: 127.0.0.1:\(port)
              journal: sqlite:\(folder.appending(path: "crossdock.db").path)
            adapters:
              \(source):
                type: glopal-orders
                settings:
                  endpoint: http://127.0.0.1:9
                  api_key: GL.bench
                  store_id: bench
                  poll: { every: 1h }
              oms:
                type: merchant-oms
                settings:
                  endpoint: ENDPOINT
                  signing_key: \(SimulatedSystems.signingKey)
                  inbound_key: \(SimulatedSystems.inboundKey)

            """
        switch routes {
        case .none: text = text.replacing("ENDPOINT", with: "http://127.0.0.1:9") + "routes: []\n"
        case .oms(let endpoint):
            text =
                text.replacing("ENDPOINT", with: endpoint) + """
                    routes:
                      - { name: to the OMS, from: \(source), on: [order.ready], to: oms }

                    """
        }
        return text
    }
}
