import GRDB

/// The tables of the journal's file, and every step by which they came to be.
///
/// Rows refer to each other by whole numbers, because a text of 26 characters in every index would cost throughput. Blobs
/// stand last, so that reading the columns before them touches one page.
enum JournalSchema {
    /// The migrations in the sequence in which they apply; a shipped one never changes.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001 journal") { database in
            for statements in [messages, orders, facts, references, deliveries, rest] {
                try database.execute(sql: statements)
            }
        }
        migrator.registerMigration("0002 attempts before a decision") { database in
            try database.execute(sql: "ALTER TABLE deliveries ADD COLUMN attempts_before INTEGER NOT NULL DEFAULT 0")
        }
        // `learnt` counts an order's references in the order in which they came; those from before all have 0.
        migrator.registerMigration("0003 references as learnt and by system") { database in
            try database.execute(
                sql: """
                    ALTER TABLE refs ADD COLUMN learnt INTEGER NOT NULL DEFAULT 0;
                    DROP INDEX refs_by_order;
                    CREATE INDEX refs_by_order ON refs (order_row, learnt);
                    CREATE INDEX refs_by_system ON refs (system, kind, order_row);
                    """)
        }
        migrator.registerMigration("0004 keyed requests") { database in
            try database.execute(sql: requests)
        }
        migrator.registerMigration("0005 remembered steps") { database in
            try database.execute(sql: remembered)
        }
        return migrator
    }

    /// `first_fact` and `last_fact` bound the facts of a message, which saves an index on every fact.
    private static let messages = """
        CREATE TABLE messages (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            adapter TEXT NOT NULL,
            key TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            state TEXT NOT NULL,
            first_fact INTEGER NOT NULL,
            last_fact INTEGER NOT NULL,
            conflicts_with INTEGER REFERENCES messages (row),
            hold_code TEXT,
            hold_message TEXT,
            hold_pointer TEXT,
            ended_at INTEGER,
            ended_by TEXT,
            ended_reason TEXT,
            raw BLOB NOT NULL
        );
        CREATE UNIQUE INDEX messages_key ON messages (key, adapter) WHERE conflicts_with IS NULL;
        CREATE INDEX messages_conflicts ON messages (conflicts_with) WHERE conflicts_with IS NOT NULL;
        CREATE INDEX messages_attention ON messages (id) WHERE hold_code IS NOT NULL AND ended_at IS NULL;
        """

    private static let orders = """
        CREATE TABLE orders (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL,
            origin TEXT NOT NULL,
            phase TEXT NOT NULL,
            total TEXT,
            currency TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        );
        """

    private static let facts = """
        CREATE TABLE facts (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            order_row INTEGER NOT NULL REFERENCES orders (row),
            order_version INTEGER NOT NULL,
            kind TEXT NOT NULL,
            source TEXT NOT NULL,
            origin TEXT NOT NULL,
            occurred_at INTEGER,
            occurred_raw TEXT,
            occurred_zone INTEGER,
            received_at INTEGER NOT NULL,
            duplicate_key TEXT NOT NULL,
            cause TEXT,
            revision TEXT,
            traceparent TEXT,
            message INTEGER REFERENCES messages (row),
            promised INTEGER NOT NULL,
            data BLOB NOT NULL,
            UNIQUE (duplicate_key, source),
            UNIQUE (order_row, order_version)
        );
        """

    /// `owner` is 0 for references that identify an order and the order's row for all others: one key makes the former
    /// unique, the latter unique within their order, and finds both by value.
    private static let references = """
        CREATE TABLE refs (
            value TEXT NOT NULL,
            kind TEXT NOT NULL,
            system TEXT NOT NULL,
            scope TEXT NOT NULL,
            owner INTEGER NOT NULL,
            order_row INTEGER NOT NULL REFERENCES orders (row),
            role TEXT,
            PRIMARY KEY (value, kind, system, scope, owner)
        ) WITHOUT ROWID;
        CREATE INDEX refs_by_order ON refs (order_row);
        """

    /// `open` is 1 while the engine works on the delivery, 2 while it waits for somebody, 0 when it is finished; the
    /// partial indices then hold open deliveries alone, however many are finished.
    private static let deliveries = """
        CREATE TABLE deliveries (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            fact INTEGER NOT NULL REFERENCES facts (seq),
            order_row INTEGER NOT NULL REFERENCES orders (row),
            target TEXT NOT NULL,
            operation TEXT NOT NULL,
            route TEXT NOT NULL,
            priority INTEGER NOT NULL,
            state TEXT NOT NULL,
            open INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            reason_code TEXT,
            reason_message TEXT,
            reason_pointer TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        );
        CREATE INDEX deliveries_order ON deliveries (order_row);
        CREATE INDEX deliveries_open ON deliveries (target) WHERE open > 0;
        CREATE INDEX deliveries_attention ON deliveries (open) WHERE open = 2;
        """

    /// What callers were told who sent a key, so that the same request again is answered and not done.
    ///
    /// Rows stand in the sequence in which they came: in a tree of keys, which are random, each would dirty a page of its own.
    private static let requests = """
        CREATE TABLE requests (
            caller TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            stored_at INTEGER NOT NULL,
            status INTEGER NOT NULL,
            answer BLOB NOT NULL,
            UNIQUE (key, caller)
        );
        """

    /// What the steps of deliveries gave that take several.
    private static let remembered = """
        CREATE TABLE remembered (
            delivery INTEGER NOT NULL REFERENCES deliveries (seq),
            step TEXT NOT NULL,
            stored_at INTEGER NOT NULL,
            value BLOB NOT NULL,
            PRIMARY KEY (delivery, step)
        );
        """

    private static let rest = """
        CREATE TABLE attempts (
            delivery INTEGER NOT NULL REFERENCES deliveries (seq),
            number INTEGER NOT NULL,
            request TEXT NOT NULL,
            request_size INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            finished_at INTEGER,
            status INTEGER,
            outcome TEXT,
            reason_code TEXT,
            reason_message TEXT,
            reason_pointer TEXT,
            PRIMARY KEY (delivery, number)
        ) WITHOUT ROWID;
        CREATE TABLE notes (
            order_row INTEGER NOT NULL REFERENCES orders (row),
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            actor TEXT NOT NULL,
            PRIMARY KEY (order_row, number)
        ) WITHOUT ROWID;
        CREATE TABLE cursors (
            adapter TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL,
            stored_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE tallies (
            target TEXT NOT NULL,
            state TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (target, state)
        ) WITHOUT ROWID;
        CREATE TABLE meta (
            name TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL
        ) WITHOUT ROWID;
        """
}
