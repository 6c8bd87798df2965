import FoundationEssentials
import NIOCore

/// Lets in only what is signed, fresh and whole.
struct WebhookDoor: Sendable {
    private let keys: [WebhookKey]
    private let tolerance: Int64

    /// - Parameters:
    ///   - secrets: One secret, or two during a rotation.
    ///   - tolerance: How far the time may be off, in seconds either way.
    /// - Throws: `SimulatorError.configuration` without a usable secret.
    init(secrets: [String], tolerance: Int64) throws {
        guard (1...2).contains(secrets.count) else {
            throw SimulatorError.configuration("one or two webhook secrets are needed")
        }
        keys = try secrets.map { try WebhookKey($0) }
        self.tolerance = tolerance
    }

    /// The delivery's id, if the request may come in.
    func admit(_ request: IncomingRequest, at now: Timestamp) -> String? {
        guard let id = request.header("webhook-id"), !id.isEmpty,
            let timestamp = request.header("webhook-timestamp"), let seconds = Int64(timestamp),
            let signatures = request.header("webhook-signature"), signatures.utf8.count <= 1024
        else { return nil }
        let (age, overflow) = now.seconds.subtractingReportingOverflow(seconds)
        guard !overflow, age.magnitude <= UInt64(tolerance) else { return nil }
        let stated = signatures.split(separator: " ").prefix(8).compactMap { part -> [UInt8]? in
            guard part.hasPrefix("v1,") else { return nil }
            return Data(base64Encoded: String(part.dropFirst(3))).map { Array($0) }
        }
        var isGenuine = false
        for key in keys {
            let code = key.code(id: id, timestamp: timestamp, body: request.body)
            for signature in stated where Self.areEqual(code, signature) { isGenuine = true }
        }
        return isGenuine ? id : nil
    }

    /// Compares without telling by its duration where two codes differ.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
