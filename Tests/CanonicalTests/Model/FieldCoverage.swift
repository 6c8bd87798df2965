/// Which stored properties of a value and all values in it were set at least once.
struct FieldCoverage {
    private var all: Set<String> = []
    private var set: Set<String> = []

    /// Properties that were nil, empty or zero every time.
    var neverSet: Set<String> { all.subtracting(set) }

    mutating func visit(_ value: Any) {
        let mirror = Mirror(reflecting: value)
        let type = String(describing: mirror.subjectType)
        for child in mirror.children {
            if mirror.displayStyle == .struct, let label = child.label {
                let name = "\(type).\(label)"
                all.insert(name)
                if isSet(child.value) { set.insert(name) }
            }
            visit(child.value)
        }
    }

    private func isSet(_ value: Any) -> Bool {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional, .collection, .dictionary, .set: return !mirror.children.isEmpty
        default: return true
        }
    }
}
