internal import ArgumentParser

/// Measures the product against its budgets. Nothing here is asserted: numbers are for people to read and to compare.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Bench", abstract: "Measures the product against its budgets.",
        subcommands: [
            StoreBench.self, ProductBench.self, StartBench.self, CrashBench.self, HTTPBench.self, PortalBench.self,
            KQLBench.self, HuntBench.self, FormatBench.self, EventIngestBench.self,
        ])
}
