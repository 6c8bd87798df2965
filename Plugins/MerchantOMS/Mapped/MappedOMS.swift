import AdapterKit
import Canonical
import HTTPTypes

/// The mapped form: an OMS with an interface of its own, spoken to by requests and programs from the settings.
struct MappedOMS: Sendable {
    /// The installed adapter's id.
    let id: String
    let configuration: MappedConfiguration

    var caller: MappedCaller { MappedCaller(configuration: configuration) }

    /// A delivery with its operation, where earlier attempts left it; nil for a fact that the mapping does not carry.
    func run(_ delivery: OutboundDelivery) -> MappedRun? {
        guard let name = MerchantOMSOperation(carrying: delivery.fact.kind),
            let operation = configuration.operations[name]
        else { return nil }
        var fact = delivery.fact
        fact.content.references = delivery.allReferences
        var order = delivery.order
        if !configuration.sendsResidue {
            order.residue = []
            fact.content.residue = []
        }
        return MappedRun(
            operation, delivery, fact: fact, order: order, configuration,
            OMSDecision(system: id, scope: configuration.scope))
    }
}

extension MappedOMS {
    /// - Throws: ``AdapterKit/SettingsProblems`` with everything that cannot be used; refuse the start.
    init(id: String, settings: Settings) throws(SettingsProblems) {
        self.init(id: id, configuration: try MappedReader.read(settings))
    }
}
