import GRDB

extension SQLiteJournal {
    /// Opens the connections and checks the file's version.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when the file is of another version, else `storage`.
    static func open(_ path: String, mode: Mode, limits: Limits) throws(JournalFailure) -> DatabasePool {
        let store = try access { try DatabasePool(path: path, configuration: configuration(mode, limits)) }
        do throws(JournalFailure) {
            try check(store, path: path, mode: mode)
            if mode != .readOnly { try access { try configureWriter(of: store, limits) } }
            return store
        } catch {
            do { try store.close() } catch {
                // The first failure is the one to report.
            }
            throw error
        }
    }

    private static func check(_ store: DatabasePool, path: String, mode: Mode) throws(JournalFailure) {
        let migrator = JournalSchema.migrator
        guard try !access({ try store.read(migrator.hasBeenSuperseded) }) else {
            throw .conflict("a newer version wrote \(path); run that version or restore a copy of before")
        }
        if mode == .readWrite {
            try access { try migrator.migrate(store) }
        } else {
            guard try access({ try store.read(migrator.hasCompletedMigrations) }) else {
                throw .conflict("an older version wrote \(path); start this version's gateway on it once")
            }
        }
    }

    private static func configuration(_ mode: Mode, _ limits: Limits) -> Configuration {
        var configuration = Configuration()
        configuration.label = "crossdock.journal"
        configuration.readonly = mode == .readOnly
        configuration.busyMode = .timeout(limits.busyTimeout / .seconds(1))
        // Point reads block the task that asks, so there must be a reader for every thread that runs tasks, and some for
        // the long reads of a person.
        configuration.maximumReaderCount = 16
        configuration.prepareDatabase { database in
            // A savepoint copies pages aside; those copies need no file.
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            // Readers share the system's page cache, which makes a large one of their own a waste. Memory mapping is left
            // off: an error of the disk would end the process where a read gives an error.
            try database.execute(sql: "PRAGMA cache_size = -2048")
        }
        return configuration
    }

    private static func configureWriter(of store: DatabasePool, _ limits: Limits) throws {
        try store.writeWithoutTransaction { database in
            // GRDB chooses NORMAL, which may lose acknowledged steps with the power.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            // In KiB: room for the pages that every commit touches; documents pass through and are not read again.
            try database.execute(sql: "PRAGMA cache_size = -16384")
            // In pages of 4,096 bytes: seldom enough that an index page is copied once for many commits, often enough
            // that the copying does not hold a commit up for long.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
            if let bytes = limits.maximumBytes {
                try database.execute(sql: "PRAGMA max_page_count = \(max(1, bytes / 4_096))")
            }
        }
    }
}
