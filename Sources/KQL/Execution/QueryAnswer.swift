/// A table that a query answers with.
public struct QueryAnswer: Sendable {
    /// What the query calls it: the name of a branch of `fork`, or the one that `as` gave.
    public var name: String?
    public var table: Table
    /// The statement that gives it, where a query has several; `nil` where that gives several answers itself.
    public var statement: String?
    /// How many rows were found; more than the table has where it was cut.
    public var found: Int

    public var isCut: Bool { found > table.count }

    /// The answer where nothing of it is missing. - Throws: `QueryError` where it was cut.
    public func whole() throws(QueryError) -> QueryAnswer {
        if isCut { throw .tooManyRows(found, of: table.count) }
        return self
    }

    /// - Parameter limit: the rows that an answer may have; the first of more are kept.
    init(_ name: String?, _ table: Table, of statement: String?, within limit: Int) {
        (self.name, self.statement) = (name, statement)
        found = table.count
        self.table = table.count > limit ? table.gather((0..<limit).map { Int32($0) }) : table
    }

    /// Of a table that came whole from elsewhere.
    public init(name: String?, table: Table) {
        (self.name, self.table, found) = (name, table, table.count)
    }

    /// What people read above an answer of several. - index: its place, from 0.
    public static func title(_ name: String?, _ index: Int) -> String { name ?? "answer \(index + 1)" }
}
