import Foundation

/// Where people read: data on standard output, everything else on standard error.
enum Terminal {
    /// Whether colours may be used: a terminal, and no `NO_COLOR`.
    static let hasColors = isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

    /// Prints a line of data.
    static func print(_ text: String) { write(text + "\n", to: .standardOutput) }

    /// Prints bytes as they are, with a line end.
    static func print(_ bytes: [UInt8]) {
        // A reader that went away (`| head`) is no failure of the command.
        try? FileHandle.standardOutput.write(contentsOf: Data(bytes + [UInt8(ascii: "\n")]))
    }

    /// Prints a line of progress or complaint on standard error.
    static func complain(_ text: String) { write(text + "\n", to: .standardError) }

    /// The text in bold on a terminal that shows it.
    static func bold(_ text: String) -> String { hasColors ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    private static func write(_ text: String, to handle: FileHandle) {
        // A reader that went away is no failure of the command.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
