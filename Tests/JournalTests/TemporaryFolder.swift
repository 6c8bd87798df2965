import Canonical
import Foundation
import Journal

/// A folder of one test, removed after it.
struct TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/journal-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// The path of the journal's file, in a folder that the journal has to create.
    var file: String { path + "/data/journal.db" }

    func journal(
        _ mode: SQLiteJournal.Mode = .readWrite, limits: SQLiteJournal.Limits = .init()
    ) throws(JournalFailure) -> SQLiteJournal {
        try SQLiteJournal(path: file, mode: mode, limits: limits, now: { Samples.moment(600) })
    }

    func remove() {
        // A folder that stays behind harms no other test.
        try? FileManager.default.removeItem(atPath: path)
    }
}
