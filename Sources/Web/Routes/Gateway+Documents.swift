import AdapterKit
import Canonical
import Engine
import HTTPTypes
import Hummingbird
import Journal
import NIOCore

extension Gateway {
    func addDocuments(to routes: inout RouteTable) {
        routes.add(.get, "/v1/orders/:name/documents", .needs(.viewer)) { try await listDocuments($0) }
        // A label names a person and is worth money to whoever sticks it on: reading orders is not enough for it.
        routes.add(.get, "/v1/orders/:name/documents/:hash", .needs(.operator)) { try await showDocument($0) }
    }

    private func listDocuments(_ request: GatewayRequest) async throws -> Response {
        let paging = try Paging(request)
        let start = try Paging.start(request, PageCursor.paper) ?? PaperPlace()
        let order = try await order(request)
        let rest = Array(PaperPlace.papers(of: order).drop { $0.place <= start }.prefix(paging.limit + 1))
        let (page, last) = paging.page(rest)
        let path = PathText.order(order.id.value)
        return .object(capacity: 256 + page.count * 256) { writer in
            writer.field("order", order.id.value)
            writer.list("documents", page.map(\.document)) { Self.write($1, under: path, to: &$0) }
            writer.links(next: last.map { paging.next(PageCursor.text(after: $0.place)) })
        }
    }

    private static func write(_ document: Document, under path: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("kind", document.kind)
        writer.field("state", document.state.raw)
        writer.field("format", document.format)
        writer.field("url", document.url)
        writer.field("contentHash", document.contentHash)
        writer.field("size", document.size)
        writer.field("reference", document.reference)
        writer.object("links") { writer in
            writer.field("content", document.contentHash.map { "\(path)/documents/\(PercentEncoding.encoded($0))" })
        }
        writer.endObject()
    }

    /// The bytes of a paper of an order, found by their hash.
    ///
    /// They are what a translator left unread of an answer: base64 in the residue of the fact that names the paper.
    private func showDocument(_ request: GatewayRequest) async throws -> Response {
        let hash = try request.parameter("hash")
        let id = try await OrderFinder(engine: engine).order(named: request.parameter("name"))
        for fact in try await engine.journal.facts(of: id) {
            guard let document = fact.content.documents.first(where: { $0.contentHash == hash }) else { continue }
            for part in fact.content.residue {
                guard let text = part.value.document.root.stringValue, let bytes = Base64.decoded(text),
                    bytes.count == document.size ?? bytes.count, Digest.sha256(bytes) == hash
                else { continue }
                return Self.file(bytes, named: hash, document.format)
            }
        }
        throw Problem.notFound("No paper of this order has this hash, or the gateway does not hold its bytes.")
    }

    private static func file(_ bytes: [UInt8], named hash: String, _ format: String?) -> Response {
        let type =
            switch format {
            case "pdf": "application/pdf"
            case "png": "image/png"
            default: "application/octet-stream"
            }
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = "private, no-store"
        headers[.contentDisposition] = "attachment; filename=\"\(hash.prefix(16))\""
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
