import HTTPTypes
import Hummingbird
import NIOCore

extension Problem {
    /// The answer; where the connection ends with it, the sender first gets time to read it.
    func response(on channel: any Channel, linger: Duration) -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json"
        let buffer = ByteBuffer(bytes: json)
        guard endsConnection else {
            return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: buffer))
        }
        headers[.connection] = "close"
        let body = ResponseBody(contentLength: buffer.readableBytes) { writer in
            try await writer.write(buffer)
            try await writer.finish(nil)
            // Closing at once while bytes still come in would reset the connection and take the answer with it.
            channel.close(mode: .output, promise: nil)
            channel.eventLoop.scheduleTask(in: TimeAmount(linger)) { channel.close(promise: nil) }
        }
        return Response(status: status, headers: headers, body: body)
    }
}
