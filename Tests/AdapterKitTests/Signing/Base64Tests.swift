import AdapterKit
import Testing

@Suite struct Base64Tests {
    @Test(
        "texts are spelled as in the standard, and read back",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"), ("\u{7F}ÿ?>", "f8O/Pz4="),
        ])
    func vectors(text: String, spelling: String) {
        #expect(Base64.encoded(Array(text.utf8)) == spelling)
        #expect(Base64.decoded(spelling) == Array(text.utf8))
    }

    @Test("all bytes survive in all lengths", arguments: 0...66)
    func roundTrip(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37 + length * 11) }
        #expect(Base64.decoded(Base64.encoded(bytes)) == bytes)
    }

    @Test(
        "what is no base64 is refused",
        arguments: ["Z", "Zg=", "Zg===", "Z===", "Zh==", "Zm9=", "Zm 9", "Zm9v\n", "Zm-_", "====", "=", "Zg==Zg=="])
    func refused(text: String) {
        #expect(Base64.decoded(text) == nil)
    }
}
