/// Media types of bodies, as far as the API tells them apart.
enum MediaType {
    static let event = "application/cloudevents+json"
    static let json = "application/json"

    /// The type without parameters; nil for a charset that is not UTF-8.
    static func essence(of contentType: String) -> String? {
        if contentType == json || contentType == event { return contentType }
        let parts = contentType.lowercased().split(separator: ";")
        for parameter in parts.dropFirst() {
            let text = parameter.filter { $0 != " " && $0 != "\"" }
            if text.hasPrefix("charset="), text != "charset=utf-8" { return nil }
        }
        return parts.first.map { $0.filter { $0 != " " } }
    }

    static func isJSON(_ contentType: String) -> Bool { essence(of: contentType) == json }
}
