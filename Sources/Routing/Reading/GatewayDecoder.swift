import AdapterKit

/// Decodes how the gateway itself runs.
struct GatewayDecoder {
    let findings: Findings

    /// The gateway's part, also when the file says nothing about it; nil when it is wrong.
    func decode(_ member: YAMLMember?) -> GatewayConfiguration? {
        let before = findings.errorCount
        let decoder = SettingsDecoder(findings: findings, owner: "The gateway")
        let empty = YAMLNode(content: .mapping([]), spot: Spot(.start))
        let values = decoder.group(
            member?.value ?? empty, FileDeclarations.gateway, path: "gateway", spot: member?.keySpot)
        let settings = Settings(values)
        var gateway = GatewayConfiguration()
        listen(settings, decoder, into: &gateway)
        journal(settings, decoder, into: &gateway)
        bodyLimit(settings, decoder, into: &gateway)
        gateway.timeLimit = settings.duration("time_limit") ?? gateway.timeLimit
        if gateway.timeLimit < .milliseconds(100) || gateway.timeLimit > .seconds(300) {
            outOfRange("time_limit", decoder, "100ms to 5m")
        }
        retry(settings, decoder, into: &gateway)
        gateway.tokens = tokens(settings, decoder)
        let isOpen = !WebAddress.isLoopback(gateway.host)
        if isOpen, gateway.tokens.isEmpty, findings.errorCount == before {
            findings.error(
                "gateway.no-token", at: decoder.spot("gateway.listen") ?? Spot(.start), path: "gateway.listen",
                "The gateway would listen beyond this machine without any token.",
                help: "Add `tokens`, or listen on 127.0.0.1.")
        }
        return findings.errorCount == before ? gateway : nil
    }

    private func listen(_ settings: Settings, _ decoder: SettingsDecoder, into gateway: inout GatewayConfiguration) {
        guard let text = settings.string("listen"), !decoder.unresolved.contains("gateway.listen") else { return }
        let parts = WebAddress.split(text)
        let isNumber = parts?.host.allSatisfy(\.isNumber) ?? true
        guard let parts, !isNumber, let port = parts.port.flatMap(WholeNumber.read), (0...65_535).contains(port) else {
            return findings.error(
                "value.type", at: decoder.spot("gateway.listen") ?? Spot(.start), path: "gateway.listen",
                "`listen` is an address and a port.", help: "For example `listen: 127.0.0.1:8080`.")
        }
        gateway.host = parts.host
        gateway.port = port
    }

    private func journal(_ settings: Settings, _ decoder: SettingsDecoder, into gateway: inout GatewayConfiguration) {
        guard let text = settings.string("journal") else { return }
        gateway.journal = text
        let isOpen = decoder.unresolved.contains("gateway.journal")
        guard !isOpen, !text.hasPrefix("sqlite:") || text == "sqlite:" else { return }
        findings.error(
            "gateway.journal", at: decoder.spot("gateway.journal") ?? Spot(.start), path: "gateway.journal",
            "The journal is kept in an SQLite file.", help: "For example `journal: sqlite:data/crossdock.db`.")
    }

    private func bodyLimit(_ settings: Settings, _ decoder: SettingsDecoder, into gateway: inout GatewayConfiguration) {
        let path = "gateway.body_limit"
        guard let text = settings.string("body_limit"), !decoder.unresolved.contains(path) else { return }
        let number = text.prefix { $0.isASCII && $0.isNumber }
        let units = ["KiB": 1_024, "MiB": 1_048_576]
        guard let count = WholeNumber.read(String(number)), count <= 1_048_576,
            let unit = units[String(text.dropFirst(number.count))]
        else {
            return findings.error(
                "value.type", at: decoder.spot(path) ?? Spot(.start), path: path,
                "`body_limit` is a size.", help: "Write a whole number with `KiB` or `MiB`: `32MiB`.")
        }
        guard (1_024...268_435_456).contains(count * unit) else {
            return outOfRange("body_limit", decoder, "1KiB to 256MiB")
        }
        gateway.bodyLimit = count * unit
    }

    private func retry(_ settings: Settings, _ decoder: SettingsDecoder, into gateway: inout GatewayConfiguration) {
        gateway.retry.first = settings.duration("retry.first") ?? gateway.retry.first
        gateway.retry.max = settings.duration("retry.max") ?? gateway.retry.max
        gateway.retry.attempts = settings.integer("retry.attempts") ?? gateway.retry.attempts
        gateway.retry.settling = settings.duration("retry.settling")
        if let settling = gateway.retry.settling, !(.zero ... .seconds(3_600)).contains(settling) {
            outOfRange("retry.settling", decoder, "0s to 1h")
        }
        if gateway.retry.first < .milliseconds(1) { return outOfRange("retry.first", decoder, "1ms or more") }
        guard gateway.retry.max < gateway.retry.first else { return }
        findings.error(
            "gateway.retry", at: decoder.spot("gateway.retry.max") ?? Spot(.start), path: "gateway.retry.max",
            "The longest wait is shorter than the first one.", help: "Make `max` at least as long as `first`.")
    }

    private func tokens(_ settings: Settings, _ decoder: SettingsDecoder) -> [GatewayConfiguration.Token] {
        guard case .list(let items) = settings["tokens"] else { return [] }
        var tokens: [GatewayConfiguration.Token] = []
        for (index, item) in items.enumerated() {
            guard case .map(let members) = item else { continue }
            let token = Settings(members)
            let path = "gateway.tokens[\(index)]"
            guard let name = token.string("name"), let secret = token.secret("secret"),
                let role = token.string("role").flatMap(GatewayConfiguration.Token.Role.init(rawValue:))
            else { continue }
            if tokens.contains(where: { $0.name == name }) {
                findings.error(
                    "gateway.token-duplicate", at: decoder.spot("\(path).name") ?? Spot(.start), path: "\(path).name",
                    "Two tokens have the same name.", help: "Give each bearer a name of its own.")
            }
            let place = decoder.spot(path)?.place ?? .start
            tokens.append(GatewayConfiguration.Token(name: name, role: role, secret: secret, place: place))
        }
        return tokens
    }

    private func outOfRange(_ name: String, _ decoder: SettingsDecoder, _ limits: String) {
        let path = "gateway.\(name)"
        guard !decoder.unresolved.contains(path) else { return }
        findings.error(
            "value.range", at: decoder.spot(path) ?? Spot(.start), path: path, "`\(name)` is out of range.",
            help: "Write \(limits).")
    }
}
