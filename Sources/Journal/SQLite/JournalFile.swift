#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The journal's file and folder; readable by their owner alone, because orders are personal data.
enum JournalFile {
    /// Creates folder and file where they are missing, and closes the file to everybody but its owner.
    ///
    /// SQLite gives its write-ahead log and shared memory the mode of the file.
    /// - Throws: ``JournalFailure``: `full` or `storage`.
    static func prepare(_ path: String) throws(JournalFailure) {
        try createFolder(of: path)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("cannot create \(path)") }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw failure("cannot close \(path) to other users") }
    }

    /// Whether the file is there.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The system's last error in words.
    static func failure(_ what: String) -> JournalFailure {
        let number = errno
        guard number != ENOSPC, number != EDQUOT else { return .full }
        return .storage("\(what): \(String(cString: strerror(number)))")
    }

    private static func createFolder(of path: String) throws(JournalFailure) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
        var folder = path.hasPrefix("/") ? "" : "."
        for part in parts {
            folder += "/\(part)"
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST || exists(folder) else {
                throw failure("cannot create the folder \(folder)")
            }
        }
    }
}
