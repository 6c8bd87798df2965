import Synchronization

/// A regular expression that was checked to be cheap.
///
/// The expression may be found anywhere in the text; `^` and `$` tie it to the ends.
package final class Pattern: Sendable, Equatable {
    /// Why a text cannot be a pattern.
    package enum Failure: Error, Equatable {
        /// It is longer than ``Pattern/maximumLength`` characters.
        case tooLong
        /// It is not a regular expression.
        case syntax
        /// It could take very long on an unlucky text.
        case costly
    }

    /// The longest pattern, in characters.
    package static let maximumLength = 200
    /// The longest text that is searched, in characters; a longer one matches nothing.
    package static let maximumText = 1_000

    /// The expression as written.
    package let text: String
    // Guards the compiled expression, which may not be shared between threads by itself.
    private let expression: Mutex<Regex<AnyRegexOutput>>

    /// Compiles an expression.
    ///
    /// - Throws: ``Failure``; the text can never be used and belongs to the author of the file.
    package init(_ text: String) throws(Failure) {
        guard text.count <= Self.maximumLength else { throw .tooLong }
        let compiled: Regex<AnyRegexOutput>
        do { compiled = try Regex(text) } catch { throw .syntax }
        guard !PatternCost(text).isHigh else { throw .costly }
        self.text = text
        expression = Mutex(compiled)
    }

    /// Whether the expression is found in a text.
    package func matches(_ text: String) -> Bool {
        guard text.count <= Self.maximumText else { return false }
        return expression.withLock { expression in
            // A failure inside the search is a search without a result.
            (try? expression.firstMatch(in: text)) != nil
        }
    }

    /// Two patterns are equal when they are spelled the same.
    package static func == (lhs: Pattern, rhs: Pattern) -> Bool { lhs.text == rhs.text }
}
