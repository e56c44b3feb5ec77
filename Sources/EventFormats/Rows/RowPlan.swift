internal import Events
internal import Primitives

/// A row's shape with its names looked up: numbers of fields and places of columns, so that writing a row compares no texts.
final class RowPlan: Sendable {
    struct Target: Sendable {
        var place: Int
        var type: ColumnType
    }

    struct Step: Sendable {
        var conversion: Rule.Conversion
        var isShared: Bool
        var agrees: Bool
        /// Numbers of the fields in the order in which they are asked; -1 for none.
        var fields: (Int, Int, Int)
        var first: Target?
        var second: Target?
        var third: Target?
        /// The plan's word table for `word`.
        var words = -1
    }

    let table: Int
    let takesHyphens: Bool
    private let head: HeadColumns
    private let steps: [Step]
    private let constants: [(place: Int, text: [UInt8])]
    /// For each field that is called like a column, that column.
    private let named: [Target?]
    /// The column for the rest.
    let rest: Int?
    /// The field that is called like it.
    let restSlot: Int
    let leavesFrame: Bool
    /// Whether each field is left out of the rest.
    let isLeft: [Bool]
    /// The name that each field has among the rest, where it is not its own.
    let aliases: [[UInt8]?]
    private let condition: (slot: Int, value: [UInt8])?
    let words: [[(from: [UInt8], to: [UInt8])]]

    /// - Throws: `noTable` and `noColumn`.
    init(_ shape: RowShape, _ names: FieldNames, _ specs: TableSpecs) throws(EventFormatError) {
        guard let number = specs.number(of: shape.table) else { throw .noTable(shape.table) }
        let spec = specs[number]
        table = number
        head = HeadColumns(spec)
        takesHyphens = spec.product == .sentinel
        leavesFrame = shape.leavesFrame
        var (steps, words, aliases) = (
            [Step](), [[(from: [UInt8], to: [UInt8])]](), [[UInt8]?](repeating: nil, count: names.count)
        )
        for rule in shape.rules where rule.conversion != .additional {
            var step = try RowPlan.step(rule, names, spec)
            if rule.conversion == .word {
                step.words = words.count
                words.append(
                    rule.words.map { (Array($0.key.utf8), Array($0.value.utf8)) }.sorted { $0.0.lexicographicallyPrecedes($1.0) })
            }
            steps.append(step)
        }
        for rule in shape.rules where rule.conversion == .additional {
            if let slot = names.slot(of: rule.fields[0]) { aliases[slot] = Array(rule.columns[0].utf8) }
        }
        var constants = shape.constants.sorted { $0.key < $1.key }
        if let action = shape.action { constants.append(("ActionType", action)) }
        if spec.place(of: "Type") != nil { constants.append(("Type", spec.name)) }
        var placed: [(place: Int, text: [UInt8])] = []
        for (column, text) in constants { placed.append((try RowPlan.target(column, spec).place, Array(text.utf8))) }
        let left = Set(shape.leaves.compactMap(names.slot))
        (self.steps, self.words, self.aliases, self.constants) = (steps, words, aliases, placed)
        isLeft = (0..<names.count).map(left.contains)
        named = shape.takesNames ? RowPlan.named(names, spec, except: ["Type", "AdditionalFields"]) : []
        rest = spec.place(of: "AdditionalFields")
        restSlot = names.slot(of: "AdditionalFields") ?? -1
        condition = shape.condition.flatMap { condition in
            names.slot(of: condition.field).map { ($0, Array(condition.value.lowercased().utf8)) }
        }
    }

    private static func step(_ rule: Rule, _ names: FieldNames, _ spec: TableSpec) throws(EventFormatError) -> Step {
        var targets: [Target] = []
        for column in rule.columns { targets.append(try target(column, spec)) }
        let slots = rule.fields.compactMap(names.slot) + [-1, -1, -1]
        return Step(
            conversion: rule.conversion, isShared: rule.isShared, agrees: rule.agrees, fields: (slots[0], slots[1], slots[2]),
            first: targets.first, second: targets.dropFirst().first, third: targets.dropFirst(2).first)
    }

    private static func target(_ column: String, _ spec: TableSpec) throws(EventFormatError) -> Target {
        guard let place = spec.place(of: column) else { throw .noColumn(column, table: spec.name) }
        return Target(place: place, type: spec.columns[place].type)
    }

    private static func named(_ names: FieldNames, _ spec: TableSpec, except: Set<String>) -> [Target?] {
        var named = [Target?](repeating: nil, count: names.count)
        for (place, column) in spec.columns.enumerated() where !except.contains(column.name) {
            if let slot = names.slot(of: column.name) { named[slot] = Target(place: place, type: column.type) }
        }
        return named
    }

    /// Whether the record is one that becomes such a row.
    func applies(to set: borrowing FieldSet) -> Bool {
        guard let condition else { return true }
        guard let value = set.value(condition.slot) else { return false }
        return condition.value.withUnsafeBufferPointer { value.equals(lowercase: $0) }
    }

    /// Adds the row. What the caller sets afterwards goes into it as well.
    func write(_ set: inout FieldSet, _ head: RowHead, into batch: inout EventBatch) {
        batch.addRow(to: table)
        set.unuseAll()
        self.head.write(head, into: &batch)
        for constant in constants { batch.set(constant.place, constant.text) }
        for step in steps { apply(step, &set, into: &batch) }
        if !named.isEmpty { takeNamed(&set, into: &batch) }
    }

    private func takeNamed(_ set: inout FieldSet, into batch: inout EventBatch) {
        for place in set.fields.indices {
            let field = set.fields[place]
            // Of a name that stands twice the second is kept among the rest.
            guard !field.isUsed, field.slot >= 0, let target = named[field.slot], set.place(field.slot) == place else { continue }
            if put(field, target, &set.scratch, into: &batch) { set.use(place) }
        }
    }
}
