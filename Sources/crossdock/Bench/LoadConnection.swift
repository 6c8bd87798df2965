#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One keep-alive HTTP/1.1 connection of the load generator, blocking, as cheap as can be.
///
/// The generator shares its two cores with the gateway that it measures: a full client would take a third of them.
final class LoadConnection {
    private var descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// Connects to a loopback port; nil when nobody listens.
    init?(port: Int, timeout seconds: Int = 10) {
        #if canImport(Glibc)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }

    /// Posts a JSON body and gives status and body of the answer; nil when the connection broke.
    func post(_ body: [UInt8], to path: String) -> (status: Int, body: ArraySlice<UInt8>)? {
        let head =
            "POST \(path) HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
            + "content-length: \(body.count)\r\n\r\n"
        guard write(Array(head.utf8) + body) else { return nil }
        return answer()
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { raw in
            var sent = 0
            while sent < raw.count {
                // A connection that the other side closed must not end the process.
                let count = send(
                    descriptor, raw.baseAddress.map { $0 + sent }, raw.count - sent, Int32(MSG_NOSIGNAL.self))
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    private func answer() -> (status: Int, body: ArraySlice<UInt8>)? {
        var length = 0
        var bodyStart: Int?
        var expected = 0
        while true {
            let space = buffer.count - length
            guard space > 0 else { return nil }
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress.map { $0 + length }, space, 0) }
            guard count > 0 else { return nil }
            length += count
            if bodyStart == nil, let end = headEnd(length) {
                bodyStart = end
                expected = contentLength(end) ?? 0
            }
            if let bodyStart, length >= bodyStart + expected {
                let status = buffer[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }
                return (status, buffer[bodyStart..<bodyStart + expected])
            }
        }
    }

    private func headEnd(_ length: Int) -> Int? {
        guard length >= 4 else { return nil }
        return (3..<length).first {
            buffer[$0] == 10 && buffer[$0 - 1] == 13 && buffer[$0 - 2] == 10 && buffer[$0 - 3] == 13
        }.map { $0 + 1 }
    }

    private func contentLength(_ end: Int) -> Int? {
        for line in String(decoding: buffer[0..<end], as: UTF8.self).split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
            return Int(parts[1].drop { $0 == " " })
        }
        return nil
    }
}
