// swift-tools-version: 6.1
import PackageDescription

// The fuzzing package: the sources of the parsers (through links), built with libFuzzer's instrumentation. It stands
// apart because every file of it is compiled with flags that no ordinary build should have. `script/fuzz` builds and
// runs it.

let instrumented: [SwiftSetting] = [
    .unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"]),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .executableTarget(
            name: "Fuzz",
            dependencies: ["Detection", "EventFormats", "Events", "Ingestion", "KQL", "OData", "Primitives"],
            swiftSettings: instrumented,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]
        ),
        .target(
            name: "Ingestion",
            dependencies: ["CZlib", "Primitives", "SecurityModel", .product(name: "Yams", package: "Yams")],
            swiftSettings: instrumented
        ),
        .target(
            name: "Detection", dependencies: ["Primitives", "SecurityModel", .product(name: "Yams", package: "Yams")],
            swiftSettings: instrumented
        ),
        .target(name: "EventFormats", dependencies: ["Events", "Ingestion", "Primitives"], swiftSettings: instrumented),
        .target(name: "Events", dependencies: ["Primitives"], swiftSettings: instrumented),
        .target(name: "OData", dependencies: ["Primitives"], swiftSettings: instrumented),
        .target(
            name: "KQL",
            dependencies: ["CRE2", "CZlib", "Primitives", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: instrumented
        ),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "SecurityModel", dependencies: ["Primitives"], swiftSettings: instrumented),
        .target(name: "Primitives", swiftSettings: instrumented),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
