// swift-tools-version: 6.1
import PackageDescription

// One section for each layer, from the base upwards. A target names every target that it imports; the build refuses
// an import that is not declared (`--explicit-target-dependency-import-check error`), so imports only point down.

let package = Package(
    name: "watchfloor",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "watchfloor", targets: ["watchfloor"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.30.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // MARK: Executable

        .executableTarget(
            name: "watchfloor",
            dependencies: [
                "Correlation",
                "Flow",
                "Ingestion",
                "KQL",
                "Primitives",
                "SecurityModel",
                "Server",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),

        // MARK: Composition

        .target(
            name: "Server",
            dependencies: [
                "Access",
                "CaseStore",
                "Correlation",
                "Flow",
                "GraphAPI",
                "Ingestion",
                "Primitives",
                "SQLiteDriver",
                "SecurityModel",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        // MARK: Surfaces

        .target(
            name: "GraphAPI",
            dependencies: [
                "Access",
                "CaseStore",
                "Flow",
                "Ingestion",
                "Primitives",
                "SecurityModel",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),

        // MARK: Flow

        .target(
            name: "Flow",
            dependencies: [
                "CaseStore",
                "Correlation",
                "Ingestion",
                "Primitives",
                "SecurityModel",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        // MARK: Access

        .target(
            name: "Access",
            dependencies: [
                "Primitives",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),

        // MARK: Stages

        .target(name: "Correlation"),
        .target(
            name: "Ingestion",
            dependencies: [
                "CZlib",
                "Primitives",
                "SecurityModel",
                .product(name: "Yams", package: "Yams"),
            ]
        ),

        // MARK: Stores

        .target(
            name: "CaseStore",
            dependencies: [
                "Primitives",
                "SQL",
                "SecurityModel",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),

        // MARK: Drivers

        .target(
            name: "SQLiteDriver",
            dependencies: [
                "SQL",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),

        // MARK: Ports

        .target(name: "SQL"),

        // MARK: Language

        .target(
            name: "KQL",
            dependencies: [
                "CRE2",
                "CZlib",
                "Primitives",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),

        // MARK: Vocabulary

        .target(name: "SecurityModel", dependencies: ["Primitives"]),

        // MARK: Base

        .target(name: "Primitives"),
        // RE2 behind a C header of our own.
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // MARK: Benchmarks

        .executableTarget(
            name: "Bench",
            dependencies: [
                "CaseStore",
                "KQL",
                "Primitives",
                "SQL",
                "SQLiteDriver",
                "SecurityModel",
                "ServerHarness",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks"
        ),

        // MARK: Tests

        .target(
            name: "ServerHarness",
            dependencies: [
                "Primitives",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Tests/ServerHarness"
        ),
        .testTarget(name: "ServerTests", dependencies: ["watchfloor", "Primitives", "ServerHarness"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "watchfloor",
                "Ingestion",
                "Primitives",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .testTarget(name: "CorrelationTests", dependencies: ["Correlation"]),
        .testTarget(
            name: "FlowTests",
            dependencies: ["CaseStore", "Correlation", "Flow", "Ingestion", "Primitives", "SQL", "SQLiteDriver", "SecurityModel"]
        ),
        .testTarget(
            name: "IngestionTests",
            dependencies: ["Ingestion", "Primitives", "SecurityModel"],
            resources: [.copy("Goldens")]
        ),
        .testTarget(name: "KQLTests", dependencies: ["KQL", "Primitives"], resources: [.copy("Cases")]),
        .testTarget(name: "TidyTests", dependencies: ["Ingestion"]),
        .testTarget(name: "SQLDriverTests", dependencies: ["SQL", "SQLiteDriver"]),
        .testTarget(
            name: "CaseStoreTests",
            dependencies: ["CaseStore", "Primitives", "SQL", "SQLiteDriver", "SecurityModel", "StoreCrasher"]
        ),
        // A process for tests to kill.
        .executableTarget(
            name: "StoreCrasher",
            dependencies: ["CaseStore", "Primitives", "SQLiteDriver", "SecurityModel"],
            path: "Tests/StoreCrasher"
        ),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// The checks let no warning of ours pass; a newer compiler's warnings keep nobody else from building.
let isStrict = Context.environment["WATCHFLOOR_STRICT"] == "1"

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
    if isStrict { target.swiftSettings?.append(.unsafeFlags(["-warnings-as-errors"])) }
}
