import Foundation

/// A gateway in a process of its own, on a configuration and journal in a folder of its own.
final class GatewayProcess {
    /// What the gateway of a benchmark or test does with orders.
    enum Routes {
        /// Nothing: they are stored.
        case none
        /// They go to the OMS at the endpoint.
        case oms(endpoint: String)
        /// They go to the OMS's plain interface, translated by three programs.
        case mapped(endpoint: String)
    }

    static let source = "shop"
    let port: Int
    let folder: URL
    private let executable: String
    private var process: Process?

    /// The token of the OMS's plain interface.
    static let token = "bench-token"

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

    /// How long the process has computed; nil when it does not run or the system does not tell.
    ///
    /// Source: proc(5), `/proc/[pid]/stat`, `utime` and `stime` in clock ticks (stated).
    var computed: Duration? {
        guard let process, process.isRunning,
            let stat = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
        else { return nil }
        // The name in brackets may hold spaces.
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { return nil }
        return .seconds(user + system) / sysconf(Int32(_SC_CLK_TCK))
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
        let head = """
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

            """
        let route = "routes:\n  - { name: to the OMS, from: \(source), on: [order.ready], to: oms }\n"
        return switch routes {
        case .none: head + canonical("http://127.0.0.1:9") + "routes: []\n"
        case .oms(let endpoint): head + canonical(endpoint) + route
        case .mapped(let endpoint): head + mapped(endpoint) + route
        }
    }

    private static func canonical(_ endpoint: String) -> String {
        """
              endpoint: \(endpoint)
              signing_key: \(SimulatedSystems.signingKey)
              inbound_key: \(SimulatedSystems.inboundKey)

        """
    }

    /// A mapping of the usual size: an order as shops take it, in one request.
    private static func mapped(_ endpoint: String) -> String {
        #"""
              endpoint: \#(endpoint)
              auth: { bearer: \#(token) }
              config: { channel: bench }
              mapping:
                create_order:
                  idempotency: key
                  steps:
                    - name: order
                      method: POST
                      path: /orders?channel=\(.config.channel)
                      body: |
                        def person: (.address // {}) as $a
                          | {first_name: (.firstName // ""), last_name: (.lastName // ""), address_1: ($a.lines // [])[0],
                             city: $a.city, postcode: $a.postalCode, country: $a.country};
                        .order as $order
                        | {id: $order.id, reference: first($order.references[] | select(.kind == "order")).value,
                           currency: $order.currencies.customer, status: "processing",
                           billing: ($order.parties.buyer | person + {email: (.email // "")}),
                           shipping: ($order.parties.shipTo | person),
                           line_items: [$order.lines[]
                             | {sku, name, quantity: {"@number": .quantity}, price: .unitPrice.customer.amount,
                                total: times(.quantity; .unitPrice.customer.amount),
                                taxes: [(.components // [])[] | select(.kind == "tax")
                                  | {rate, total: .amounts.customer.amount}]}],
                           total: $order.totals.stated.grand.customer.amount}
                      answer: |
                        {accepted: {orderId: .answer.body.order_id, orderNumber: .answer.body.order_number}}

        """#
    }
}
