/// The `Link` header field (RFC 8288, section 3).
enum LinkHeader {
    /// The target of the link whose relation is `next`, as it is written; nil when there is none.
    static func next(in value: String) -> String? {
        for link in links(in: value) {
            guard let close = link.firstIndex(of: ">"), link.first == "<" else { continue }
            let target = link[link.index(after: link.startIndex)..<close]
            let parameters = link[link.index(after: close)...].split(separator: ";").map { parameter in
                parameter.filter { $0 != " " && $0 != "\t" && $0 != "\"" }.lowercased()
            }
            if parameters.contains("rel=next") { return String(target) }
        }
        return nil
    }

    /// The links of a field; a comma within the brackets of a target separates nothing.
    private static func links(in value: String) -> [Substring] {
        var links: [Substring] = []
        var start = value.startIndex
        var isWithinTarget = false
        for index in value.indices {
            switch value[index] {
            case "<": isWithinTarget = true
            case ">": isWithinTarget = false
            case "," where !isWithinTarget:
                links.append(value[start..<index].drop { $0 == " " })
                start = value.index(after: index)
            default: break
            }
        }
        links.append(value[start...].drop { $0 == " " })
        return links
    }
}
