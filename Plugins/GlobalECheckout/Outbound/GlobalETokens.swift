import AdapterKit
import Canonical
import Synchronization

/// The token that calls to Global-e carry, kept until shortly before it ends.
///
/// Source: "jwt-authentication" (found: the call, fifteen minutes of life); the call's and the answer's members are in
/// `GlobalEAssumptions.Outbound.Token`.
final class GlobalETokens: Sendable {
    /// A token with the moment at which it is replaced.
    struct Token: Sendable, Equatable {
        var text: Secret
        var renewAt: Instant
    }

    /// Guards the one token; deliveries of several orders use it at once, and each may renew it.
    private let kept = Mutex<Token?>(nil)

    /// The kept token, unless it is about to end.
    func token(at now: Instant) -> Secret? {
        kept.withLock { $0.flatMap { $0.renewAt > now ? $0.text : nil } }
    }

    /// Keeps a token.
    func keep(_ token: Token) { kept.withLock { $0 = token } }

    /// Forgets a token that was refused, unless another took its place meanwhile.
    func forget(_ text: Secret) {
        kept.withLock { if $0?.text == text { $0 = nil } }
    }

    /// The body that asks for a token.
    static func body(_ credentials: GlobalEConfiguration.Credentials) -> [UInt8] {
        typealias Names = GlobalEAssumptions.Outbound.Token
        return globalEJSON { writer in
            writer.object { writer in
                writer.key(Names.user)
                writer.string(credentials.user)
                writer.key(Names.password)
                writer.string(credentials.password.revealed)
            }
        }
    }

    /// Reads the answer in every form that it might have: a bare text, a JSON text, or a member of an object.
    ///
    /// - Returns: nil when there is no token in it.
    static func read(_ response: WireResponse, at now: Instant) -> Token? {
        guard (200..<300).contains(response.status) else { return nil }
        typealias Names = GlobalEAssumptions.Outbound.Token
        // An answer that is no JSON may be the token itself.
        guard let root = (try? JSONDocument.parse(response.body))?.root else {
            return token(String(decoding: response.body, as: UTF8.self), life: nil, now)
        }
        for place in [root] + Names.envelopes.compactMap({ root.any($0) }) {
            if let text = place.stringValue { return token(text, life: nil, now) }
            for name in Names.members {
                guard let text = place.any(name)?.stringValue else { continue }
                let life = Names.lives.lazy.compactMap { place.filled($0) }.first.flatMap { Int($0) }
                return token(text, life: life, now)
            }
        }
        return nil
    }

    private static func token(_ text: String, life: Int?, _ now: Instant) -> Token? {
        typealias Names = GlobalEAssumptions.Outbound.Token
        // What goes into a header must not end it.
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard !text.isEmpty, isPlain else { return nil }
        let seconds = min(max(life ?? Names.defaultLife, 0), Names.longestLife)
        // A life shorter than the margin is used once rather than never.
        return Token(text: Secret(text), renewAt: now.advanced(by: .seconds(max(seconds - Names.margin, 0))))
    }
}
