import AdapterKit
import Canonical
import Hummingbird

/// Which page of a list a request wants.
struct Paging: Sendable {
    /// Entries of the page at most.
    let limit: Int
    private let path: String
    private let filters: [(name: String, value: String)]

    /// Reads the limit; what else narrows the list goes into the path of the next page.
    ///
    /// - Throws: ``Problem`` for a wrong limit, and for a parameter that the list does not know: it would list everything.
    init(_ request: GatewayRequest, filters: [(name: String, value: String?)] = []) throws(Problem) {
        try request.checkQuery(knowing: filters.map(\.name) + ["limit", "cursor"])
        limit = try request.number("limit", in: 1...200, default: 50)
        path = request.request.uri.path
        self.filters = filters.compactMap { filter in filter.value.map { (filter.name, $0) } }
    }

    /// Where the page begins, read by a function that knows the list's cursors; nil for the first page.
    static func start<Place>(
        _ request: GatewayRequest, _ read: (String) -> Place?
    ) throws(Problem) -> Place? {
        guard let text = try request.query("cursor") else { return nil }
        guard let place = read(text) else {
            throw .wrongParameter("cursor", "the cursor of an earlier answer was wanted")
        }
        return place
    }

    /// A page of entries that were read with one more than the limit, which tells whether there is another.
    func page<Element>(_ read: [Element]) -> (entries: [Element], last: Element?) {
        guard read.count > limit else { return (read, nil) }
        let entries = Array(read.prefix(limit))
        return (entries, entries.last)
    }

    /// The path of the page that begins at a cursor.
    func next(_ cursor: String) -> String {
        var text = "\(path)?limit=\(limit)&cursor=\(cursor)"
        for (name, value) in filters { text += "&\(name)=\(PercentEncoding.encoded(value))" }
        return text
    }
}

extension JSONWriter {
    /// Where a list goes on; no `next` at its end.
    mutating func links(next: String?) {
        object("links") { $0.field("next", next) }
    }
}
