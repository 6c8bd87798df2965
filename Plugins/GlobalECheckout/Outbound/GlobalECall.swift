import Canonical

/// One call to Global-e before it has an address and credentials.
struct GlobalECall: Equatable {
    /// One argument in the query, its value not yet percent-encoded.
    struct Argument: Equatable {
        var name: String
        var value: String
    }

    var endpoint: GlobalEEndpoint
    var query: [Argument] = []
    var body: [UInt8] = []
    /// What became of the fact's amounts.
    var ledger = Ledger()

    init(_ endpoint: GlobalEEndpoint, body: [UInt8] = [], ledger: Ledger = Ledger()) {
        self.endpoint = endpoint
        self.body = body
        self.ledger = ledger
    }

    /// Adds a JSON text as an argument of the query.
    mutating func add(_ name: String, json: [UInt8]) {
        query.append(Argument(name: name, value: String(decoding: json, as: UTF8.self)))
    }
}

/// The JSON that a piece of a call consists of.
func globalEJSON<Failure: Error>(
    _ content: (inout JSONWriter) throws(Failure) -> Void
) throws(Failure) -> [UInt8] {
    var writer = JSONWriter(capacity: 512)
    try content(&writer)
    return writer.bytes
}

extension JSONWriter {
    /// Writes a member with a text, unless there is none or it is empty.
    mutating func member(_ name: StaticString, filled text: String?) {
        guard let text, !text.isEmpty else { return }
        key(name)
        string(text)
    }

    /// Writes a member with a number, unless there is none.
    mutating func member(_ name: StaticString, number: ExactDecimal?) {
        guard let number else { return }
        key(name)
        decimal(number)
    }

    /// Writes a reason as Global-e groups it.
    mutating func member(_ name: StaticString, codeName: StaticString, reason: GlobalEReason?) {
        guard let reason else { return }
        key(name)
        object { writer in
            writer.key(codeName)
            writer.string(reason.code)
            writer.key("Name")
            writer.string(reason.name)
        }
    }
}
