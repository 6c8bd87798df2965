/// The one word people see for where an order is.
public enum Phase: String, Sendable, Hashable, CaseIterable {
    case held, cancelled, returned, delivered, shipped, completed, accepted, ready, received
}
