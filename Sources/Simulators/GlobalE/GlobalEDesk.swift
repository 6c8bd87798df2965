import Crypto
import FoundationEssentials
import Synchronization

/// What is behind the simulated platform: its state, and who may touch it.
final class GlobalEDesk: Sendable {
    let configuration: GlobalESimulatorConfiguration
    let faults: Faults
    let outbox: Outbox<Job>
    /// Guards the orders.
    private let book: Mutex<GlobalEOrderBook>
    /// Guards the receiver, the tokens, the notifications and the counters of calls.
    private let desk: Mutex<Board>
    private let tokenKey = SymmetricKey(size: .bits256)

    struct Board: Sendable {
        var line: Line?
        /// The key, once one was needed; it stays the same.
        var key: GlobalENotificationKey?
        var tokens: [String: Int64] = [:]
        var calls: [String: Int] = [:]
        var notifications: [GlobalENotification] = []
        var notified = 0
        var taken = 0
    }

    /// The way to the merchant.
    struct Line: Sendable {
        let receiver: GlobalEReceiver
        let key: GlobalENotificationKey?
    }

    /// What goes out by itself.
    enum Job: Sendable {
        case notices([GlobalENotice])
        case step(GlobalEStep, order: String, due: Timestamp)
    }

    /// - Throws: `SimulatorError.configuration` when no key can be made.
    init(_ configuration: GlobalESimulatorConfiguration) throws {
        self.configuration = configuration
        faults = Faults(configuration.faults)
        outbox = Outbox(bound: configuration.notificationBound)
        book = Mutex(GlobalEOrderBook(configuration))
        desk = Mutex(Board())
        if let receiver = configuration.receiver { try connect(to: receiver) }
    }

    /// Reads the state.
    func read<Value: Sendable>(_ body: (GlobalEOrderBook) throws -> sending Value) throws -> Value {
        try book.withLock { try body($0) }
    }

    /// Changes the state, then sends what the merchant has to be told.
    func write<Value: Sendable>(
        _ body: (inout GlobalEOrderBook, Timestamp) throws -> sending Value
    ) throws -> Value {
        let now = configuration.clock.now()
        let (value, untold) = try book.withLock { book in
            let value = try body(&book, now)
            return (value, book.takeUntold())
        }
        if line != nil { for notices in untold where !notices.isEmpty { outbox.put(.notices(notices)) } }
        return value
    }

    func order(_ id: String) -> GlobalEOrder? {
        book.withLock { $0.find(id) }
    }

    var orders: [GlobalEOrder] {
        book.withLock { book in book.sequence.compactMap { book.orders[$0] } }
    }

    var line: Line? { desk.withLock { $0.line } }
    var publicKey: String? { desk.withLock { $0.key?.publicPEM } }
    var calls: [String: Int] { desk.withLock { $0.calls } }
    var notifications: [GlobalENotification] { desk.withLock { $0.notifications } }
    var counts: (notified: Int, taken: Int) { desk.withLock { ($0.notified, $0.taken) } }

    /// Learns where the merchant listens; a key is made when the first issuer is named.
    ///
    /// - Throws: `SimulatorError.configuration` when no key can be made.
    func connect(to receiver: GlobalEReceiver) throws {
        try desk.withLock { board in
            if receiver.issuer != nil, board.key == nil {
                do {
                    board.key = try GlobalENotificationKey()
                } catch {
                    throw SimulatorError.configuration("no key for notifications could be made")
                }
            }
            board.line = Line(receiver: receiver, key: receiver.issuer == nil ? nil : board.key)
        }
    }

    func count(_ operation: String) {
        desk.withLock { $0.calls[operation, default: 0] += 1 }
    }

    /// Numbers a notification and remembers it; the oldest half is forgotten when there are too many.
    func remember(_ notification: GlobalENotification) -> GlobalENotification {
        let bound = max(2, configuration.remembered)
        return desk.withLock { board in
            var notification = notification
            board.notified += 1
            board.taken += notification.isTaken ? 1 : 0
            notification.number = board.notified
            if board.notifications.count >= bound { board.notifications.removeFirst(bound / 2) }
            board.notifications.append(notification)
            return notification
        }
    }

    /// Hands out a token that ends by itself.
    func makeToken(for user: String) -> String {
        let ends = configuration.clock.now().seconds + configuration.assumptions.tokenLife
        let kind: Document = ["alg": "HS256", "typ": "JWT"]
        let head = GlobalENotificationKey.base64URL(Array(kind.json.utf8))
        return desk.withLock { board in
            let claims: Document = [
                "sub": .text(user), "exp": Document(Int(ends)), "jti": Document(board.tokens.count + 1),
            ]
            let text = head + "." + GlobalENotificationKey.base64URL(Array(claims.json.utf8))
            let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: tokenKey)
            let token = text + "." + GlobalENotificationKey.base64URL(Array(code))
            board.tokens[token] = ends
            return token
        }
    }

    func isValid(token: String) -> Bool {
        let now = configuration.clock.now().seconds
        return desk.withLock { $0.tokens[token].map { $0 > now } ?? false }
    }
}
