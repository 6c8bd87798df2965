/// One pass over the bytes of a document that lays its values on a tape.
///
/// Iterative on purpose: nesting costs a counter, not a stack frame, so no input can exhaust the stack.
struct JSONTokenizer {
    /// A failure without the line and column, which are only counted for the one that gets out.
    struct Failure: Error {
        let code: JSONSyntaxError.Code
        let offset: Int
    }

    /// A key that was read and waits for its value.
    struct PendingKey {
        var start: UInt32 = 0
        var end: UInt32 = 0
        var hash: UInt16 = 0
        var flags: UInt8 = 0
    }

    private let source: JSONSource
    private let limits: JSONLimits
    private var tape: JSONTape
    private var key = PendingKey()
    private var container = -1
    private var isInObject = false
    private var depth = 0

    /// Reads a whole document shorter than 2 GiB; the caller frees the tape.
    static func tape(of source: JSONSource, limits: JSONLimits) throws(Failure) -> JSONTape {
        var tokenizer = JSONTokenizer(source, limits: limits)
        do throws(Failure) {
            try tokenizer.run()
        } catch {
            tokenizer.tape.deallocate()
            throw error
        }
        return tokenizer.tape
    }

    private init(_ source: JSONSource, limits: JSONLimits) {
        self.source = source
        self.limits = limits
        // One value for twenty bytes is typical of orders; a denser document makes the tape grow.
        tape = JSONTape(capacity: min(source.count / 20 + 16, limits.maximumNodes))
    }

    private mutating func run() throws(Failure) {
        var at = source.skipSpace(0)
        guard at < source.count else { throw Failure(code: .emptyInput, offset: at) }
        while true {
            let isOpen = try readValue(&at)
            if isOpen { continue }
            guard try readAfterValue(&at) else { return }
        }
    }

    /// Reads a scalar or an opening bracket; true if the first inner value is to follow.
    @inline(__always)
    private mutating func readValue(_ at: inout Int) throws(Failure) -> Bool {
        let start = at
        switch source[at] {
        case 0x22:
            var flags: UInt8 = 0
            at = try source.scanString(from: at + 1, escapeFlag: JSONTapeNode.valueHasEscapes, flags: &flags) + 1
            try append(.string, start, at, flags)
        case 0x7B:
            try open(.object, &at)
            guard source[at] == 0x7D else {
                try readKey(&at)
                return true
            }
            close(&at)
        case 0x5B:
            try open(.array, &at)
            guard source[at] == 0x5D else { return true }
            close(&at)
        case 0x2D, 0x30...0x39:
            at = try source.scanNumber(from: at, maximumLength: limits.maximumNumberLength)
            try append(.number, start, at, 0)
        case 0x74:
            at = try source.scanLiteral(from: at, "true")
            try append(.bool, start, at, 0)
        case 0x66:
            at = try source.scanLiteral(from: at, "false")
            try append(.bool, start, at, 0)
        case 0x6E:
            at = try source.scanLiteral(from: at, "null")
            try append(.null, start, at, 0)
        default:
            throw source.unexpected(at)
        }
        return false
    }

    /// Reads commas and closing brackets; false at the end of the document.
    @inline(__always)
    private mutating func readAfterValue(_ at: inout Int) throws(Failure) -> Bool {
        while true {
            at = source.skipSpace(at)
            guard container >= 0 else {
                guard at == source.count else { throw Failure(code: .trailingBytes, offset: at) }
                return false
            }
            let byte = source[at]
            if byte == 0x2C {
                at = source.skipSpace(at + 1)
                if isInObject { try readKey(&at) }
                return true
            }
            guard byte == (isInObject ? 0x7D : 0x5D) else { throw source.unexpected(at) }
            if isInObject, tape.nodes[container].count > 1 { try refuseDuplicates() }
            close(&at)
        }
    }

    @inline(__always)
    private mutating func readKey(_ at: inout Int) throws(Failure) {
        guard source[at] == 0x22 else { throw source.unexpected(at) }
        let start = at + 1
        var flags: UInt8 = 0
        let end = try source.scanString(from: start, escapeFlag: JSONTapeNode.keyHasEscapes, flags: &flags)
        key = PendingKey(
            start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
            hash: flags == 0 ? JSONKeyHash.of(source.base + start, count: end - start) : source.escapedHash(start, end),
            flags: flags)
        at = source.skipSpace(end + 1)
        guard source[at] == 0x3A else { throw source.unexpected(at) }
        at = source.skipSpace(at + 1)
    }

    @inline(__always)
    private func refuseDuplicates() throws(Failure) {
        try JSONDuplicateCheck(base: source.base, nodes: tape.nodes, end: tape.count).run(container)
    }

    @inline(__always)
    private mutating func append(_ kind: JSONKind, _ start: Int, _ end: Int, _ flags: UInt8) throws(Failure) {
        let index = tape.count
        if index == tape.capacity { try grow(start) }
        let parent = container < 0 ? 0 : container
        tape.append(
            JSONTapeNode(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
                parent: UInt32(truncatingIfNeeded: parent), next: UInt32(truncatingIfNeeded: index + 1),
                keyStart: key.start, keyEnd: key.end, count: 0, keyHash: key.hash, kind: kind,
                flags: flags | key.flags))
        if container >= 0 { tape.nodes[container].count &+= 1 }
    }

    @inline(never)
    private mutating func grow(_ offset: Int) throws(Failure) {
        guard tape.capacity < limits.maximumNodes else { throw Failure(code: .tooManyNodes, offset: offset) }
        tape.grow(toCapacity: min(tape.capacity * 2, limits.maximumNodes))
    }

    @inline(__always)
    private mutating func open(_ kind: JSONKind, _ at: inout Int) throws(Failure) {
        depth += 1
        guard depth <= limits.maximumDepth else { throw Failure(code: .tooDeep, offset: at) }
        try append(kind, at, at + 1, 0)
        container = tape.count - 1
        isInObject = kind == .object
        key = PendingKey()
        at = source.skipSpace(at + 1)
    }

    @inline(__always)
    private mutating func close(_ at: inout Int) {
        at += 1
        tape.nodes[container].end = UInt32(truncatingIfNeeded: at)
        tape.nodes[container].next = UInt32(truncatingIfNeeded: tape.count)
        key = PendingKey()
        depth -= 1
        container = depth == 0 ? -1 : Int(tape.nodes[container].parent)
        isInObject = depth > 0 && tape.nodes[container].kind == .object
    }
}
