/// Reads the files that hold programs, each once, and remembers what they said.
///
/// A class, because one reading fills one memory; it never leaves that reading.
final class ProgramFiles {
    /// Why a file gives no program.
    struct Problem: Error {
        var message: String
        var help: String
    }

    /// The longest program, in bytes.
    static let maximumSize = 65_536

    private let read: (String) throws -> String
    private var results: [String: Result<String, Problem>] = [:]
    /// The texts that were read, in the order in which they are named first; they are part of the configuration.
    private(set) var texts: [String] = []

    init(_ read: @escaping (String) throws -> String) { self.read = read }

    /// The text of a file, named as in the configuration.
    func text(_ path: String) -> Result<String, Problem> {
        if let result = results[path] { return result }
        let result = load(path)
        results[path] = result
        if case .success(let text) = result { texts.append(text) }
        return result
    }

    private func load(_ path: String) -> Result<String, Problem> {
        // The reader's own error may name more than the path; only the path is ours to show.
        guard let text = try? read(path) else {
            return .failure(
                Problem(
                    message: "The program's file `\(path)` cannot be read.",
                    help: "Its name is relative to the folder of this file; it must be UTF-8."))
        }
        guard text.utf8.count <= Self.maximumSize else {
            return .failure(
                Problem(
                    message: "The program's file `\(path)` is larger than 64 KiB.",
                    help: "Check that it is the program and not its data."))
        }
        // Some systems end lines with two characters, of which programs know one; the lines stay the same.
        let lines = text.replacing("\r\n", with: "\n")
        // The line break that editors end a file with would be part of a path.
        return .success(lines.last == "\n" ? String(lines.dropLast()) : lines)
    }
}
