import ArgumentParser
import Canonical
import Engine
import Foundation
import Journal
import Simulators
import Synchronization

/// Measures this gateway on this machine.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how fast the gateway is here: durable intake, end to end, added latency.",
        discussion: """
            The gateway runs in a process of its own with full synchronisation; load generator and OMS share the \
            machine with it, over real HTTP on loopback. Times on a shared machine are noisy: compare within one run.
            """)

    @Option(help: "Orders of the intake and of the end-to-end run.") var orders = 20_000
    @Option(help: "Connections of the load generator.") var connections = 64
    @Option(help: "Bytes of an order's event, about.") var size = 8_192
    @Option(help: "Orders per second of the latency run.") var rate = 100
    @Option(help: "Seconds of the latency run.") var seconds = 10
    @Option(help: "Folder for the journals; on the disk that is to be measured.") var folder: String?
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard (1...10_000_000).contains(orders), (1...1_024).contains(connections), (256...1_000_000).contains(size),
            (1...100_000).contains(rate), (1...3_600).contains(seconds)
        else { throw ValidationError("a number is out of range; see crossdock help bench") }
    }

    func run() async throws {
        let folder = URL(filePath: folder ?? FileManager.default.temporaryDirectory.path)
            .appending(path: "crossdock-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // What stays behind is the chosen folder's.
        let template = BenchOrder(source: GatewayProcess.source, size: size)
        let flush = try FlushTime.measure(in: folder)
        Terminal.complain("intake: \(orders) orders of \(template.size) bytes over \(connections) connections")
        let intake = try await intake(template, folder)
        Terminal.complain("end to end: \(orders) orders to the OMS")
        let whole = try await endToEnd(template, folder.appending(path: "end-to-end"), numbers: 0..<orders)
        Terminal.complain("the same to an OMS with a mapping")
        let mapped = try await endToEnd(
            template, folder.appending(path: "mapped"), numbers: 0..<orders, isMapped: true)
        Terminal.complain("latency: \(rate) orders/s for \(seconds) s")
        let calm = try await endToEnd(
            template, folder.appending(path: "latency"), numbers: 0..<(rate * seconds), rate: rate)
        let report = BenchReport(
            machine: Machine.description, flush: flush, size: template.size, connections: connections, intake: intake,
            endToEnd: whole, mapped: mapped, latency: calm, rate: rate)
        if output.json {
            var writer = JSONWriter()
            report.write(to: &writer)
            Terminal.print(writer.bytes)
        } else {
            Terminal.print(report.text)
        }
        guard report.isComplete else {
            throw CommandFailure(.findings, "not every order was acknowledged and delivered exactly once")
        }
    }

    private func intake(_ template: BenchOrder, _ folder: URL) async throws -> BenchReport.Run {
        let gateway = try GatewayProcess(
            executable: Machine.executable, folder: folder.appending(path: "intake"), port: try FreePort.find(),
            routes: .none)
        try await gateway.start()
        defer { gateway.stop() }
        let load = Load(template, port: gateway.port, numbers: 0..<orders)
        let began = SystemTime().uptime
        await load.run(connections: connections)
        let took = SystemTime().uptime - began
        let computed = gateway.computed
        let acknowledged = load.acknowledged
        return BenchReport.Run(
            wanted: orders, done: acknowledged.count, took: took,
            computed: computed, latencies: Latencies(acknowledged.map { $0.answered - $0.sent }), doubled: 0)
    }

    private func endToEnd(
        _ template: BenchOrder, _ folder: URL, numbers: Range<Int>, rate: Int? = nil,
        isMapped: Bool = false
    ) async throws
        -> BenchReport.Run
    {
        let arrivals = Arrivals()
        let oms = try await OMSSimulator.start(
            configuration: OMSConfiguration(
                secrets: [SimulatedSystems.signingKey], token: GatewayProcess.token, keepBodies: false,
                onFact: { subject in arrivals.note(subject) }))
        let gateway = try GatewayProcess(
            executable: Machine.executable, folder: folder, port: try FreePort.find(),
            routes: isMapped ? .mapped(endpoint: oms.endpoint) : .oms(endpoint: oms.endpoint))
        try await gateway.start()
        let load = Load(template, port: gateway.port, numbers: numbers, rate: rate)
        let began = SystemTime().uptime
        await load.run(connections: connections)
        let acknowledged = load.acknowledged
        while arrivals.count < acknowledged.count, SystemTime().uptime - began < .seconds(300) {
            try await Task.sleep(for: .milliseconds(2))
        }
        let took = SystemTime().uptime - began
        let computed = gateway.computed
        gateway.stop()
        let creates = oms.effects.values
        await oms.stop()
        let journal = try SQLiteJournal(path: gateway.journalPath, mode: .readOnly, now: { SystemTime().now })
        let confirmed = try await journal.books().deliveries[.confirmed] ?? 0
        await journal.close()
        return BenchReport.Run(
            wanted: numbers.count, done: confirmed, took: took, computed: computed,
            latencies: Latencies(
                acknowledged.compactMap { order in arrivals.first(order.order).map { $0 - order.sent } }),
            doubled: creates.count { $0 > 1 })
    }
}

/// When the OMS first heard of each order.
final class Arrivals: Sendable {
    /// Guards the moments by order.
    private let moments = Mutex<[String: Duration]>([:])

    func note(_ order: String) {
        let now = SystemTime().uptime
        moments.withLock { if $0[order] == nil { $0[order] = now } }
    }

    var count: Int { moments.withLock { $0.count } }

    func first(_ order: String) -> Duration? { moments.withLock { $0[order] } }
}
