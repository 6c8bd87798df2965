extension JSONStorage {
    /// Looks for a key from a sibling onwards and then from the first; the index of its value or -1.
    ///
    /// The filter has one bit per member of the container, and is 0 before the first miss fills it.
    @inline(__always)
    func find(
        _ key: UnsafeBufferPointer<UInt8>, in container: Int, from hint: Int, filter: inout UInt64
    ) -> Int {
        let end = Int(nodes[container].next)
        let first = container &+ 1
        let start = hint > first && hint < end ? hint : first
        let base = key.baseAddress ?? bytes
        // Who reads in document order finds every key right here and needs no hash.
        if start < end, !nodes[start].keyIsEscaped, hasKey(start, base, key.count) { return start }
        let hash = JSONKeyHash.of(base, count: key.count)
        guard filter == 0 || filter & Self.filterBit(hash) != 0 else { return -1 }
        return search(base, key.count, hash, first..<end, from: start, filter: &filter)
    }

    @inline(never)
    private func search(
        _ key: UnsafePointer<UInt8>, _ count: Int, _ hash: UInt16, _ members: Range<Int>, from start: Int,
        filter: inout UInt64
    ) -> Int {
        var seen: UInt64 = 0
        var node = start
        while node < members.upperBound {
            if nodes[node].keyHash == hash, matches(node, key, count) { return node }
            seen |= Self.filterBit(nodes[node].keyHash)
            node = Int(nodes[node].next)
        }
        node = members.lowerBound
        while node < start {
            if nodes[node].keyHash == hash, matches(node, key, count) { return node }
            seen |= Self.filterBit(nodes[node].keyHash)
            node = Int(nodes[node].next)
        }
        filter = seen
        return -1
    }

    @inline(__always)
    private static func filterBit(_ hash: UInt16) -> UInt64 { 1 << UInt64(hash & 63) }

    /// Looks for the first key that differs in the case of its letters at most; the index of its value or -1.
    func findIgnoringCase(_ key: UnsafeBufferPointer<UInt8>, in container: Int) -> Int {
        let end = Int(nodes[container].next)
        var node = container + 1
        while node < end {
            let raw = buffer(nodes[node].keyRange)
            let isMatch =
                nodes[node].keyIsEscaped
                ? JSONEscapes.decoded(raw).withUnsafeBufferPointer { JSONBytes.areEqualIgnoringCase($0, key) }
                : JSONBytes.areEqualIgnoringCase(raw, key)
            if isMatch { return node }
            node = Int(nodes[node].next)
        }
        return -1
    }

    @inline(__always)
    private func matches(_ node: Int, _ key: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        if nodes[node].keyIsEscaped { return matchesEscaped(node, key, count) }
        return hasKey(node, key, count)
    }

    @inline(__always)
    private func hasKey(_ node: Int, _ key: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let start = Int(nodes[node].keyStart)
        guard Int(nodes[node].keyEnd) &- start == count else { return false }
        return JSONBytes.areEqual(bytes + start, key, count: count)
    }

    @inline(never)
    private func matchesEscaped(_ node: Int, _ key: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        JSONEscapes.decoded(buffer(nodes[node].keyRange)).elementsEqual(UnsafeBufferPointer(start: key, count: count))
    }
}
