import Canonical
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// An answer with bytes that are one JSON value.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// An answer with one JSON object.
    static func object(
        status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], capacity: Int = 1_024,
        _ content: (inout JSONWriter) -> Void
    ) -> Response {
        var writer = JSONWriter(capacity: capacity)
        writer.beginObject()
        content(&writer)
        writer.endObject()
        return json(writer.bytes, status: status, headers: headers)
    }
}
