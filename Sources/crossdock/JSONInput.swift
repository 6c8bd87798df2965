import Canonical
import Foundation

/// JSON that a person hands to a command.
enum JSONInput {
    /// - Throws: ``CommandFailure`` when the file cannot be read or is no JSON.
    static func file(_ path: String) throws(CommandFailure) -> JSONText {
        let bytes: [UInt8]
        do {
            bytes = Array(
                path == "-"
                    ? try FileHandle.standardInput.readToEnd() ?? Data() : try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandFailure(.inputOutput, "cannot read \(path)")
        }
        return try validated(bytes, named: path)
    }

    /// - Throws: ``CommandFailure`` when the text is no JSON.
    static func text(_ text: String, named name: String) throws(CommandFailure) -> JSONText {
        try validated(Array(text.utf8), named: name)
    }

    private static func validated(_ bytes: [UInt8], named name: String) throws(CommandFailure) -> JSONText {
        do {
            return try JSONText(validating: bytes)
        } catch {
            throw CommandFailure(.usage, "\(name) is no JSON: \(error)")
        }
    }
}
