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

    /// What an answer says of the page behind it.
    struct Clues {
        /// What the program `next` gave.
        var next: String?
        /// The target of the next link.
        var link: String?
        /// Of the answer's bytes.
        var digest: String
    }

    /// A page with the position behind it.
    ///
    /// It was asked for at `position`, which was read from `stored`.
    /// - Throws: ``AdapterKit/TranslationProblem`` for a cursor or link that cannot be followed.
    func page(
        _ messages: [PollPage.Message], from position: PollPosition, stored: String?, _ clues: Clues
    ) throws(TranslationProblem) -> PollPage {
        var following = position
        let hasMore: Bool
        switch poll.paging {
        case .cursor:
            following = PollPosition(since: clues.next ?? position.since)
            hasMore = !messages.isEmpty && following != position
        case .page:
            let isSaidToEnd = poll.next != nil && clues.next == nil
            hasMore = !messages.isEmpty && !isSaidToEnd && number(&following, clues)
            if !hasMore { following = PollPosition(since: position.since) }
        case .link:
            hasMore = try follow(&following, clues)
            if !hasMore { following = PollPosition(since: position.since) }
        case .timestamp:
            following.latest = try Self.later(position.latest, clues.next)
            let isLinked = clues.link != nil || position.link != nil
            let hasNext = try follow(&following, clues)
            let hasPage = !isLinked && poll.numbersPages && !messages.isEmpty && number(&following, clues)
            let isMoving = try moves(position, following, messages)
            hasMore = hasNext || hasPage || isMoving
            if !hasNext, !hasPage {
                following = PollPosition(since: try Self.later(position.since, following.latest))
            }
        }
        let text = following.stored
        return PollPage(messages: messages, cursor: text == (stored ?? "") ? nil : text, hasMore: hasMore)
    }

    /// Goes on to the next number; false at the last one, or when the page is the one before it once more.
    private func number(_ position: inout PollPosition, _ clues: Clues) -> Bool {
        guard position.page < Self.pageLimit, position.mark != clues.digest else { return false }
        position.page += 1
        position.mark = clues.digest
        return true
    }

    /// Goes on to the next link; false when there is none, or one that was followed before.
    ///
    /// Each link of a number that is a power of two is kept in mind until the next such one, which finds circles of any
    /// length within a few times around.
    private func follow(_ position: inout PollPosition, _ clues: Clues) throws(TranslationProblem) -> Bool {
        let link = try clues.link.map { text throws(TranslationProblem) in try target(text) }
        guard let link, link != position.link, link != position.mark else {
            position.link = nil
            return false
        }
        if position.page.nonzeroBitCount == 1 { position.mark = link }
        position.page += 1
        position.link = link
        return true
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
    ///
    /// Source: RFC 3986, section 5.2 (stated).
    private func target(_ link: String) throws(TranslationProblem) -> String {
        let path: String
        if link.contains("://") {
            guard URLOrigin.of(link) == URLOrigin.of(endpoint) else { throw foreign }
            path = String(URLOrigin.rest(of: link))
        } else if link.hasPrefix("/") {
            path = link
        } else {
            let base = URLOrigin.rest(of: asked).prefix { $0 != "?" }
            let folder = base.lastIndex(of: "/").map { base[...$0] } ?? ""
            path = String(link.hasPrefix("?") ? base : folder) + link
        }
        let isPath = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
        guard path.hasPrefix("/"), !path.hasPrefix("//"), isPath else { throw foreign }
        return Self.withoutDots(path)
    }

    /// A path without segments that lead a level up or nowhere.
    private static func withoutDots(_ text: String) -> String {
        let path = text.prefix { $0 != "?" }
        var segments: [Substring] = []
        for segment in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            if segment == ".." { _ = segments.popLast() } else if segment != "." { segments.append(segment) }
        }
        if path.hasSuffix("/.") || path.hasSuffix("/..") { segments.append("") }
        return "/" + segments.joined(separator: "/") + text[path.endIndex...]
    }

    private var foreign: TranslationProblem {
        TranslationProblem(
            code: "oms.link", pointer: "",
            message: "the next page's link leads away from the endpoint, and is not followed")
    }
}
