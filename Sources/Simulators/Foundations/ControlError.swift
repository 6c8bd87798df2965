/// A control call that cannot be done.
package struct ControlError: Error, Equatable, CustomStringConvertible {
    /// The HTTP status code of the answer.
    package let status: Int
    /// Why not.
    package let description: String

    /// A control call that is not understood.
    package init(_ description: String) {
        self.init(status: 400, description)
    }

    /// A control call that the state of the simulator forbids, or that names nothing known.
    package init(status: Int, _ description: String) {
        self.status = status
        self.description = description
    }
}
