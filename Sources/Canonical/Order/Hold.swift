/// A named thing that an order or delivery waits for.
public struct Hold: Sendable, Hashable {
    /// A stable code, such as `money.unexplained` or `documents.required`.
    public var code: String
    /// One sentence for the person on call; no personal data.
    public var message: String
    /// The field that is wrong or missing, when there is one.
    public var pointer: String?

    /// Creates a hold.
    public init(code: String, message: String, pointer: String? = nil) {
        self.code = code
        self.message = message
        self.pointer = pointer
    }
}
