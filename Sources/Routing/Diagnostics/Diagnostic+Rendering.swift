package import Canonical

extension Diagnostic {
    /// The finding as people read it: place, sentence, path, excerpt with caret, help.
    package var rendered: String {
        let number = String(place.line)
        let margin = String(repeating: " ", count: number.count)
        var lines = ["\(file):\(place.line):\(place.column): \(severity.rawValue): \(message) [\(code)]"]
        if !path.isEmpty { lines.append("  at \(path)") }
        if !excerpt.isEmpty {
            let indent = String(repeating: " ", count: caretColumn - 1)
            lines.append("  \(number) | \(excerpt)")
            lines.append("  \(margin) | \(indent)\(String(repeating: "^", count: caretLength))")
        }
        if let help { lines.append("help: \(help)") }
        return lines.joined(separator: "\n")
    }

    /// Writes the finding as one JSON object.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("severity")
            writer.string(severity.rawValue)
            writer.key("code")
            writer.string(code)
            writer.key("file")
            writer.string(file)
            writer.key("line")
            writer.int(place.line)
            writer.key("column")
            writer.int(place.column)
            writer.key("length")
            writer.int(caretLength)
            writer.key("path")
            writer.string(path)
            writer.key("message")
            writer.string(message)
            writer.key("excerpt")
            writer.string(excerpt)
            writer.key("help")
            writer.string(help)
        }
    }
}
