/// What one run of a program may cost.
struct JQLimits: Sendable, Hashable {
    /// How long the program may compute; time in which the machine does something else does not count.
    var computing: Duration = .milliseconds(500)
    /// How long it waits for a worker, and for being compiled there once more.
    var patience: Duration = .seconds(10)
    /// How long it may take by the clock, however busy the machine is.
    var waiting: Duration = .seconds(5)
    /// The longest value, in bytes of compact JSON.
    var output = 1 << 20
    /// How much the process may grow while the program runs, in bytes; looked at every few milliseconds.
    var memory = 256 << 20
    /// How long an ended program may go on inside one call of libjq before its thread is given up.
    var grace: Duration = .seconds(2)
    /// How long the program is out of use at most while one such thread goes on.
    var pause: Duration = .seconds(600)

    static let `default` = JQLimits()
}
