// swift-tools-version: 6.2
import PackageDescription

// Its own package: nobody who builds the gateway builds this.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "crossdock", path: "..")],
    targets: [
        .executableTarget(
            name: "JSONBenchmark", dependencies: [.product(name: "Canonical", package: "crossdock")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ])
    ]
)
