internal import Events
internal import Primitives

/// The rows of a format by the kind of record.
final class PlanBook: Sendable {
    let names: FieldNames
    private let plans: [String: [RowPlan]]

    /// - Parameters:
    ///   - kinds: for each kind of record its rows. Of those in one table, the first whose condition holds is made.
    ///   - asked: fields that the format itself looks at.
    /// - Throws: `noTable` and `noColumn`.
    init(
        _ kinds: [String: [RowShape]], asked: [String], nesting: [String: FieldNames.Nesting] = [:],
        otherwise: FieldNames.Nesting = .keep, _ specs: TableSpecs
    ) throws(EventFormatError) {
        var all = asked + kinds.values.flatMap { $0.flatMap(\.fieldNames) }
        for shape in kinds.values.joined() where shape.takesNames {
            guard let spec = specs[shape.table] else { throw .noTable(shape.table) }
            all += spec.columns.map(\.name)
        }
        names = FieldNames(all, nesting: nesting, otherwise: otherwise)
        var plans: [String: [RowPlan]] = [:]
        for (kind, shapes) in kinds {
            for shape in shapes { plans[kind, default: []].append(try RowPlan(shape, names, specs)) }
        }
        self.plans = plans
    }

    func has(_ kind: String) -> Bool { plans[kind] != nil }

    /// The numbers of fields that the format looks at.
    func slots(_ fields: String...) -> [Int] { fields.compactMap(names.slot) }

    /// Adds the rows of a record of this kind.
    func write(_ kind: String, _ set: inout FieldSet, _ head: RowHead, into batch: inout EventBatch) -> Int {
        guard let plans = plans[kind] else { return 0 }
        var (rows, table) = (0, -1)
        for plan in plans where plan.table != table && plan.applies(to: set) {
            plan.write(&set, head, into: &batch)
            plan.writeRest(&set, into: &batch)
            table = plan.table
            rows += 1
        }
        return rows
    }
}

extension FieldSet {
    /// Reads one JSON object and does something with its fields.
    static func reading<Result>(
        _ record: [UInt8], _ names: FieldNames,
        _ body: (inout FieldSet, Bytes) throws(EventFormatError) -> Result
    ) throws(EventFormatError) -> Result {
        try record.withUnsafeBufferPointer { (bytes: Bytes) throws(EventFormatError) -> Result in
            var set = FieldSet(names, bytes: bytes.count)
            try JSONFieldScanner.scan(bytes, into: &set)
            return try body(&set, bytes)
        }
    }
}
