/// Judges whether searching with an expression could take very long on an unlucky text.
///
/// Repetition of a group that repeats or chooses inside, more than two unbounded repetitions, back references and
/// look-around are refused: routes compare codes and names, and a slow one would delay every order. Where the judgement
/// is in doubt, it is against the expression.
struct PatternCost {
    private static let maximumRepetitions = 2
    private static let maximumOptionals = 6

    private var isRefused = false
    private var repetitions = 0
    private var optionals = 0
    /// For every open group, whether what it takes may vary.
    private var groups: [Bool] = []
    private var isBehindVaryingGroup = false
    private var isBehindQuantifier = false
    private var isInSet = false
    private var previous: Character?

    /// Reads an expression; `(?i)` at its beginning costs nothing.
    init(_ text: String) {
        var characters = (text.hasPrefix("(?i)") ? text.dropFirst(4) : text[...]).makeIterator()
        while let character = characters.next() {
            if character == "\\" { escape(characters.next()) } else { read(character) }
        }
    }

    /// Whether the expression is to be refused.
    var isHigh: Bool {
        isRefused || isInSet || repetitions > Self.maximumRepetitions || optionals > Self.maximumOptionals
    }

    private mutating func escape(_ character: Character?) {
        // Numbers, `k` and `g` refer back; `Q` begins a literal in which signs mean nothing.
        if let character, !isInSet, character.isNumber || "kgQ".contains(character) { isRefused = true }
        (isBehindVaryingGroup, isBehindQuantifier, previous) = (false, false, nil)
    }

    private mutating func read(_ character: Character) {
        let wasBehindVaryingGroup = isBehindVaryingGroup
        let wasBehindQuantifier = isBehindQuantifier
        let opening = previous
        (isBehindVaryingGroup, isBehindQuantifier, previous) = (false, false, character)
        guard !isInSet else {
            isInSet = character != "]"
            return
        }
        switch character {
        case "[": isInSet = true
        case "(": groups.append(false)
        case ")":
            isBehindVaryingGroup = groups.popLast() ?? false
            if isBehindVaryingGroup { vary() }
        case "|": vary()
        case "?" where opening == "(": isRefused = true
        case "*", "+", "{":
            if wasBehindVaryingGroup { isRefused = true }
            if !wasBehindQuantifier { repetitions += 1 }
            isBehindQuantifier = true
            vary()
        case "?" where !wasBehindQuantifier:
            optionals += 1
            vary()
        default: break
        }
    }

    private mutating func vary() {
        if !groups.isEmpty { groups[groups.count - 1] = true }
    }
}
