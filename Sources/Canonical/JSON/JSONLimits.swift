/// What a JSON document may cost before it is refused.
public struct JSONLimits: Sendable, Hashable {
    /// The longest document, in bytes.
    public var maximumBytes: Int
    /// The deepest nesting of objects and arrays; a scalar has depth 0.
    public var maximumDepth: Int
    /// The longest spelling of one number, in bytes.
    public var maximumNumberLength: Int
    /// The most values in one document; each costs 32 bytes of memory besides its text.
    public var maximumNodes: Int

    /// Sets all limits; each has a default that no honest order reaches.
    public init(
        maximumBytes: Int = 16 << 20, maximumDepth: Int = 64, maximumNumberLength: Int = 1_000,
        maximumNodes: Int = 1_000_000
    ) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
        self.maximumNumberLength = maximumNumberLength
        self.maximumNodes = maximumNodes
    }

    /// 16 MiB, 64 levels, numbers of 1,000 bytes, 1,000,000 values.
    public static let `default` = JSONLimits()

    /// What offsets and indices of 31 bits can address.
    static let addressable = JSONLimits(
        maximumBytes: Int(Int32.max), maximumDepth: .max, maximumNumberLength: .max, maximumNodes: Int(Int32.max))
}
