import AdapterKit
import Canonical
import HTTPTypes
import Testing

@Suite struct RetryAfterTests {
    /// 1994-11-06T08:49:37Z, the moment of RFC 9110's own examples.
    private let example = Instant(microseconds: 784_111_777_000_000)

    @Test(
        "all three spellings of a date in HTTP name the same moment",
        arguments: ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])
    func dates(text: String) {
        #expect(HTTPDate.instant(text) == example)
    }

    @Test(
        "a date that is none is not guessed",
        arguments: [
            "", "tomorrow", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Now 1994 08:49:37 GMT",
            "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 199 08:49:37 GMT",
        ])
    func noDates(text: String) {
        #expect(HTTPDate.instant(text) == nil)
    }

    @Test(
        "leap days and the ends of years are counted right",
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Thu, 29 Feb 2024 00:00:00 GMT", 1_709_164_800),
            ("Fri, 31 Dec 1999 23:59:59 GMT", 946_684_799), ("Tue, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ] as [(String, Int64)])
    func calendar(text: String, seconds: Int64) {
        #expect(HTTPDate.instant(text) == Instant(microseconds: seconds * 1_000_000))
    }

    @Test(
        "Retry-After is read as seconds or as a date, within a day",
        arguments: [
            ("0", .zero), ("120", .seconds(120)), ("86401", .seconds(86_400)),
            ("99999999999999999999999", .seconds(86_400)), ("Sun, 06 Nov 1994 08:50:37 GMT", .seconds(60)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", .zero), ("Mon, 06 Nov 1995 08:49:37 GMT", .seconds(86_400)),
            ("-5", nil), ("1.5", nil), ("soon", nil), ("", nil),
        ] as [(String, Duration?)])
    func values(text: String, expected: Duration?) {
        #expect(RetryAfter.duration(text, at: example) == expected)
    }

    @Test("a date is measured from the answer's own date when there is one")
    func ownClock() {
        // given: an answer from a system whose clock is years behind ours
        let headers: HTTPFields = [
            .date: "Sun, 06 Nov 1994 08:49:37 GMT", .retryAfter: " Sun, 06 Nov 1994 08:51:37 GMT ",
        ]
        // then
        #expect(RetryAfter.duration(in: headers) == .seconds(120))
        #expect(RetryAfter.duration(in: headers, at: example.advanced(by: .seconds(60))) == .seconds(120))
    }

    @Test("a date without anything to measure it from says nothing")
    func noClock() {
        #expect(RetryAfter.duration(in: [.retryAfter: "Sun, 06 Nov 1994 08:51:37 GMT"]) == nil)
        #expect(RetryAfter.duration(in: [:], at: example) == nil)
    }
}
