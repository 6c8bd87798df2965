import UnixSignals

/// The signals that end a command in the foreground.
enum Signals {
    /// Waits for Ctrl-C or SIGTERM.
    static func interruption() async {
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return }
    }
}
