import AdapterKit
import Canonical

/// The installed adapters as far as they could be read, for the checks that follow.
struct InstalledAdapters {
    /// One entry; without a declaration when its type is not known.
    struct Entry {
        var id: String
        var idSpot: Spot
        var declaration: AdapterDeclaration?
        var configuration: AdapterConfiguration?
        /// Whether the entry is switched on; a broken one counts as on.
        var isEnabled = true
    }

    var entries: [Entry] = []
    /// Whether `adapters` could be read as a map at all; without it no id is known to be wrong.
    var isComplete = false

    /// The entry with an id.
    func entry(_ id: String) -> Entry? { entries.first { $0.id == id } }

    /// The ids, in the order of the file.
    var ids: [String] { entries.map(\.id) }

    /// Whether an adapter states a fact; a broken entry gets the benefit of the doubt.
    func emits(_ id: String, _ kind: FactKind) -> Bool {
        entry(id)?.declaration.map { $0.emits.contains(kind) } ?? true
    }

    /// Whether an adapter carries a fact; a broken entry gets the benefit of the doubt.
    func carries(_ id: String, _ kind: FactKind) -> Bool {
        entry(id)?.declaration.map { $0.carries[kind] != nil } ?? true
    }

    /// The adapters that orders can come from first.
    var origins: [Entry] {
        entries.filter { entry in
            guard let declaration = entry.declaration else { return false }
            return entry.isEnabled
                && (declaration.emits.contains(.orderReceived) || declaration.emits.contains(.orderReady))
        }
    }
}
