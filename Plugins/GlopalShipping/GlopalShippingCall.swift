import AdapterKit
import Canonical
import HTTPTypes

/// One call, translated and not yet signed.
struct GlopalShippingCall {
    typealias Endpoint = GlopalShippingAssumptions.Endpoint
    typealias Name = GlopalShippingAssumptions.Name

    let endpoint: Endpoint
    let configuration: GlopalShippingConfiguration
    private(set) var body: [UInt8]
    var ledger = Ledger()

    /// Translates the members of a call, under `args` where the settings say so.
    init(
        _ endpoint: Endpoint, _ configuration: GlopalShippingConfiguration, ledger: Ledger = Ledger(),
        _ members: (inout JSONWriter) -> Void
    ) {
        self.endpoint = endpoint
        self.configuration = configuration
        self.ledger = ledger
        var writer = JSONWriter(capacity: 2_048)
        writer.object { writer in
            if configuration.wrapped.contains(endpoint) {
                writer.key(GlopalShippingAssumptions.arguments)
                writer.object { writer in members(&writer) }
            } else {
                members(&writer)
            }
        }
        body = writer.bytes
    }

    /// The request without its signature: what is recorded of a call must not be usable, and each attempt is signed anew.
    var request: WireRequest {
        WireRequest(
            method: .post, url: configuration.endpoint + endpoint.rawValue,
            headers: [.accept: "application/json", .contentType: "application/json"], body: body)
    }
}

extension JSONWriter {
    /// Writes a truth value as the settings want it.
    ///
    /// Source: manifest (found): 0 and 1 in XML, `true` and `false` in JSON, yet the samples have 0 and 1 there too.
    mutating func flag(_ name: String, _ value: Bool, _ configuration: GlopalShippingConfiguration) {
        key(name)
        if configuration.numericBooleans { int(value ? 1 : 0) } else { bool(value) }
    }

    /// Writes an address that is there.
    mutating func field(_ name: String, _ address: GlopalShippingAddress?) {
        guard let address else { return }
        key(name)
        address.write(to: &self)
    }
}
