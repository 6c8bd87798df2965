import Canonical

/// The canonical API in OpenAPI 3.1, as `/openapi.json` serves it.
///
/// Paths and shapes stand here as text and tables, not beside the handlers. That they are the router's own is held by a
/// test that compares both ways; that answers have the shapes, by a property-based client (`Scripts/test-api`).
package enum APIDescription {
    /// The document as JSON.
    package static let json: [UInt8] = {
        var writer = JSONWriter(capacity: 64 << 10)
        write(to: &writer)
        return writer.bytes
    }()

    /// All operations in the sequence in which the document shows them.
    static let operations: [APIOperation] = orderOperations + decisionOperations + systemOperations

    static let phaseNames = Phase.allCases.map(\.rawValue).joined(separator: "\", \"")

    private static let head = #"""
        {
          "title": "Crossdock",
          "version": "1",
          "summary": "The canonical API of an order gateway.",
          "description": "States facts about orders, shows orders with all that happened to them, asks and tells systems, and decides what waits for a person. Every error is an RFC 9457 problem. Lists are read page by page: follow `links.next` until it is absent. A request with an `Idempotency-Key` is done once; sent again it is answered as the first time, with another request it is refused with 422, and while the first one runs with 409. Keys never expire and belong to the caller.",
          "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
        }
        """#

    /// What a caller shows: a token of `gateway.tokens`; nothing where none is configured and the caller is local.
    private static let schemes = #"""
        {
          "token": {
            "type": "http", "scheme": "bearer",
            "description": "A token of gateway.tokens in adapters.yaml. Its role decides: a viewer reads, an operator also states, tells, asks and decides. Where no token is configured, callers on the same machine need none."
          }
        }
        """#

    private static let decimal = #"""
        {
          "description": "An exact decimal. The gateway writes a text, so that no reader rounds it; a number is taken by its spelling.",
          "anyOf": [
            { "type": "string", "pattern": "^-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?$" },
            { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }
          ]
        }
        """#

    private static let moment = #"""
        {
          "description": "A moment of RFC 3339; an object where the source spelled it otherwise or named no zone.",
          "anyOf": [
            { "type": "string", "format": "date-time" },
            {
              "type": "object", "required": ["at"],
              "properties": {
                "at": { "type": "string", "format": "date-time" },
                "raw": { "type": ["string", "null"] },
                "hadZone": { "type": ["boolean", "null"] }
              }
            }
          ]
        }
        """#

    private static func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("openapi", "3.1.0")
            raw("info", head, &writer)
            raw("servers", #"[{ "url": "/" }]"#, &writer)
            raw("security", #"[{ "token": [] }]"#, &writer)
            writer.key("paths")
            writer.object { writer in
                for path in operations.map(\.path).reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
                    writer.key(path)
                    writer.object { writer in
                        for operation in operations where operation.path == path { operation.write(to: &writer) }
                    }
                }
            }
            writer.key("components")
            writer.object { writer in
                raw("securitySchemes", schemes, &writer)
                raw("parameters", parameters, &writer)
                raw("headers", headers, &writer)
                raw("responses", responses, &writer)
                writer.key("schemas")
                writer.object { writer in
                    for shape in recordShapes + orderShapes { shape.write(to: &writer) }
                    raw("Decimal", decimal, &writer)
                    raw("Moment", moment, &writer)
                }
            }
        }
    }

    private static func raw(_ key: String, _ json: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.raw(Array(json.utf8))
    }
}
