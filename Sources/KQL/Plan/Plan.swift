/// What a query does, as a tree of values over the tables it reads: operators point to their input. The engine carries
/// it out; a store may take over a part that ends in one of its own tables (`TableProvider.run`).
public struct Plan: Sendable {
    public indirect enum Node: Sendable {
        /// A table of the provider, and the places of the columns that the query reads; `nil` for all.
        case table(String, columns: [Int]?)
        /// Rows that are there already.
        case rows(Table)
        /// The rows that a sub-query is given: those of a partition, or of one row that was expanded; and the places of the columns
        /// that it reads, `nil` for all.
        case input(columns: [Int]? = nil)
        case range(from: Value, to: Value, step: Value)
        case filter(Plan, BoundExpression)
        /// The columns that come out, each an expression over those that go in.
        case project(Plan, [BoundExpression])
        /// Groups by the keys; out come the keys and what the aggregates give.
        case summarize(Plan, keys: [BoundExpression], aggregates: [AggregateCall])
        /// `limit` keeps the first rows alone.
        case sort(Plan, by: [SortKey], limit: Int?)
        case take(Plan, Int)
        case join(JoinPlan)
        /// Inputs of the same columns, one after the other.
        case union([Plan])
        case expand(ExpandPlan)
        /// Runs the body for the rows of each value of a column.
        case partition(Plan, by: Int, body: Plan)
        /// All rows at once, in order: what window functions need.
        case serialize(Plan)
        /// Rows that several parts of the query read, made once.
        case shared(Int, Plan)
        /// An operator over whole tables: a plugin, `scan`, `make-series` ...
        case transform([Plan], TableTransform)
    }

    public var node: Node
    public var schema: Schema
    /// What `union withsource=` calls the rows: a table's name, or the one that `as` gave.
    var title: String?

    init(_ node: Node, _ schema: Schema) {
        self.node = node
        self.schema = schema
    }
}

/// A column to sort by.
public struct SortKey: Sendable {
    public var expression: BoundExpression
    public var isAscending: Bool
    public var nullsFirst: Bool
}

/// An aggregate with its arguments, and the columns that it gives.
public struct AggregateCall: Sendable {
    public var function: AggregateFunction
    public var arguments: [BoundExpression]
    /// Only rows where this is true count.
    public var condition: BoundExpression?
    public var outputs: [Field]
}

/// Two inputs put side by side where keys are equal. Out come the columns of the left, then those of the right; of one
/// side alone for semi and anti joins.
public struct JoinPlan: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case innerUnique = "innerunique"
        case inner
        case leftOuter = "leftouter"
        case rightOuter = "rightouter"
        case fullOuter = "fullouter"
        case leftSemi = "leftsemi"
        case rightSemi = "rightsemi"
        case leftAnti = "leftanti"
        case rightAnti = "rightanti"
    }

    public var kind: Kind
    public var left: Plan
    public var right: Plan
    public var leftKeys: [BoundExpression]
    public var rightKeys: [BoundExpression]
}

/// Unfolds arrays and bags: one row out for each element.
public struct ExpandPlan: Sendable {
    public struct Item: Sendable {
        /// What is unfolded.
        public var source: BoundExpression
        /// The type the elements are converted to.
        public var type: ScalarType
        /// The column that takes the elements; one past the input's last adds a column.
        public var target: Int
    }

    public var input: Plan
    public var items: [Item]
    /// A bag becomes `[key, value]` pairs instead of bags of one member.
    public var bagsAsArrays: Bool
    /// The most elements of a row.
    public var limit: Int?
    /// The column that numbers the elements.
    public var index: Int?
    /// Runs on the elements of each row (`mv-apply`); its columns take the place of the expanded ones.
    public var body: Plan?
    /// The columns of the body's input that are the outer row's.
    public var outerCount: Int
}

/// An operator from whole tables to a table. The name is for those who read a plan.
public struct TableTransform: Sendable {
    public let name: String
    /// Gets the tables of its inputs, and the executor for sub-queries and limits.
    let run: @Sendable ([Table], Executor) throws -> Table
}
