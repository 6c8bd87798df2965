#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A loopback port that nobody listens on, and that the system gives to nobody else until it is released.
struct FreePort: ~Copyable {
    let number: Int
    private let descriptor: Int32

    deinit { close(descriptor) }

    /// Lets the port go, for the listener that it was found for.
    consuming func release() {}

    /// Asks the system for a port and lets it go at once, for a listener that is the next to take one.
    ///
    /// - Throws: ``CommandFailure`` when the system has none, exit code 69.
    static func find() throws(CommandFailure) -> Int { try reserve().number }

    /// Asks the system for a port and keeps it.
    ///
    /// - Throws: ``CommandFailure`` when the system has none, exit code 69.
    static func reserve() throws(CommandFailure) -> FreePort {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, kind, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard descriptor >= 0, isBound else {
            close(descriptor)
            throw CommandFailure(.unavailable, "no loopback port is free")
        }
        return FreePort(number: Int(UInt16(bigEndian: address.sin_port)), descriptor: descriptor)
    }
}
