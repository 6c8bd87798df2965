import AdapterKit

/// Decodes the tests and checks their names against adapters and routes.
struct TestsDecoder {
    let findings: Findings
    let adapters: InstalledAdapters
    let routes: [RouteDraft]

    /// The tests, as far as they can be read.
    func decode(_ node: YAMLNode?) -> [TestConfiguration] {
        guard let node, !node.isNull else { return [] }
        guard case .sequence(let items) = node.content else {
            findings.error(
                "value.type", at: node.spot, path: "tests", "`tests` is a list, but \(node.kindName) is given.",
                help: "Begin every test with `- name: …`.")
            return []
        }
        var tests: [TestConfiguration] = []
        for (index, item) in items.enumerated() {
            guard let test = test(item, path: "tests[\(index)]") else { continue }
            if tests.contains(where: { $0.name == test.name }) {
                findings.error(
                    "test.name-duplicate", at: item.spot, path: "tests[\(index)].name",
                    "Another test has the same name.", help: "Give each test a name of its own.")
            }
            tests.append(test)
        }
        return tests
    }

    private func test(_ node: YAMLNode, path: String) -> TestConfiguration? {
        let before = findings.errorCount
        let decoder = SettingsDecoder(findings: findings, owner: "A test")
        let values = Settings(decoder.group(node, FileDeclarations.test, path: path))
        guard findings.errorCount == before, let name = values.string("name"),
            let adapter = values.string("given.adapter"), let fact = values.string("given.fact")
        else { return nil }
        let expected = values.strings("expect.routes")
        let targets = values.strings("expect.to")
        checkAdapter(adapter, decoder, path: "\(path).given.adapter")
        for (index, target) in targets.enumerated() {
            checkAdapter(target, decoder, path: "\(path).expect.to[\(index)]")
        }
        for (index, route) in expected.enumerated() {
            checkRoute(route, decoder, path: "\(path).expect.routes[\(index)]")
        }
        return TestConfiguration(
            name: name, adapter: adapter, fact: fact, routes: expected, to: targets, place: node.spot.place)
    }

    private func checkAdapter(_ id: String, _ decoder: SettingsDecoder, path: String) {
        guard adapters.isComplete, !decoder.unresolved.contains(path), adapters.entry(id) == nil else { return }
        let nearest = NearestName.nearest(to: id, in: adapters.ids)
        findings.error(
            "test.adapter-unknown", at: decoder.spot(path) ?? Spot(.start), path: path,
            "No installed adapter has this id.",
            help: nearest.map { "Did you mean `\($0)`?" } ?? "Installed: \(adapters.ids.joined(separator: ", ")).")
    }

    private func checkRoute(_ name: String, _ decoder: SettingsDecoder, path: String) {
        let names = routes.compactMap(\.name?.name)
        // A route whose name could not be read may be the one that is meant.
        guard names.count == routes.count, !decoder.unresolved.contains(path), !names.contains(name) else { return }
        let nearest = NearestName.nearest(to: name, in: names)
        findings.error(
            "test.route-unknown", at: decoder.spot(path) ?? Spot(.start), path: path, "No route has this name.",
            help: nearest.map { "Did you mean `\($0)`?" } ?? "Routes are named by their `name`.")
    }
}
