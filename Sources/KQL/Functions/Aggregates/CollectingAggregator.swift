/// Keeps the arguments of every row, and works the result out at the end: for aggregates that need all values.
final class CollectingAggregator: Aggregator {
    private let type: ScalarType
    private let result: ([[Value]]) throws -> Value
    private let keepsNulls: Bool
    private var rows: [[[Value]]] = []

    let bytesPerRow = 96
    let keepsValues = true

    /// - Parameters:
    ///   - keepsNulls: whether rows count whose first argument is missing.
    ///   - result: from the arguments of a group's rows.
    init(_ type: ScalarType, keepsNulls: Bool = false, _ result: @escaping ([[Value]]) throws -> Value) {
        self.type = type
        self.keepsNulls = keepsNulls
        self.result = result
    }

    func add(_ arguments: [Vector], groups: [Int32], groupCount: Int) {
        rows.grow(to: groupCount, with: [])
        for row in groups.indices {
            let values = arguments.map { $0[row] }
            if keepsNulls || values.first?.isNull != true { rows[Int(groups[row])].append(values) }
        }
    }

    func finish(groupCount: Int) throws -> [Column] {
        rows.grow(to: groupCount, with: [])
        return [Column(type, try rows.map(result))]
    }
}
