internal import CaseStore

/// The ways in by which alerts come that are made here: entered by people, or found by rules. Whatever a product calls itself, its
/// alerts come by another.
enum OwnSources {
    static let names: Set<String> = [AlertEntry.source, DetectionOutbox.source]

    /// Their numbers, as far as they are in use.
    static func numbers(_ reader: CaseReader) throws -> Set<Int64> {
        Set(try reader.sources().filter { names.contains($0.name) }.map(\.id))
    }
}
