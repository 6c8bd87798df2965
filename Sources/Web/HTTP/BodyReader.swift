import HTTPTypes
import Hummingbird
import NIOCore

/// Collects bodies within the limits of size, memory and time.
struct BodyReader: Sendable {
    private let budget: BodyBudget
    private let timeLimit: Duration

    init(_ configuration: WebConfiguration) {
        budget = BodyBudget(limit: configuration.bodyBudget)
        timeLimit = configuration.bodyTimeLimit
    }

    /// Hands the whole body over; its bytes count against the budget until that ends.
    func withBody<Value>(
        of request: Request, upTo limit: Int, _ use: ([UInt8]) async throws -> Value
    ) async throws -> Value {
        let declared = request.headers[.contentLength].flatMap { Int($0) }
        if let declared, declared > limit { throw Problem.bodyTooLarge(limit: limit) }
        var bytes: [UInt8] = []
        // What is declared may never come, so only little is set aside for it in advance.
        bytes.reserveCapacity(min(declared ?? 0, 64 << 10))
        var reserved = 0
        defer { budget.release(reserved) }
        var chunks = request.body.makeAsyncIterator()
        var began: NIODeadline?
        while let chunk = try await Self.next(&chunks) {
            let size = chunk.readableBytes
            guard bytes.count + size <= limit else { throw Problem.bodyTooLarge(limit: limit) }
            guard budget.reserve(size) else { throw Problem.bodiesTooMany }
            reserved += size
            bytes.append(contentsOf: chunk.readableBytesView)
            guard bytes.count != declared else { continue }
            let now = NIODeadline.now()
            guard now - (began ?? now) <= TimeAmount(timeLimit) else { throw Problem.bodyTooSlow }
            began = began ?? now
        }
        return try await use(bytes)
    }

    private static func next(_ chunks: inout RequestBody.AsyncIterator) async throws -> ByteBuffer? {
        do {
            return try await chunks.next()
        } catch {
            throw BodyInterrupted(cause: error)
        }
    }
}
