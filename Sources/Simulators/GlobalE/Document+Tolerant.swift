/// Reading as the platform does: without regard to case, numbers as text and text as numbers (contract 1.4).
extension Document {
    /// The first member of one of those names, in any case; nothing when it is absent or `null`.
    func any(_ names: String...) -> Document? {
        guard let members else { return nil }
        for name in names {
            let lowered = name.lowercased()
            if let found = members.first(where: { $0.name.lowercased() == lowered && !$0.value.isNull }) {
                return found.value
            }
        }
        return nil
    }

    /// Text, or a number's spelling; blanks around it are cut off, and an empty one is none.
    var spelling: String? {
        let raw = text ?? number
        guard let raw else { return nil }
        let trimmed = raw.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        return trimmed.isEmpty ? nil : String(trimmed)
    }

    /// A boolean, also as text or as 0 and 1.
    var flag: Bool? {
        if let bool { return bool }
        switch spelling?.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: return nil
        }
    }

    /// A whole number, also as text and with zeros behind the point.
    var count: Int64? {
        guard let spelling else { return nil }
        let parts = spelling.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 1 || parts[1].utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
        return Int64(parts[0])
    }

    /// The elements of a list; none when it is absent.
    var all: [Document] { elements ?? [] }
}

extension IncomingRequest {
    /// A query parameter whose name is matched without regard to case.
    func parameter(_ name: String) -> String? {
        let lowered = name.lowercased()
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = parts.first, PercentText.decoded(key, plusIsSpace: true).lowercased() == lowered else {
                continue
            }
            return parts.count > 1 ? PercentText.decoded(parts[1], plusIsSpace: true) : ""
        }
        return nil
    }
}
