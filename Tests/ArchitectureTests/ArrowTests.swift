import Foundation
import Testing

/// The rooms and what each may import of ours; this dictionary is the documentation of the arrows.
private let arrows: [String: Set<String>] = [
    "Sources/Canonical": [],
    "Sources/AdapterKit": ["Canonical"],
    "Sources/Routing": ["Canonical", "AdapterKit"],
    "Sources/Journal": ["Canonical"],
    "Sources/Engine": ["Canonical", "AdapterKit", "Routing", "Journal"],
    "Sources/Web": ["Canonical", "AdapterKit", "Engine", "Journal"],
    "Sources/Simulators": [],
    "Sources/AdapterTesting": ["Canonical", "AdapterKit"],
]

/// What every adapter may import of ours.
private let adapterArrows: Set<String> = ["Canonical", "AdapterKit"]

/// Modules from outside that belong to one room only.
private let reserved: [String: Set<String>] = [
    "GRDB": ["Sources/Journal"],
    "GRDBSQLite": ["Sources/Journal"],
    "NIOSSL": ["Sources/Engine"],
    "Yams": ["Sources/Routing"],
    "AsyncHTTPClient": ["Sources/Engine", "Sources/Simulators", "Sources/crossdock"],
    "Hummingbird": ["Sources/Web", "Sources/Simulators", "Sources/crossdock"],
    "ArgumentParser": ["Sources/crossdock"],
    "CJQ": ["Plugins/MerchantOMS"],
]

@Suite("The arrows between the rooms")
struct ArrowTests {
    @Test("a room imports only the rooms that its arrows name", arguments: arrows.keys.sorted())
    func roomKeepsItsArrows(room: String) throws {
        let allowed = try #require(arrows[room])
        #expect(try wrongImports(in: room, allowed: allowed) == [])
    }

    @Test("an adapter imports neither engine, journal, routing nor web")
    func adaptersKeepTheirArrows() throws {
        for folder in try adapterFolders() {
            #expect(try wrongImports(in: "Plugins/\(folder)", allowed: adapterArrows) == [])
        }
    }

    @Test("a library that belongs to one room is imported there only", arguments: reserved.keys.sorted())
    func librariesStayInTheirRoom(library: String) throws {
        let rooms = try #require(reserved[library])
        let places = try Repository.swiftFiles(in: "Sources") + Repository.swiftFiles(in: "Plugins")
        for file in places where try Repository.imports(of: file).contains(library) {
            #expect(rooms.contains { file.hasPrefix($0 + "/") }, "\(file) imports \(library)")
        }
    }

    @Test("engine, journal, routing and web know no adapter by name")
    func roomsKnowNoAdapter() throws {
        let names = try adapterFolders().map { $0.lowercased() } + ["glopal", "globale", "global-e", "merchant-oms"]
        for room in ["Sources/Engine", "Sources/Journal", "Sources/Routing", "Sources/Web"] {
            for file in try Repository.swiftFiles(in: room) {
                let text = try Repository.text(of: file).lowercased()
                for name in names { #expect(!text.contains(name), "\(file) names \(name)") }
            }
        }
    }

    @Test("every folder of Plugins stands in both lists, and nothing else lives there")
    func everyAdapterIsListed() throws {
        let manifest = try Repository.text(of: "Package.swift")
        let catalogue = try Repository.text(of: "Sources/crossdock/Adapters.swift")
        for folder in try adapterFolders() {
            #expect(manifest.contains("\"\(folder)\""), "\(folder) is missing in Package.swift")
            #expect(catalogue.contains("import \(folder)\n"), "\(folder) is missing in Adapters.swift")
            #expect(catalogue.contains("\(folder)Adapter.self"), "\(folder)Adapter is missing in Adapters.swift")
            for companion in ["README.md", "sample.yaml", "Fixtures"] {
                #expect(Repository.exists("Plugins/\(folder)/\(companion)"), "\(folder) has no \(companion)")
            }
        }
    }

    private func adapterFolders() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: Repository.path("Plugins")).filter { !$0.hasPrefix(".") }
    }

    private func wrongImports(in room: String, allowed: Set<String>) throws -> [String] {
        let ours = Set(arrows.keys.map { $0.replacing("Sources/", with: "") })
            .union(try adapterFolders()).union(["crossdock"])
        return try Repository.swiftFiles(in: room).flatMap { file in
            try Repository.imports(of: file).intersection(ours).subtracting(allowed).sorted()
                .map { "\(file) imports \($0)" }
        }
    }
}
