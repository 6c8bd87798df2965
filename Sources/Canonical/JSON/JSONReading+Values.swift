extension JSONReading {
    func string(_ index: Int) throws(JSONReadError) -> String {
        let node = storage.nodes[index]
        let text: String
        if node.kind == .string {
            text = storage.string(node)
        } else if node.kind == .number, dialect.textMayBeNumber {
            text = String(decoding: storage.buffer(node.range), as: UTF8.self)
        } else {
            throw wrongType(index, wanted: "text")
        }
        markRead(index)
        return text
    }

    func decimal(_ index: Int) throws(JSONReadError) -> ExactDecimal {
        let node = storage.nodes[index]
        let outcome: Result<ExactDecimal, DecimalSyntaxError>
        if node.kind == .number {
            outcome = parsedDecimal(node.range)
        } else if node.kind == .string, dialect.numbersMayBeText {
            outcome =
                node.valueIsEscaped
                ? Self.parsedDecimal(storage.string(node))
                : parsedDecimal(node.contentRange)
        } else {
            throw wrongType(index, wanted: "a number")
        }
        switch outcome {
        case .success(let value):
            markRead(index)
            return value
        case .failure(let reason):
            throw error(.badNumber, index, "a number was wanted: \(reason)")
        }
    }

    func int(_ index: Int) throws(JSONReadError) -> Int {
        if let value = smallInt(index) {
            markRead(index)
            return value
        }
        guard let value = try decimal(index).integerValue else {
            throw error(.badNumber, index, "a whole number that fits into 64 bits was wanted")
        }
        return value
    }

    func bool(_ index: Int) throws(JSONReadError) -> Bool {
        let node = storage.nodes[index]
        let content: Range<Int>
        switch node.kind {
        case .bool:
            markRead(index)
            return storage.bytes[Int(node.start)] == 0x74
        case .number where dialect.booleansMayBeZeroOrOne:
            content = node.range
        case .string where dialect.booleansMayBeZeroOrOne:
            content = node.contentRange
        default:
            throw wrongType(index, wanted: "true or false")
        }
        guard content.count == 1, storage.bytes[content.lowerBound] | 1 == 0x31 else {
            throw error(.badValue, index, "true, false, 0 or 1 was wanted")
        }
        markRead(index)
        return storage.bytes[content.lowerBound] == 0x31
    }

    /// Opens a container: it counts as read, its content does not yet.
    func open(_ index: Int, as kind: JSONKind) throws(JSONReadError) {
        guard storage.nodes[index].kind == kind else { throw wrongType(index, wanted: kind.description) }
        markRead(index)
    }

    func raw(_ index: Int) -> [UInt8] {
        markSubtree(index)
        return storage.raw(storage.nodes[index].range)
    }

    func error(_ code: JSONReadError.Code, _ index: Int, _ message: String) -> JSONReadError {
        JSONReadError(
            code: code, pointer: storage.pointer(to: index), message: message, offset: Int(storage.nodes[index].start))
    }

    @inline(never)
    func wrongType(_ index: Int, wanted: String) -> JSONReadError {
        let kind = storage.nodes[index].kind
        guard kind != .null else { return nullError(index) }
        return error(.wrongType, index, "\(wanted) was wanted, \(kind) was found")
    }

    @inline(never)
    func nullError(_ index: Int) -> JSONReadError {
        guard !dialect.nullMeansAbsent else { return error(.missing, index, "a value is needed here and missing") }
        return error(.null, index, "a value is needed here, null was found")
    }

    @inline(never)
    func missing(_ key: String, in index: Int) -> JSONReadError {
        JSONReadError(
            code: .missing, pointer: storage.pointer(to: index).appending(key),
            message: "a value is needed here and missing", offset: Int(storage.nodes[index].start))
    }

    /// Most whole numbers have a few digits and need no decimal.
    private func smallInt(_ index: Int) -> Int? {
        let node = storage.nodes[index]
        guard node.kind == .number, node.range.count <= 18 else { return nil }
        let bytes = storage.buffer(node.range)
        let isNegative = bytes[0] == 0x2D
        var value = 0
        for byte in bytes.dropFirst(isNegative ? 1 : 0) {
            guard byte &- 0x30 < 10 else { return nil }
            value = value &* 10 &+ Int(byte &- 0x30)
        }
        return isNegative ? -value : value
    }

    private func parsedDecimal(_ range: Range<Int>) -> Result<ExactDecimal, DecimalSyntaxError> {
        ExactDecimal.parsed(storage.buffer(range))
    }

    private static func parsedDecimal(_ text: String) -> Result<ExactDecimal, DecimalSyntaxError> {
        text.withBytes { ExactDecimal.parsed($0) }
    }
}
