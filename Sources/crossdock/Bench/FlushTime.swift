import Engine
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How long the disk takes to make a write durable.
enum FlushTime {
    /// Writes and flushes 4 KB two hundred times.
    ///
    /// - Throws: ``CommandFailure`` when the folder cannot be written, exit code 74.
    static func measure(in folder: URL) throws(CommandFailure) -> Latencies {
        let path = folder.appending(path: "flush").path
        let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
        guard descriptor >= 0 else { throw CommandFailure(.inputOutput, "cannot write in \(folder.path)") }
        defer {
            close(descriptor)
            unlink(path)
        }
        let page = [UInt8](repeating: 7, count: 4_096)
        let time = SystemTime()
        return Latencies(
            (0..<200).map { _ in
                let began = time.uptime
                _ = page.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                #if canImport(Darwin)
                    fsync(descriptor)
                #else
                    fdatasync(descriptor)
                #endif
                return time.uptime - began
            })
    }
}
