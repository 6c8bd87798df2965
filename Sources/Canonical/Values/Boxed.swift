/// Keeps an optional value behind a pointer: a large value that is mostly copied along, or mostly absent, costs its
/// holder eight bytes and one reference count.
///
/// A box is never changed once it is made, so sharing it is sharing the value.
@propertyWrapper
public struct Boxed<Value: Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private var box: Box?

    /// Boxes a value, or nothing.
    public init(wrappedValue: Value?) { box = wrappedValue.map(Box.init) }

    /// The value.
    public var wrappedValue: Value? {
        get { box?.value }
        set { box = newValue.map(Box.init) }
    }
}

extension Boxed: Equatable where Value: Equatable {
    /// Whether the values are equal; the same box is.
    public static func == (left: Boxed, right: Boxed) -> Bool {
        left.box === right.box || left.wrappedValue == right.wrappedValue
    }
}
