/// The comparison of all keys of one object with each other.
struct JSONDuplicateCheck {
    typealias Failure = JSONTokenizer.Failure

    let base: UnsafePointer<UInt8>
    let nodes: UnsafePointer<JSONTapeNode>
    /// The tape index after the last member.
    let end: Int

    /// Refuses an object in which two keys are equal once their escapes are undone.
    @inline(never)
    func run(_ object: Int) throws(Failure) {
        let members = Int(nodes[object].count)
        if members <= Self.fewMembers {
            try refuseDuplicatesAmongFew(in: object)
        } else {
            try refuseDuplicatesAmongMany(in: object, members: members)
        }
    }

    /// Up to here comparing with all earlier keys is cheap even if somebody makes all hashes collide.
    private static var fewMembers: Int { 64 }

    private func refuseDuplicatesAmongFew(in object: Int) throws(Failure) {
        // 256 bits, of which an honest object sets one for each key; only a second hit looks at the keys themselves.
        var seen = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        var node = object + 1
        while node < end {
            let hash = nodes[node].keyHash
            let bit = UInt64(1) << UInt64(hash & 63)
            let isNew: Bool
            switch (hash >> 6) & 3 {
            case 0: (isNew, seen.0) = (seen.0 & bit == 0, seen.0 | bit)
            case 1: (isNew, seen.1) = (seen.1 & bit == 0, seen.1 | bit)
            case 2: (isNew, seen.2) = (seen.2 & bit == 0, seen.2 | bit)
            default: (isNew, seen.3) = (seen.3 & bit == 0, seen.3 | bit)
            }
            if !isNew { try refuseRepetition(of: node, in: object) }
            node = Int(nodes[node].next)
        }
    }

    private func refuseRepetition(of node: Int, in object: Int) throws(Failure) {
        var earlier = object + 1
        while earlier < node {
            if keysAreEqual(earlier, node) { throw duplicate(node) }
            earlier = Int(nodes[earlier].next)
        }
    }

    /// A hash table keyed by the process's random seed, so that nobody can prepare keys that collide.
    @inline(never)
    private func refuseDuplicatesAmongMany(in object: Int, members: Int) throws(Failure) {
        var size = 128
        while size < members * 2 { size *= 2 }
        var table = [UInt32](repeating: 0, count: size)
        var node = object + 1
        while node < end {
            var slot = seededHash(of: node) & (size - 1)
            while table[slot] != 0 {
                if keysAreEqual(Int(table[slot]), node) { throw duplicate(node) }
                slot = (slot + 1) & (size - 1)
            }
            table[slot] = UInt32(truncatingIfNeeded: node)
            node = Int(nodes[node].next)
        }
    }

    private func seededHash(of node: Int) -> Int {
        var hasher = Hasher()
        if nodes[node].keyIsEscaped {
            JSONEscapes.decoded(keyBytes(node)).withUnsafeBytes { hasher.combine(bytes: $0) }
        } else {
            hasher.combine(bytes: UnsafeRawBufferPointer(keyBytes(node)))
        }
        return hasher.finalize()
    }

    private func keysAreEqual(_ left: Int, _ right: Int) -> Bool {
        guard nodes[left].keyHash == nodes[right].keyHash else { return false }
        if (nodes[left].flags | nodes[right].flags) & JSONTapeNode.keyHasEscapes != 0 {
            return JSONEscapes.decoded(keyBytes(left)) == JSONEscapes.decoded(keyBytes(right))
        }
        return keyBytes(left).elementsEqual(keyBytes(right))
    }

    private func keyBytes(_ node: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + Int(nodes[node].keyStart), count: nodes[node].keyRange.count)
    }

    private func duplicate(_ node: Int) -> Failure {
        Failure(code: .duplicateKey, offset: Int(nodes[node].keyStart) - 1)
    }
}
