/// One label of a series.
struct MetricLabel: Hashable, Comparable, Sendable {
    var name: String
    var value: String

    static func < (lhs: MetricLabel, rhs: MetricLabel) -> Bool { (lhs.name, lhs.value) < (rhs.name, rhs.value) }
}
