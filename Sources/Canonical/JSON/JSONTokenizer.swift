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
    /// The innermost open object or array; without meaning while `depth` is 0.
    private var container = 0
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

    /// Inlined into its only caller, so that the state lives in registers and no write to the tape can alias it.
    @inline(__always)
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
        let kind: JSONKind
        var flags: UInt8 = 0
        switch source[at] {
        case 0x22:
            let text = try source.scanString(from: at &+ 1)
            (kind, at) = (.string, text.end &+ 1)
            flags = text.hasEscapes ? JSONTapeNode.valueHasEscapes : 0
        case 0x2D, 0x30...0x39:
            (kind, at) = (.number, try source.scanNumber(from: at, maximumLength: limits.maximumNumberLength))
        case 0x7B:
            return try openObject(&at)
        case 0x5B:
            return try openArray(&at)
        case 0x74:
            (kind, at) = (.bool, try source.scanLiteral(from: at, "true"))
        case 0x66:
            (kind, at) = (.bool, try source.scanLiteral(from: at, "false"))
        case 0x6E:
            (kind, at) = (.null, try source.scanLiteral(from: at, "null"))
        default:
            throw source.unexpected(at)
        }
        try append(kind, start, at, flags)
        return false
    }

    /// Reads commas and closing brackets; false at the end of the document.
    @inline(__always)
    private mutating func readAfterValue(_ at: inout Int) throws(Failure) -> Bool {
        while depth > 0 {
            at = source.skipSpace(at)
            let byte = source[at]
            if byte == 0x2C {
                at = source.skipSpace(at &+ 1)
                if isInObject { try readKey(&at) }
                return true
            }
            guard byte == (isInObject ? 0x7D : 0x5D) else { throw source.unexpected(at) }
            if isInObject, tape.nodes[container].count > 1 {
                try JSONDuplicateCheck(base: source.base, nodes: tape.nodes, end: tape.count).run(container)
            }
            close(&at)
        }
        at = source.skipSpace(at)
        guard at == source.count else { throw Failure(code: .trailingBytes, offset: at) }
        return false
    }

    @inline(__always)
    private mutating func readKey(_ at: inout Int) throws(Failure) {
        guard source[at] == 0x22 else { throw source.unexpected(at) }
        let start = at &+ 1
        let text = try source.scanString(from: start)
        let count = text.end &- start
        key.start = UInt32(truncatingIfNeeded: start)
        key.end = UInt32(truncatingIfNeeded: text.end)
        key.flags = text.hasEscapes ? JSONTapeNode.keyHasEscapes : 0
        key.hash =
            text.hasEscapes ? source.escapedHash(start, text.end) : JSONKeyHash.of(source.base + start, count: count)
        at = source.skipSpace(text.end &+ 1)
        guard source[at] == 0x3A else { throw source.unexpected(at) }
        at = source.skipSpace(at &+ 1)
    }

    @inline(__always)
    private mutating func append(_ kind: JSONKind, _ start: Int, _ end: Int, _ flags: UInt8) throws(Failure) {
        let index = tape.count
        if index == tape.capacity { try grow(start) }
        tape.append(
            JSONTapeNode(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
                parent: UInt32(truncatingIfNeeded: container), next: UInt32(truncatingIfNeeded: index &+ 1),
                keyStart: key.start, keyEnd: key.end, count: 0, keyHash: key.hash, kind: kind,
                flags: flags | key.flags))
        if depth > 0 { tape.nodes[container].count &+= 1 }
    }

    private mutating func grow(_ offset: Int) throws(Failure) {
        guard tape.capacity < limits.maximumNodes else { throw Failure(code: .tooManyNodes, offset: offset) }
        tape.grow(toCapacity: min(tape.capacity * 2, limits.maximumNodes))
    }

    @inline(__always)
    private mutating func openObject(_ at: inout Int) throws(Failure) -> Bool {
        try open(.object, &at)
        if source[at] == 0x7D {
            close(&at)
            return false
        }
        try readKey(&at)
        return true
    }

    @inline(__always)
    private mutating func openArray(_ at: inout Int) throws(Failure) -> Bool {
        try open(.array, &at)
        if source[at] == 0x5D {
            close(&at)
            return false
        }
        return true
    }

    @inline(__always)
    private mutating func open(_ kind: JSONKind, _ at: inout Int) throws(Failure) {
        guard depth < limits.maximumDepth else { throw Failure(code: .tooDeep, offset: at) }
        try append(kind, at, at &+ 1, 0)
        depth &+= 1
        container = tape.count &- 1
        isInObject = kind == .object
        key = PendingKey()
        at = source.skipSpace(at &+ 1)
    }

    @inline(__always)
    private mutating func close(_ at: inout Int) {
        at &+= 1
        let node = tape.nodes + container
        node.pointee.end = UInt32(truncatingIfNeeded: at)
        node.pointee.next = UInt32(truncatingIfNeeded: tape.count)
        key = PendingKey()
        depth &-= 1
        container = Int(node.pointee.parent)
        isInObject = tape.nodes[container].kind == .object
    }
}
