import Canonical
import Testing

@testable import GlopalOrders

@Suite("Romanised addresses")
struct RomanizedAddressTests {
    @Test("a romanised address stands beside the native one")
    func present() throws {
        let shipTo = try #require(try Glopal.order("received-jpy.json").parties.shipTo)

        #expect(shipTo.address?.city == "東京")
        #expect(shipTo.romanizedAddress?.city == "Tokyo")
    }

    @Test(
        "a romanised address that is null or absent is not invented", arguments: ["ready-eur.json", "ready-kwd.json"])
    func missing(_ fixture: String) throws {
        let shipTo = try #require(try Glopal.order(fixture).parties.shipTo)

        #expect(shipTo.romanizedAddress == nil)
    }

    @Test("a romanised value above U+00FF is flagged, kept in the residue and not used")
    func notLatin1() throws {
        let order = try Glopal.order("romanized-not-latin1.json")

        #expect(order.parties.shipTo?.address?.city == "Łódź")
        #expect(order.parties.shipTo?.romanizedAddress == nil)
        #expect(order.residue.map(\.pointer) == ["/shipping_address_romanized"])
        let flag = try #require(order.extensions.first { $0.name == "ext.glopal-orders.address-not-latin1" })
        #expect(String(decoding: flag.value.bytes, as: UTF8.self) == #"["/shipping_address_romanized/city"]"#)
    }
}
