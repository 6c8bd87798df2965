/// A reason in the merchant's vocabulary, which Global-e maps, with our word for it.
///
/// Source: provider pages, "RefundReason" and "OrderStatusReason" (stated: a code and a name).
struct GlobalEReason: Equatable {
    /// The meaning of a reason that stands for goods that are not there.
    static let outOfStock = "out-of-stock"

    var code: String
    var name: String

    init(code: String, name: String) {
        self.code = code
        self.name = name
    }

    /// The code for our reason; a reason that no code stands for goes out as it is.
    ///
    /// - Parameters:
    ///   - word: our reason, or already a code; without one, the code for `default` is taken if there is one.
    ///   - configuration: the codes and their reasons.
    init?(_ word: String?, _ configuration: GlobalEConfiguration) {
        guard let word, !word.isEmpty else {
            let fallback = GlobalEAssumptions.Outbound.defaultReason
            guard let code = configuration.code(forReason: fallback) else { return nil }
            self.init(code: code, name: code)
            return
        }
        let wanted = word.lowercased()
        // A code that is stated needs no translation, even when it also is our word for another.
        if let known = configuration.reasons.first(where: { $0.code.lowercased() == wanted }) {
            self.init(code: known.code, name: known.reason)
        } else {
            self.init(code: configuration.code(forReason: word) ?? word, name: word)
        }
    }

    /// Whether a reason, given as a code or as our word, means that the goods are not there.
    static func isOutOfStock(_ word: String?, _ configuration: GlobalEConfiguration) -> Bool {
        guard let word, !word.isEmpty else { return false }
        return configuration.reason(forCode: word).lowercased() == outOfStock
    }
}
