import Canonical
import Engine
import Foundation
import Logging

/// Writes log lines as JSON on standard error: time, level, message and the event's fields.
struct JSONLogHandler: LogHandler {
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    func log(event: LogEvent) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("time")
        writer.string(SystemTime().now.rfc3339)
        writer.key("level")
        writer.string(event.level.rawValue)
        writer.key("message")
        writer.string(event.message.description)
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
            $0.key < $1.key
        }) {
            writer.key(key)
            writer.string("\(value)")
        }
        writer.endObject()
        // A log that cannot be written must not end the gateway.
        try? FileHandle.standardError.write(contentsOf: Data(writer.bytes + [UInt8(ascii: "\n")]))
    }
}
