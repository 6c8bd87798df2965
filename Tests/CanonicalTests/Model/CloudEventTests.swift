import Canonical
import Testing

@Suite("CloudEvents envelopes")
struct CloudEventTests {
    private func fact() -> Fact {
        var content = FactContent()
        content.acceptance = .init(orderID: "SO-1001", orderNumber: "001001")
        return Fact(
            id: FactID("01FACT"), orderID: OrderID("01ORDER"), kind: .orderAccepted, source: "oms", origin: "globale",
            occurredAt: Instant(microseconds: 1_769_850_000_000_000, raw: "31 January", hadZone: false),
            receivedAt: Instant(microseconds: 1_769_850_001_000_000), duplicateKey: "SO-1001", cause: FactID("01CAUSE"),
            revision: "r7", traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", content: content)
    }

    private func text(_ fact: Fact, route: String?) -> String {
        var writer = JSONWriter()
        fact.writeCloudEvent(to: &writer, route: route)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func read(_ text: String) throws -> CloudEvent {
        try CloudEvent(reading: JSONReading(JSONDocument.parse(Array(text.utf8))).root)
    }

    @Test("a fact is written in the layout that merchants read")
    func layout() {
        #expect(
            text(fact(), route: "back to the origin")
                == #"{"specversion":"1.0","id":"01FACT","source":"/adapters/oms","type":"order.accepted","#
                + #""subject":"01ORDER","time":"2026-01-31T09:00:00Z","datacontenttype":"application/json","#
                + #""duplicatekey":"SO-1001","causationid":"01CAUSE","origin":"globale","route":"back to the origin","#
                + #""revision":"r7","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","#
                + #""data":{"acceptance":{"orderId":"SO-1001","orderNumber":"001001"}}}"#)
    }

    @Test("an envelope reads as what was written, and only its time is normalised")
    func roundTrip() throws {
        let event = try read(text(fact(), route: "r"))
        #expect(event == CloudEvent(fact(), route: "r"))
        #expect(event.kind == .orderAccepted)
        #expect(String(decoding: event.json, as: UTF8.self) == text(fact(), route: "r"))
    }

    @Test("a fact without a time of its own has the time it was taken")
    func receivedTime() throws {
        var fact = fact()
        fact.occurredAt = nil
        #expect(try read(text(fact, route: nil)).time == fact.receivedAt)
    }

    @Test("unknown members of the data are kept, those of the envelope are not the data's")
    func residue() throws {
        let event = try read(
            #"{"specversion":"1.0","id":"1","source":"/adapters/a","type":"order.new","subject":"2","#
                + #""time":"2026-01-31T09:00:00Z","duplicatekey":"k","origin":"a","data":{"x":1},"partition":"9"}"#)
        #expect(event.data.residue.map(\.pointer) == ["/x"])
        #expect(event.kind == nil)
        #expect(event.type == "order.new")
    }

    @Test(
        "an envelope of another version or source is refused",
        arguments: [
            (#"{"specversion":"0.3","id":"1"}"#, "/specversion"),
            (#"{"specversion":"1.0","id":"1","source":"https://example.com"}"#, "/source"),
            (#"{"specversion":"1.0","id":"1","source":"/adapters/"}"#, "/source"),
        ])
    func refusals(text: String, pointer: String) {
        let error = #expect(throws: JSONReadError.self) { try read(text) }
        #expect(error?.pointer.description == pointer)
    }
}
