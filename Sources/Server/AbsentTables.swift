internal import Events
internal import Hunting
public import KQL

/// What queries see that no server answers: no table, and of the server's where they are.
public struct AbsentTables: TableProvider {
    public init() {}

    public var tableNames: [String] { [] }

    public func schema(of table: String) -> Schema? { nil }

    public func whereabouts(of table: String) -> String? {
        isServed(table) ? "it is one of the server's tables, which --hunt asks" : nil
    }

    public func isElsewhere(_ function: String) -> Bool { KnownFunctions.contains(function) }

    public func rows(of table: String, columns: [Int]) throws -> any BatchSource {
        throw QueryError(.binding, "there is no table '\(table)'")
    }

    private func isServed(_ table: String) -> Bool {
        if HuntDesk.casesHelp.contains(where: { $0.name == table }) { return true }
        guard let content = try? ContentDirectory(nil), let specs = try? TableSpecs.load(content.folder) else { return false }
        return specs[table] != nil
    }
}
