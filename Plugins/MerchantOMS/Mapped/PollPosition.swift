import Canonical

/// How far a poll is, as it is stored between pages.
///
/// Between rounds the stored text is the cursor alone; in the middle of a round it is a JSON object.
struct PollPosition: Sendable, Equatable {
    /// The cursor that the round began with; nil at the very first.
    var since: String?
    /// The page to ask for next, from 1; links are counted too.
    var page = 1
    /// The path and query that the last page named as the next one.
    var link: String?
    /// The latest time seen in this round.
    var latest: String?
    /// What would show that a round goes in a circle: the last page's digest where pages have numbers, else an earlier
    /// link of the round.
    var mark: String?

    /// Whether a round is under way.
    private var isWithinRound: Bool { page > 1 || link != nil || latest != nil }

    /// The beginning of a round.
    init(since: String?) { self.since = since?.isEmpty == true ? nil : since }

    /// Reads what was stored; a text of another form is a cursor.
    init(stored text: String?, paging: MappedPoll.Paging) {
        self.init(since: text)
        guard let text, text.hasPrefix("{"), paging != .cursor else { return }
        do {
            let reading = JSONReading(try JSONDocument.parse(Array(text.utf8)))
            let reader = try reading.root.asObject()
            since = try reader.optionalString("since")
            page = max(1, try reader.optionalInt("page") ?? 1)
            link = try reader.optionalString("link")
            latest = try reader.optionalString("latest")
            mark = try reader.optionalString("mark")
        } catch {
            // A cursor of the OMS may begin with a brace.
        }
    }

    /// What is stored; an empty text is the beginning.
    var stored: String {
        guard isWithinRound else { return since ?? "" }
        var writer = JSONWriter(capacity: 128)
        writer.object { writer in
            writer.key("page")
            writer.int(page)
            for (name, text) in [("since", since), ("link", link), ("latest", latest), ("mark", mark)] {
                guard let text else { continue }
                writer.key(name)
                writer.string(text)
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
