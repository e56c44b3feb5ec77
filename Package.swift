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
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.30.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // MARK: Executable

        .executableTarget(
            name: "watchfloor",
            dependencies: [
                "CaseStore",
                "Correlation",
                "EventFormats",
                "Events",
                "Flow",
                "GraphAPI",
                "Hunting",
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
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        // MARK: Composition

        .target(
            name: "Server",
            dependencies: [
                "Access",
                "CaseStore",
                "Correlation",
                "DuckDBEvents",
                "EventFormats",
                "EventHunting",
                "Events",
                "Flow",
                "GraphAPI",
                "Hunting",
                "Ingestion",
                "KQL",
                "Portal",
                "Primitives",
                "SQLiteDriver",
                "SecurityModel",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),

        // MARK: Surfaces

        .target(
            name: "GraphAPI",
            dependencies: [
                "Access",
                "CaseStore",
                "Detection",
                "Events",
                "Flow",
                "Hunting",
                "Ingestion",
                "KQL",
                "OData",
                "Primitives",
                "SQL",
                "SecurityModel",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),

        .target(
            name: "Portal",
            dependencies: [
                "Access",
                "CCmark",
                "CaseStore",
                "Correlation",
                "Detection",
                "Events",
                "Flow",
                "GraphAPI",
                "Hunting",
                "Ingestion",
                "KQL",
                "Primitives",
                "SecurityModel",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        // MARK: Flow

        .target(
            name: "Flow",
            dependencies: [
                "CaseStore",
                "Correlation",
                "Detection",
                "EventFormats",
                "Events",
                "Hunting",
                "Ingestion",
                "KQL",
                "Primitives",
                "SecurityModel",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        // MARK: Engines

        .target(name: "Hunting", dependencies: ["CaseStore", "KQL", "Primitives", "SecurityModel"]),
        .target(
            name: "Access",
            dependencies: [
                "CaseStore",
                "Primitives",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        // MARK: Stages

        .target(name: "Correlation"),
        .target(
            name: "Detection", dependencies: ["Primitives", "SecurityModel", .product(name: "Yams", package: "Yams")]),
        .target(name: "EventFormats", dependencies: ["Events", "Ingestion", "Primitives"]),
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

        .target(name: "DuckDBEvents", dependencies: ["CDuckDB", "Events", "Primitives"]),

        .target(name: "EventHunting", dependencies: ["CDuckDB", "DuckDBEvents", "Events", "KQL", "Primitives"]),

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
        .target(name: "Events", dependencies: ["Primitives"]),

        // MARK: Languages

        .target(name: "OData", dependencies: ["Primitives"]),

        // MARK: Base

        .target(name: "Primitives"),
        // RE2 behind a C header of our own.
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        // DuckDB's C interface, loaded at run time.
        .target(name: "CDuckDB", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        // GitHub's Markdown.
        .systemLibrary(
            name: "CCmark", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // MARK: Benchmarks

        .executableTarget(
            name: "Bench",
            dependencies: [
                "CaseStore",
                "DuckDBEvents",
                "EventFormats",
                "EventHunting",
                "Events",
                "Ingestion",
                "KQL",
                "Primitives",
                "SQL",
                "SQLiteDriver",
                "SecurityModel",
                "SeededRandom",
                "ServerHarness",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks"
        ),

        // MARK: Tests

        .target(name: "SeededRandom", path: "Tests/SeededRandom"),
        .testTarget(name: "PrimitivesTests", dependencies: ["Primitives", "SeededRandom"]),
        .testTarget(
            name: "SecurityModelTests",
            dependencies: ["Primitives", "SecurityModel"],
            resources: [.copy("Data")]
        ),
        .target(
            name: "ServerHarness",
            dependencies: [
                "Primitives",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Tests/ServerHarness"
        ),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "watchfloor",
                "Access",
                "CaseStore",
                "DuckDBEvents",
                "GraphAPI",
                "KQL",
                "Primitives",
                "SeededRandom",
                "Server",
                "ServerHarness",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        .testTarget(
            name: "ClientTests", dependencies: ["watchfloor", "ServerHarness"], exclude: ["Python", "requirements.txt"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "watchfloor",
                "Ingestion",
                "Primitives",
                "ServerHarness",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .testTarget(name: "AccessTests", dependencies: ["Access", "CaseStore", "Primitives", "SQLiteDriver"]),
        .testTarget(name: "CorrelationTests", dependencies: ["Correlation"]),
        .testTarget(name: "DetectionTests", dependencies: ["Detection", "Primitives", "SecurityModel", "SeededRandom"]),
        .testTarget(
            name: "FlowTests",
            dependencies: [
                "CaseStore", "Correlation", "Detection", "EventFormats", "Events", "Flow", "Hunting", "Ingestion", "KQL",
                "Primitives", "SQL", "SQLiteDriver", "SecurityModel", "SeededRandom", "ServerHarness",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "IngestionTests",
            dependencies: ["Ingestion", "Primitives", "SecurityModel", "SeededRandom"],
            resources: [.copy("Goldens")]
        ),
        .testTarget(
            name: "HuntingTests",
            dependencies: ["CaseStore", "Hunting", "KQL", "Primitives", "SQLiteDriver", "SecurityModel"]),
        .testTarget(name: "KQLTests", dependencies: ["KQL", "Primitives", "SeededRandom"], resources: [.copy("Cases")]),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "Access", "CaseStore", "Detection", "Flow", "Hunting", "KQL", "Portal", "Primitives", "SQLiteDriver",
                "SecurityModel",
                "SeededRandom",
            ],
            exclude: ["Snapshots"]),
        .testTarget(name: "TidyTests", dependencies: ["EventFormats", "Ingestion"]),
        .testTarget(
            name: "EventFormatsTests", dependencies: ["EventFormats", "Events", "Ingestion", "Primitives", "SeededRandom"],
            resources: [.copy("Goldens")]
        ),
        .testTarget(
            name: "EventHuntingTests",
            dependencies: ["DuckDBEvents", "EventHunting", "Events", "KQL", "Primitives", "SeededRandom"]),
        .testTarget(name: "EventsTests", dependencies: ["Events", "Primitives", "SeededRandom"]),
        .testTarget(
            name: "DuckDBEventsTests",
            dependencies: [
                "DuckDBEvents", "EventCrasher", "EventHunting", "Events", "KQL", "Primitives", "SeededRandom", "ServerHarness",
            ]),
        // A process for tests to kill.
        .executableTarget(
            name: "EventCrasher", dependencies: ["DuckDBEvents", "Events", "Primitives"], path: "Tests/EventCrasher"),
        .testTarget(name: "ODataTests", dependencies: ["OData", "Primitives", "SeededRandom"]),
        .testTarget(name: "SQLDriverTests", dependencies: ["SQL", "SQLiteDriver"]),
        .testTarget(
            name: "CaseStoreTests",
            dependencies: ["CaseStore", "Primitives", "SQL", "SQLiteDriver", "SecurityModel", "SeededRandom", "StoreCrasher"]
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

// The tests start hundreds of servers and follow streams of days: they take twice as long where these are not optimised. For a debugger
// WATCHFLOOR_DEBUGGER=1 leaves them as they are.
let isForDebugger = Context.environment["WATCHFLOOR_DEBUGGER"] != nil
for target in package.targets where [.regular, .executable].contains(target.type) && !isForDebugger {
    target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
}
