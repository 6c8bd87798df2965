import Canonical
import Testing

@Suite("Moments")
struct InstantTests {
    @Test(
        "a moment is read in every spelling that providers use",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, true),
            ("2026-01-31T09:00:00Z", 1_769_850_000_000_000, true),
            ("2026-01-31t09:00:00z", 1_769_850_000_000_000, true),
            ("2026-01-31T09:00:00.25Z", 1_769_850_000_250_000, true),
            ("2026-01-31T09:00:00.123456Z", 1_769_850_000_123_456, true),
            ("2026-01-31T09:00:00.1234567Z", 1_769_850_000_123_456, true),
            ("2026-01-31T10:00:00+01:00", 1_769_850_000_000_000, true),
            ("2026-01-31T03:30:00-0530", 1_769_850_000_000_000, true),
            ("2026-01-31T10:00:00+01", 1_769_850_000_000_000, true),
            ("2026-01-31T09:00:00-00:00", 1_769_850_000_000_000, true),
            ("2026-01-31T09:00:00", 1_769_850_000_000_000, false),
            ("2026-01-31 09:00:00", 1_769_850_000_000_000, false),
            ("2026-01-31 09:00:00.5", 1_769_850_000_500_000, false),
            ("2026-01-31", 1_769_817_600_000_000, false),
            ("2024-02-29", 1_709_164_800_000_000, false),
            ("1969-12-31T23:59:59.999999Z", -1, true),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000_000, true),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000_000, true),
            ("+010000-01-01T00:00:00Z", 253_402_300_800_000_000, true),
        ])
    func reads(text: String, microseconds: Int, hadZone: Bool) throws {
        let instant = try Instant(rfc3339: text)
        #expect(instant.microseconds == Int64(microseconds))
        #expect(instant.hadZone == hadZone)
        #expect(instant.raw == text)
        #expect(instant.spelling == text)
    }

    @Test(
        "a text that names no moment is refused with the place",
        arguments: [
            ("", InstantSyntaxError.unexpectedEnd),
            ("2026", .unexpectedEnd),
            ("2026-1-31", .unexpectedByte(offset: 6)),
            ("2026-13-01", .outOfRange(.month)),
            ("2026-00-01", .outOfRange(.month)),
            ("2026-02-29", .outOfRange(.day)),
            ("1900-02-29", .outOfRange(.day)),
            ("2026-01-31T", .unexpectedEnd),
            ("2026-01-31T24:00:00Z", .outOfRange(.hour)),
            ("2026-01-31T09:60:00Z", .outOfRange(.minute)),
            ("2026-01-31T09:00:61Z", .outOfRange(.second)),
            ("2026-01-31T09:00Z", .unexpectedByte(offset: 16)),
            ("2026-01-31T09:00:00.Z", .unexpectedByte(offset: 20)),
            ("2026-01-31T09:00:00ZZ", .unexpectedByte(offset: 20)),
            ("2026-01-31T09:00:00+25:00", .outOfRange(.zone)),
            ("2026-01-31T09:00:00 UTC", .unexpectedByte(offset: 19)),
            ("٢٠٢٦-01-31", .unexpectedByte(offset: 0)),
            ("+999999-01-01", .outOfRange(.day)),
        ])
    func refuses(text: String, error: InstantSyntaxError) {
        #expect(throws: error) { try Instant(rfc3339: text) }
    }

    @Test(
        "a moment is spelled in UTC with no more decimals than it needs",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_769_850_000_000_000, "2026-01-31T09:00:00Z"),
            (1_769_850_000_250_000, "2026-01-31T09:00:00.250Z"), (1_769_850_000_000_001, "2026-01-31T09:00:00.000001Z"),
            (-1, "1969-12-31T23:59:59.999999Z"), (253_402_300_800_000_000, "+010000-01-01T00:00:00Z"),
            (-62_167_219_200_000_001, "-000001-12-31T23:59:59.999999Z"),
        ])
    func writes(microseconds: Int, text: String) {
        #expect(Instant(microseconds: Int64(microseconds)).rfc3339 == text)
    }

    @Test("every moment that can be held reads as itself again", arguments: 0..<20)
    func roundTrip(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for limit in [Int64.max, 1_000_000_000_000_000_000, 4_000_000_000_000_000] {
            let instant = Instant(microseconds: Int64.random(in: -limit...limit, using: &random))
            #expect(try Instant(rfc3339: instant.rfc3339) == instant)
        }
        for edge in [Int64.min, .max] {
            #expect(try Instant(rfc3339: Instant(microseconds: edge).rfc3339).microseconds == edge)
        }
    }

    @Test("in JSON a moment is plain text unless its source spelled it otherwise")
    func json() throws {
        let own = try Instant(rfc3339: "2026-01-31T09:00:00Z")
        let offset = try Instant(rfc3339: "2026-01-31T10:00:00+01:00")
        let local = try Instant(rfc3339: "2026-01-31 09:00:00")
        #expect(String(decoding: own.json, as: UTF8.self) == #""2026-01-31T09:00:00Z""#)
        #expect(
            String(decoding: offset.json, as: UTF8.self)
                == #"{"at":"2026-01-31T09:00:00Z","raw":"2026-01-31T10:00:00+01:00"}"#)
        #expect(
            String(decoding: local.json, as: UTF8.self)
                == #"{"at":"2026-01-31T09:00:00Z","raw":"2026-01-31 09:00:00","hadZone":false}"#)
        for instant in [own, offset, local] {
            let again = try Instant(reading: JSONReading(JSONDocument.parse(instant.json)).root)
            #expect(again.json == instant.json)
            #expect(again.hadZone == instant.hadZone)
        }
    }
}
