/// Prometheus' text exposition format 0.0.4 (stated), appended byte by byte.
package struct PrometheusText: Sendable {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// The text so far, in UTF-8.
    package private(set) var bytes: [UInt8] = []

    /// Starts an empty text.
    package init() { bytes.reserveCapacity(8_192) }

    /// Begins the samples of one name.
    mutating func family(_ name: String, _ kind: String, help: String?) {
        if let help { append("# HELP \(name) \(Self.escapedHelp(help))\n") }
        append("# TYPE \(name) \(kind)\n")
    }

    /// Adds one sample; labels are escaped.
    mutating func sample(_ name: String, _ labels: [MetricLabel], _ value: String) {
        append(name)
        if !labels.isEmpty {
            for (position, label) in labels.enumerated() {
                append(position == 0 ? "{" : ",")
                append(label.name)
                append("=\"")
                appendEscaped(label.value)
                append("\"")
            }
            append("}")
        }
        append(" ")
        append(value)
        append("\n")
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func appendEscaped(_ value: String) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\n"): append("\\n")
            default: bytes.append(byte)
            }
        }
    }

    private static func escapedHelp(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    /// A name that Prometheus takes: other characters become underscores.
    static func name(_ text: String) -> String {
        var name = ""
        for (position, scalar) in text.unicodeScalars.enumerated() {
            let isLetter = scalar.isASCII && (scalar.properties.isAlphabetic || scalar == "_")
            let isDigit = ("0"..."9").contains(scalar)
            name.unicodeScalars.append(isLetter || (isDigit && position > 0) ? scalar : "_")
        }
        return name.isEmpty ? "_" : name
    }
}
