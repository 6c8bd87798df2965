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
        guard !Self.isCostly(text) else { throw .costly }
        let compiled: Regex<AnyRegexOutput>
        do { compiled = try Regex(text) } catch { throw .syntax }
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

    /// Whether backtracking could take more than a low power of the text's length.
    ///
    /// Repetition of a group that repeats or chooses inside, more than two unbounded repetitions, back references
    /// and look-around are refused: routes compare codes and names, and a slow one would delay every order.
    private static func isCostly(_ text: String) -> Bool {
        var groups: [Bool] = []
        var closedGroupVaries = false
        var unbounded = 0
        var optional = 0
        var inSet = false
        var isAfterQuantifier = false
        var previous: Character?
        var characters = (text.hasPrefix("(?i)") ? text.dropFirst(4) : text[...]).makeIterator()
        while let character = characters.next() {
            if character == "\\" {
                let escaped = characters.next()
                if let escaped, !inSet, escaped.isNumber || escaped == "k" || escaped == "g" { return true }
                (isAfterQuantifier, closedGroupVaries, previous) = (false, false, nil)
                continue
            }
            if inSet {
                if character == "]" { inSet = false }
                (isAfterQuantifier, closedGroupVaries, previous) = (false, false, character)
                continue
            }
            switch character {
            case "[": inSet = true
            case "(":
                groups.append(false)
            case ")":
                closedGroupVaries = groups.popLast() ?? false
                if closedGroupVaries, !groups.isEmpty { groups[groups.count - 1] = true }
                (isAfterQuantifier, previous) = (false, character)
                continue
            case "|": if !groups.isEmpty { groups[groups.count - 1] = true }
            case "?" where previous == "(": return true
            case "*", "+", "{":
                if closedGroupVaries { return true }
                if !isAfterQuantifier { unbounded += 1 }
                if !groups.isEmpty { groups[groups.count - 1] = true }
                (isAfterQuantifier, closedGroupVaries, previous) = (true, false, character)
                continue
            case "?" where !isAfterQuantifier:
                optional += 1
                if !groups.isEmpty { groups[groups.count - 1] = true }
            default: break
            }
            (isAfterQuantifier, closedGroupVaries, previous) = (false, false, character)
        }
        return unbounded > 2 || optional > 6
    }
}
