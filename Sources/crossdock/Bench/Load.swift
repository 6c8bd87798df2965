import Canonical
import Engine
import Foundation
import Synchronization

/// Posts orders over many connections and notes when each was sent and acknowledged.
final class Load: Sendable {
    /// One acknowledged order.
    struct Acknowledged: Sendable {
        let number: Int
        /// The gateway's id of the order.
        let order: String
        /// Monotonic clock, when the request left and when the acknowledgement came.
        let sent, answered: Duration
    }

    private struct State {
        var next: Int
        var acknowledged: [Acknowledged] = []
        var refused = 0
        var broken = 0
        var running = 0
    }

    private let template: BenchOrder
    private let port: Int
    private let count: Int
    private let interval: Duration?
    /// Guards the next number and what was acknowledged.
    private let state: Mutex<State>

    /// Prepares a load.
    ///
    /// - Parameters:
    ///   - template: The orders to post.
    ///   - port: The gateway's loopback port.
    ///   - numbers: Which orders, by number.
    ///   - rate: Orders per second; nil posts as fast as the gateway answers.
    init(_ template: BenchOrder, port: Int, numbers: Range<Int>, rate: Int? = nil) {
        self.template = template
        self.port = port
        count = numbers.upperBound
        interval = rate.map { .seconds(1) / $0 }
        state = Mutex(State(next: numbers.lowerBound))
    }

    var acknowledged: [Acknowledged] { state.withLock { $0.acknowledged } }
    /// Orders that were answered with anything but success.
    var refused: Int { state.withLock { $0.refused } }
    /// Connections that broke.
    var broken: Int { state.withLock { $0.broken } }

    /// Posts everything over so many connections, each on a thread of its own; a broken connection ends its thread.
    func run(connections: Int) async {
        let began = SystemTime().uptime
        let first = state.withLock { $0.next }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            state.withLock { $0.running = connections }
            for _ in 0..<connections {
                Thread.detachNewThread { [self] in
                    work(since: began, from: first)
                    let isLast = state.withLock { state in
                        state.running -= 1
                        return state.running == 0
                    }
                    if isLast { continuation.resume() }
                }
            }
        }
    }

    private func work(since began: Duration, from first: Int) {
        let time = SystemTime()
        guard let connection = LoadConnection(port: port) else { return state.withLock { $0.broken += 1 } }
        while true {
            let number: Int? = state.withLock { state in
                guard state.next < count else { return nil }
                defer { state.next += 1 }
                return state.next
            }
            guard let number else { return }
            let body = template.body(number)
            if let interval {
                let wait = began + interval * (number - first) - time.uptime
                if wait > .zero { Thread.sleep(forTimeInterval: TimeInterval(wait / .microseconds(1)) / 1_000_000) }
            }
            let sent = time.uptime
            guard let answer = connection.post(body, to: "/v1/facts") else {
                return state.withLock { $0.broken += 1 }
            }
            let answered = time.uptime
            guard answer.status < 300, let order = Self.order(in: answer.body) else {
                state.withLock { $0.refused += 1 }
                continue
            }
            state.withLock {
                $0.acknowledged.append(Acknowledged(number: number, order: order, sent: sent, answered: answered))
            }
        }
    }

    private static func order(in body: ArraySlice<UInt8>) -> String? {
        (try? JSONDocument.parse(Array(body)))?.root["order"]?.stringValue
    }
}
