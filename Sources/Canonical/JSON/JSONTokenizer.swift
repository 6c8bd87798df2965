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

    let base: UnsafePointer<UInt8>
    let count: Int
    let limits: JSONLimits
    var tape: JSONTape
    private var key = PendingKey()
    private var container = -1
    private var isInObject = false
    private var depth = 0

    /// Reads a whole document; the buffer is not empty and shorter than 2 GiB.
    static func tape(
        of bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits
    ) throws(Failure) -> ContiguousArray<JSONTapeNode> {
        guard let base = bytes.baseAddress else { throw Failure(code: .emptyInput, offset: 0) }
        var tokenizer = JSONTokenizer(base: base, count: bytes.count, limits: limits)
        defer { tokenizer.tape.deallocate() }
        try tokenizer.run()
        return tokenizer.tape.copied()
    }

    private init(base: UnsafePointer<UInt8>, count: Int, limits: JSONLimits) {
        self.base = base
        self.count = count
        self.limits = limits
        // One value for twenty bytes is typical of orders; a denser document makes the tape grow.
        tape = JSONTape(capacity: min(count / 20 + 16, limits.maximumNodes))
    }

    private mutating func run() throws(Failure) {
        var at = skipSpace(0)
        guard at < count else { throw Failure(code: .emptyInput, offset: at) }
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
        switch peek(at) {
        case 0x22:
            var flags: UInt8 = 0
            at = try scanString(from: at + 1, escapeFlag: JSONTapeNode.valueHasEscapes, flags: &flags) + 1
            try append(.string, start, at, flags)
        case 0x7B:
            try open(.object, &at)
            guard peek(at) == 0x7D else {
                try readKey(&at)
                return true
            }
            close(&at)
        case 0x5B:
            try open(.array, &at)
            guard peek(at) == 0x5D else { return true }
            close(&at)
        case 0x2D, 0x30...0x39:
            at = try scanNumber(from: at)
            try append(.number, start, at, 0)
        case 0x74:
            at = try scanLiteral(from: at, "true")
            try append(.bool, start, at, 0)
        case 0x66:
            at = try scanLiteral(from: at, "false")
            try append(.bool, start, at, 0)
        case 0x6E:
            at = try scanLiteral(from: at, "null")
            try append(.null, start, at, 0)
        default:
            throw unexpected(at)
        }
        return false
    }

    /// Reads commas and closing brackets; false at the end of the document.
    @inline(__always)
    private mutating func readAfterValue(_ at: inout Int) throws(Failure) -> Bool {
        while true {
            at = skipSpace(at)
            guard container >= 0 else {
                guard at == count else { throw Failure(code: .trailingBytes, offset: at) }
                return false
            }
            let byte = peek(at)
            if byte == 0x2C {
                at = skipSpace(at + 1)
                if isInObject { try readKey(&at) }
                return true
            }
            guard byte == (isInObject ? 0x7D : 0x5D) else { throw unexpected(at) }
            if isInObject { try refuseDuplicates(in: container) }
            close(&at)
        }
    }

    @inline(__always)
    private mutating func readKey(_ at: inout Int) throws(Failure) {
        guard peek(at) == 0x22 else { throw unexpected(at) }
        let start = at + 1
        var flags: UInt8 = 0
        let end = try scanString(from: start, escapeFlag: JSONTapeNode.keyHasEscapes, flags: &flags)
        key = PendingKey(
            start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
            hash: flags == 0 ? JSONKeyHash.of(base + start, count: end - start) : escapedHash(start, end), flags: flags)
        at = skipSpace(end + 1)
        guard peek(at) == 0x3A else { throw unexpected(at) }
        at = skipSpace(at + 1)
    }

    @inline(never)
    private func escapedHash(_ start: Int, _ end: Int) -> UInt16 {
        JSONEscapes.decoded(UnsafeBufferPointer(start: base + start, count: end - start)).withUnsafeBytes { bytes in
            bytes.baseAddress.map { JSONKeyHash.of($0, count: bytes.count) } ?? JSONKeyHash.of(base, count: 0)
        }
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
        at = skipSpace(at + 1)
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

    /// The byte at an offset, or NUL at the end; NUL can stand nowhere between values.
    @inline(__always)
    func peek(_ at: Int) -> UInt8 {
        at < count ? base[at] : 0
    }

    func unexpected(_ at: Int) -> Failure {
        Failure(code: at < count ? .unexpectedByte : .unexpectedEnd, offset: at)
    }

    @inline(__always)
    private func skipSpace(_ start: Int) -> Int {
        if start < count, base[start] > 0x20 { return start }
        return skipRun(start)
    }

    private func skipRun(_ start: Int) -> Int {
        var at = start
        while at < count {
            // Indented documents are mostly runs of spaces.
            while at + 8 <= count, JSONBytes.word(base, at) == 0x2020_2020_2020_2020 { at += 8 }
            guard at < count else { break }
            switch base[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return at
            }
        }
        return at
    }
}
