/// The growing tape of one tokenizer run, freed by whoever holds it last.
///
/// Raw memory, because an array's checks for uniqueness and room cost as much as the tokenizing itself.
struct JSONTape {
    private(set) var nodes: UnsafeMutablePointer<JSONTapeNode>
    private(set) var count = 0
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        nodes = .allocate(capacity: self.capacity)
    }

    @inline(__always)
    mutating func append(_ node: JSONTapeNode) {
        (nodes + count).initialize(to: node)
        count += 1
    }

    mutating func grow(toCapacity wanted: Int) {
        let larger = UnsafeMutablePointer<JSONTapeNode>.allocate(capacity: wanted)
        larger.moveInitialize(from: nodes, count: count)
        nodes.deallocate()
        nodes = larger
        capacity = wanted
    }

    func deallocate() {
        nodes.deallocate()
    }
}
