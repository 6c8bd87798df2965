import AdapterKit

extension AdapterContract {
    /// Ways in which the adapter's description or dump shows a secret of its settings.
    func secrecyViolations(of adapter: Subject) -> [ContractViolation] {
        var dumped = ""
        dump(adapter, to: &dumped)
        let texts = [
            "description": String(describing: adapter), "debug text": String(reflecting: adapter), "dump": dumped,
        ]
        let secrets = Self.secrets(in: Subject.declaration.settings, of: settings, under: "")
        var violations: [ContractViolation] = []
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            for (path, secret) in secrets where !secret.isEmpty && text.contains(secret.revealed) {
                let detail = "the adapter's \(name) shows the setting \(path)"
                violations.append(ContractViolation(rule: "a secret cannot be printed", detail: detail))
            }
        }
        return violations
    }

    private static func secrets(
        in declarations: [SettingDeclaration], of settings: Settings, under prefix: String
    ) -> [(path: String, secret: Secret)] {
        declarations.flatMap { declaration -> [(path: String, secret: Secret)] in
            let path = prefix + declaration.name
            switch declaration.kind {
            case .secret: return settings.secret(path).map { [(path, $0)] } ?? []
            case .list(.secret): return settings.secrets(path).map { (path, $0) }
            case .group(let inner): return secrets(in: inner, of: settings, under: path + ".")
            default: return []
            }
        }
    }
}
