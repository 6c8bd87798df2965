import AdapterKit
import Canonical

/// Says where a poll goes on after a page.
struct PollFollower {
    let poll: MappedPoll
    let endpoint: String
    /// The URL of the page that was read.
    let asked: String

    /// Pages of one round, at most: an OMS that overlooks the number would give its first page for ever.
    static let pageLimit = 10_000

    /// A page with the position behind it.
    ///
    /// It was asked for at `position`, which was read from `stored`; `next` is what the program of that name gave, if
    /// there is one, and `link` the target of the answer's next link.
    /// - Throws: ``AdapterKit/TranslationProblem`` for a cursor or link that cannot be followed.
    func page(
        _ messages: [PollPage.Message], from position: PollPosition, stored: String?, next: String?, hasNext: Bool,
        link: String?
    ) throws(TranslationProblem) -> PollPage {
        var following = position
        let hasMore: Bool
        switch poll.paging {
        case .cursor:
            following = PollPosition(since: next ?? position.since)
            hasMore = !messages.isEmpty && following != position
        case .page:
            hasMore = !messages.isEmpty && (!hasNext || next != nil) && position.page < Self.pageLimit
            following.page = hasMore ? position.page + 1 : 1
        case .link:
            following.link = try link.map { text throws(TranslationProblem) in try target(text) }
            // A link to the page itself would be followed for ever.
            if following.link == position.link { following.link = nil }
            hasMore = following.link != nil
        case .timestamp:
            following.latest = try Self.later(position.latest, next)
            following.link = try link.map { text throws(TranslationProblem) in try target(text) }
            if following.link == position.link { following.link = nil }
            let hasPage =
                poll.numbersPages && link == nil && position.link == nil && !messages.isEmpty
                && position.page < Self.pageLimit
            following.page = hasPage ? position.page + 1 : 1
            let isMoving = try moves(position, following, messages)
            hasMore = following.link != nil || hasPage || isMoving
            if following.link == nil, !hasPage {
                following = PollPosition(since: try Self.later(position.since, following.latest))
            }
        }
        let text = following.stored
        return PollPage(messages: messages, cursor: text == (stored ?? "") ? nil : text, hasMore: hasMore)
    }

    /// Whether a round of one page came further, so that there may be more behind it.
    private func moves(
        _ position: PollPosition, _ following: PollPosition, _ messages: [PollPage.Message]
    ) throws(TranslationProblem) -> Bool {
        guard !poll.numbersPages, position.link == nil, !messages.isEmpty, let latest = following.latest else {
            return false
        }
        guard let since = position.since else { return true }
        return try Self.moment(latest) > Self.moment(since)
    }

    /// The later one of two times.
    private static func later(_ left: String?, _ right: String?) throws(TranslationProblem) -> String? {
        guard let left else {
            if let right { _ = try moment(right) }
            return right
        }
        guard let right else { return left }
        return try moment(right) > moment(left) ? right : left
    }

    /// The moment that a cursor of `paging: timestamp` names.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` for another text; no overlap can be taken from it.
    static func moment(_ text: String) throws(TranslationProblem) -> Instant {
        do throws(InstantSyntaxError) {
            return try Instant(rfc3339: text)
        } catch {
            throw TranslationProblem(
                code: "oms.cursor", pointer: "",
                message:
                    "mapping.inbound.poll.next: with `paging: timestamp` it gives a time such as 2026-01-15T09:30:00Z")
        }
    }

    /// Path and query of a link, which must stay at the endpoint's origin.
    private func target(_ link: String) throws(TranslationProblem) -> String {
        let origin = URLOrigin.of(endpoint)
        let path: String
        if link.contains("://") {
            guard URLOrigin.of(link) == origin else { throw foreign }
            path = String(link.dropFirst(origin.utf8.count))
        } else if link.hasPrefix("?") {
            path = asked.prefix { $0 != "?" }.dropFirst(origin.count) + link
        } else {
            path = link
        }
        let isPath = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
        guard path.hasPrefix("/"), !path.hasPrefix("//"), isPath else { throw foreign }
        return path
    }

    private var foreign: TranslationProblem {
        TranslationProblem(
            code: "oms.link", pointer: "",
            message: "the next page's link leads away from the endpoint, and is not followed")
    }
}
