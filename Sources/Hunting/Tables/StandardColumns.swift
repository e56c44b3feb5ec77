internal import KQL

/// Columns that public queries name beside those that say something here: Log Analytics gives them to every table, or the public table has
/// them and nothing is known of them here. Without them a query that only drops one would have no answer.
extension StoreTable {
    /// Columns of every table in Log Analytics and in Defender.
    private static var everywhere: [(String, ScalarType)] {
        [
            ("TenantId", .string), ("SourceSystem", .string), ("ReportId", .long), ("_BilledSize", .real),
            ("_IsBillable", .string),
            ("_ResourceId", .string), ("_SubscriptionId", .string),
        ]
    }

    /// The same with those columns that are not there, empty.
    /// - Parameter columns: of the public table.
    func completed(_ columns: [(String, ScalarType)] = []) -> StoreTable {
        let known = Set(rowColumns.map(\.help.name))
        var whole = self
        whole.rowColumns += (columns + Self.everywhere).filter { !known.contains($0.0) }.map { .nothing($0.0, $0.1) }
        return whole
    }
}
