/// The site that the private addresses and bare names of each source belong to.
public struct SourceScopes: Sendable {
    private let scopes: [String: String]

    fileprivate init(_ sources: [IngestSource]) {
        scopes = Dictionary(sources.map { ($0.name, $0.scope) }) { first, _ in first }
    }

    /// The scope of a source by its name; empty where it has none, or is gone.
    public subscript(source: String) -> String { scopes[source] ?? "" }
}

extension CaseReader {
    /// The scopes of all sources.
    public func sourceScopes() throws -> SourceScopes { SourceScopes(try sources()) }
}
