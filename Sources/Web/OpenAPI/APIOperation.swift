import Canonical

/// One method of one path as the description of the API shows it.
struct APIOperation: Sendable {
    /// What the answer holds.
    enum Content: Sendable {
        /// A JSON object of a named shape.
        case json(String)
        /// Any JSON value.
        case anyJSON
        /// Bytes of one of these media types.
        case bytes([String])
        case none
    }

    /// One good answer.
    struct Answer: Sendable {
        var status: Int
        var about: String
        var content: Content
        /// Names of header fields under `components/headers`, by field.
        var headers: [(field: String, name: String)] = []
        /// Operations that a value of the answer leads to: the operation's id, its parameter, the value's place.
        var links: [(operation: String, parameter: String, value: String)] = []
    }

    /// What the request's body holds: the named shapes by media type.
    struct Body: Sendable {
        var shapes: [(type: String, names: [String])]
        var isRequired = true
    }

    var method: String
    /// With parameters in braces.
    var path: String
    var id: String
    var tag: String
    var summary: String
    /// Who may call; nil for everybody.
    var role: AccessRole?
    /// Further sentences about it.
    var note: String?
    /// Names under `components/parameters`, or whole parameters as JSON.
    var parameters: [String] = []
    var body: Body?
    var answers: [Answer]
    /// Statuses of problems, beside those that the role and a body bring.
    var problems: [Int] = []
    /// The name of what a 503 means here, under `components/responses`.
    var unavailable = "Unavailable"
    /// Whether it answers in words of its own, which nobody can describe here.
    var isForeign = false

    private var statuses: [Int] {
        var all = Set(problems)
        if role != nil { all.formUnion([401, 403, 500, 503]) }
        if body != nil { all.formUnion([400, 408, 413, 415]) }
        return all.sorted()
    }

    private func response(of status: Int) -> String {
        switch status {
        case 300: "SeveralOrders"
        case 400: "BadRequest"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "NotFound"
        case 408: "TooSlow"
        case 409: "Conflict"
        case 413: "TooLarge"
        case 415: "WrongType"
        case 422: "Unprocessable"
        case 500: "Unexpected"
        case 502: "NoAnswer"
        default: unavailable
        }
    }

    /// Writes the operation as a member of its path's item.
    func write(to writer: inout JSONWriter) {
        writer.key(method)
        writer.object { writer in
            writer.field("operationId", id)
            writer.field("tags", [tag])
            writer.field("summary", summary)
            let needs = role.map { "Needs the role `\($0.rawValue)`." }
            let sentences = [needs, note].compactMap(\.self).joined(separator: " ")
            if !sentences.isEmpty { writer.field("description", sentences) }
            if role == nil {
                writer.key("security")
                writer.raw(Array("[]".utf8))
            }
            writeParameters(to: &writer)
            writeBody(to: &writer)
            writer.key("responses")
            writer.object { writer in
                for answer in answers { answer.write(to: &writer) }
                for status in statuses {
                    writer.key(String(status))
                    writer.object { $0.field("$ref", "#/components/responses/\(response(of: status))") }
                }
                if isForeign {
                    writer.key("default")
                    writer.object { $0.field("description", "In the words of the system behind the adapter.") }
                }
            }
        }
    }

    private func writeParameters(to writer: inout JSONWriter) {
        guard !parameters.isEmpty else { return }
        writer.key("parameters")
        writer.array { writer in
            for parameter in parameters {
                if parameter.hasPrefix("{") {
                    writer.raw(Array(parameter.utf8))
                } else {
                    writer.object { $0.field("$ref", "#/components/parameters/\(parameter)") }
                }
            }
        }
    }

    private func writeBody(to writer: inout JSONWriter) {
        guard let body else { return }
        writer.key("requestBody")
        writer.object { writer in
            writer.field("required", body.isRequired)
            writer.key("content")
            writer.object { writer in
                for (type, names) in body.shapes {
                    writer.key(type)
                    writer.object { writer in
                        writer.key("schema")
                        writer.object { writer in
                            guard names.count != 1 else {
                                return writer.field("$ref", "#/components/schemas/\(names[0])")
                            }
                            writer.key("anyOf")
                            writer.array { writer in
                                for name in names {
                                    writer.object { $0.field("$ref", "#/components/schemas/\(name)") }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

extension APIOperation.Answer {
    /// Writes the answer as a member of an operation's responses.
    func write(to writer: inout JSONWriter) {
        writer.key(String(status))
        writer.object { writer in
            writer.field("description", about)
            if !headers.isEmpty {
                writer.key("headers")
                writer.object { writer in
                    for (field, name) in headers {
                        writer.key(field)
                        writer.object { $0.field("$ref", "#/components/headers/\(name)") }
                    }
                }
            }
            writeContent(to: &writer)
            if !links.isEmpty {
                writer.key("links")
                writer.object { writer in
                    for (operation, parameter, value) in links {
                        writer.key(operation)
                        writer.object { writer in
                            writer.field("operationId", operation)
                            writer.key("parameters")
                            writer.object { writer in
                                writer.key(parameter)
                                writer.string(value)
                            }
                        }
                    }
                }
            }
        }
    }

    private func writeContent(to writer: inout JSONWriter) {
        guard let types else { return }
        writer.key("content")
        writer.object { writer in
            for type in types {
                writer.key(type)
                writer.object { writer in
                    writer.key("schema")
                    writer.object { writer in
                        if case .json(let name) = content { writer.field("$ref", "#/components/schemas/\(name)") }
                    }
                }
            }
        }
    }

    private var types: [String]? {
        switch content {
        case .json, .anyJSON: ["application/json"]
        case .bytes(let types): types
        case .none: nil
        }
    }
}
