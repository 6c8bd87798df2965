import AdapterKit
import Canonical

/// The keys of `adapters.yaml` outside of the adapters' own settings.
///
/// The reader and the JSON Schema both take them from here.
enum FileDeclarations {
    /// The keys at the top of the file.
    static let root: [SettingDeclaration] = [
        SettingDeclaration(
            "version", .integer(1...1), isRequired: true, summary: "The version of the file's form.", example: "1"),
        SettingDeclaration("gateway", .group(gateway), summary: "How the gateway itself runs."),
        SettingDeclaration(
            "adapters", .map(.group(adapter)), isRequired: true, summary: "The installed adapters, by id.",
            example: "adapters: { oms: { type: order-system, settings: { … } } }"),
        SettingDeclaration("routes", .list(.group(route)), summary: "What flows where, in order."),
        SettingDeclaration("tests", .list(.group(test)), summary: "Expectations that `crossdock test` checks."),
    ]

    /// The keys of `gateway`.
    static let gateway: [SettingDeclaration] = [
        SettingDeclaration(
            "listen", .string, default: "127.0.0.1:8080", summary: "The address and port to listen on.",
            example: "127.0.0.1:8080"),
        SettingDeclaration(
            "journal", .string, default: "sqlite:data/crossdock.db", summary: "Where the journal is kept.",
            example: "sqlite:data/crossdock.db"),
        SettingDeclaration(
            "tokens", .list(.group(token)), summary: "Who may use the canonical API and the console."),
        SettingDeclaration(
            "body_limit", .string, default: "32MiB", summary: "The largest body accepted, in KiB or MiB.",
            example: "32MiB"),
        SettingDeclaration(
            "time_limit", .duration, default: "10s", summary: "How long one exchange with a system may take.",
            example: "10s"),
        SettingDeclaration("retry", .group(retry), summary: "When a delivery is tried again."),
    ]

    /// The keys of one token.
    static let token: [SettingDeclaration] = [
        SettingDeclaration(
            "name", .string, isRequired: true, summary: "The name shown in logs and timelines.", example: "ops"),
        SettingDeclaration(
            "role", .choice(GatewayConfiguration.Token.Role.allCases.map(\.rawValue)), isRequired: true,
            summary: "What the bearer may do.", example: "operator"),
        SettingDeclaration(
            "secret", .secret, isRequired: true, summary: "What the bearer shows.",
            example: "${env:CROSSDOCK_OPS_TOKEN}"),
    ]

    /// The keys of the retry schedule.
    static let retry: [SettingDeclaration] = [
        SettingDeclaration(
            "first", .duration, default: "1s", summary: "The longest wait before the second attempt.", example: "1s"),
        SettingDeclaration(
            "max", .duration, default: "5m", summary: "The longest wait between two attempts.", example: "5m"),
        SettingDeclaration(
            "attempts", .integer(1...10_000), default: "600",
            summary: "The attempts before a person is asked, and again after each decision; 600 last about a day.",
            example: "600"),
        SettingDeclaration(
            "settling", .duration,
            summary: "How long an unanswered attempt may still take effect; 60s or three time limits unless set.",
            example: "60s"),
    ]

    /// The keys of one installed adapter; its settings follow its type.
    static let adapter: [SettingDeclaration] = [
        SettingDeclaration("type", .string, isRequired: true, summary: "The adapter's type.", example: "order-system"),
        SettingDeclaration(
            "enabled", .boolean, default: "true", summary: "Whether the adapter takes part.", example: "false"),
        SettingDeclaration("settings", .group([]), summary: "The settings that the type declares."),
    ]

    /// The keys of one route; `from`, `on`, `when` and `to` have forms of their own.
    static let route: [SettingDeclaration] = [
        SettingDeclaration(
            "name", .string, isRequired: true, summary: "A name, unique in the file.", example: "sales to the OMS"),
        SettingDeclaration(
            "from", .list(.string), isRequired: true, summary: "The adapters whose facts it takes.",
            example: "[shop-eu, shop]"),
        SettingDeclaration(
            "on", .list(.choice(FactKind.allCases.map(\.rawValue))), isRequired: true,
            summary: "The facts that it takes.", example: "[order.ready, order.cancelled]"),
        SettingDeclaration(
            "when", .map(.string), summary: "Conditions on the order; all must hold.",
            example: "{ ship_to.country: { not: [US] } }"),
        SettingDeclaration(
            "to", .list(.string), isRequired: true, summary: "The adapters that get the fact, or `origin`.",
            example: "oms"),
        SettingDeclaration("reply", .group(reply), summary: "Lets the source wait for the delivery."),
        SettingDeclaration(
            "stop", .boolean, default: "false", summary: "Whether a match ends the search for further routes.",
            example: "true"),
    ]

    /// The keys of `reply`.
    static let reply: [SettingDeclaration] = [
        SettingDeclaration(
            "wait", .duration, isRequired: true, summary: "How long the source waits for the delivery.", example: "4s"),
        SettingDeclaration(
            "on_timeout", .choice(RouteConfiguration.Reply.OnTimeout.allCases.map(\.rawValue)), default: "accept",
            summary: "What the source is told after that.", example: "accept"),
    ]

    /// The keys of one test.
    static let test: [SettingDeclaration] = [
        SettingDeclaration(
            "name", .string, isRequired: true, summary: "The sentence that is promised.",
            example: "a ready order reaches the OMS"),
        SettingDeclaration(
            "given", .group(given), isRequired: true, summary: "What comes in.",
            example: "{ adapter: shop, fact: samples/order.json }"),
        SettingDeclaration(
            "expect", .group(expectation), isRequired: true, summary: "What follows.", example: "{ to: [oms] }"),
    ]

    private static let given: [SettingDeclaration] = [
        SettingDeclaration(
            "adapter", .string, isRequired: true, summary: "The adapter that receives the message.",
            example: "shop-eu"),
        SettingDeclaration(
            "fact", .string, isRequired: true, summary: "The message's path, relative to this file.",
            example: "samples/order-ready.json"),
    ]

    private static let expectation: [SettingDeclaration] = [
        SettingDeclaration("routes", .list(.string), summary: "The routes that match."),
        SettingDeclaration("to", .list(.string), summary: "The adapters that get the fact."),
    ]

    /// The names of all secrets that the file or one of the declarations knows.
    static func secretNames(_ declarations: [AdapterDeclaration]) -> Set<String> {
        var names: Set<String> = []
        collectSecrets(root, into: &names)
        for declaration in declarations { collectSecrets(declaration.settings, into: &names) }
        return names
    }

    private static func collectSecrets(_ declarations: [SettingDeclaration], into names: inout Set<String>) {
        for declaration in declarations { collectSecrets(declaration.kind, declaration.name, into: &names) }
    }

    private static func collectSecrets(_ kind: SettingDeclaration.Kind, _ name: String, into names: inout Set<String>) {
        switch kind {
        case .secret: names.insert(name)
        case .list(let element), .map(let element): collectSecrets(element, name, into: &names)
        case .group(let members): collectSecrets(members, into: &names)
        case .string, .url, .integer, .boolean, .duration, .choice, .program: break
        }
    }
}
