import AdapterKit
import Canonical

/// What an installed adapter with a mapping is and can do.
enum MappedDeclaration {
    /// The type's declaration, without the facts and operations that the mapping does not have.
    static func declaration(for settings: Settings) -> AdapterDeclaration {
        let mapping = SettingNode(settings, "mapping")
        let inbound = mapping["inbound"]
        var declaration = MerchantOMSAdapter.declaration
        declaration.mayComputeLong = true
        declaration.operations = []
        declaration.carries = [:]
        var emits: Set<FactKind> = []
        for (name, operation) in MappedOperation.names where mapping[name].isGiven {
            let idempotency = mapping[name]["idempotency"].text.flatMap(MappedOperation.Idempotency.init(rawValue:))
            var declared = operation.declaration
            declared.idempotency = (idempotency ?? .none).declared
            declaration.operations.removeAll { $0.name == declared.name }
            declaration.operations.append(declared)
            let kinds = MappedOperation.kinds(name)
            for kind in kinds { declaration.carries[kind] = declared.name }
            emits.formUnion(mapping[name]["emits"].factKinds ?? [])
            // The answer to an order accepts or refuses it.
            if kinds.contains(where: \.carriesOrder) { emits.formUnion([.orderAccepted, .orderRefused]) }
        }
        if inbound["webhook"].isGiven || inbound["poll"].isGiven {
            emits.formUnion(inbound["emits"].factKinds ?? Set(MerchantOMSAdapter.declaration.emits))
        }
        declaration.emits = MerchantOMSAdapter.declaration.emits.filter(emits.contains)
        return declaration
    }
}
