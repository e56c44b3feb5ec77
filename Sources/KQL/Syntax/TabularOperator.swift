/// One step of a pipeline.
public struct TabularOperator: Hashable, Sendable {
    public indirect enum Kind: Hashable, Sendable {
        case where_(Expression)
        case extend([NamedExpression])
        case project([NamedExpression])
        case projectAway([ColumnPattern])
        case projectKeep([ColumnPattern])
        case projectRename([NamedExpression])
        case projectReorder([ColumnPattern])
        case projectByNames([Expression])
        case summarize([NamedExpression], by: [NamedExpression])
        case distinct([NamedExpression])
        case count
        case take(Expression)
        case top(Expression, by: Ordering)
        case sort([Ordering])
        case join(JoinClause)
        case union(UnionClause)
        case mvExpand(ExpandClause)
        case mvApply(ExpandClause, Query)
        case parse(ParseClause)
        case parseKV(ParseKVClause)
        case makeSeries(MakeSeriesClause)
        case as_(Name)
        case evaluate(Call, schema: [ColumnDeclaration]?)
        case partition(PartitionClause)
        case scan(ScanClause)
        case serialize([NamedExpression])
        case sample(Expression)
        case sampleDistinct(Expression, of: Expression)
        case topNested([TopNestedClause])
        case topHitters(Expression, of: Expression, by: Expression?)
        case reduce(Expression, [OperatorParameter])
        case invoke(Call)
        case search(SearchClause)
        case find(FindClause)
        /// `asText`: as the declaration of a table, in one row.
        case getSchema(asText: Bool)
        /// Parallel branches that a consumer reads separately.
        case fork([ForkBranch])
        /// A table of values for each column, and one of what `with` makes of the rows.
        case facet([NamedExpression], with: Query?)
        /// Steps that do not change rows: `render`, `consume`, hints.
        case passive(String)
        case print([NamedExpression])
        case range(Name, from: Expression, to: Expression, step: Expression)
        case datatable([ColumnDeclaration], [Expression])
        case externalData([ColumnDeclaration], [Expression], [OperatorParameter])
        case makeGraph(MakeGraphClause)
        case graphMatch(GraphMatchClause)
        case graphToTable([GraphTable])
        case graphMarkComponents([OperatorParameter])
        /// An operator that Kusto has and this engine does not carry out.
        case unsupported(String)
        /// What could not be parsed; its error is in the query's list.
        case invalid
    }

    public var kind: Kind
    public var span: Span
}

/// `name = value` after an operator's word: `kind=inner`, `hint.strategy=broadcast`, `withsource=T`.
public struct OperatorParameter: Hashable, Sendable {
    public var name: String
    public var value: Expression
    public var span: Span
}

/// A column, or the columns that a name with asterisks means, with the order that `project-reorder` gives them.
public struct ColumnPattern: Hashable, Sendable {
    public enum Order: Hashable, Sendable { case ascending, descending, granny, grannyDescending }

    public var name: Name
    public var order: Order?
}

/// `expression asc nulls first`
public struct Ordering: Hashable, Sendable {
    public var expression: NamedExpression
    public var isAscending: Bool
    public var nullsFirst: Bool
}

public struct JoinClause: Hashable, Sendable {
    public var parameters: [OperatorParameter]
    public var right: Expression
    public var conditions: [Expression]
    /// `lookup` is a join that keeps the left key alone.
    public var isLookup: Bool
}

public struct UnionClause: Hashable, Sendable {
    public var parameters: [OperatorParameter]
    public var tables: [Expression]
}

/// What `mv-expand` and `mv-apply` unfold.
public struct ExpandClause: Hashable, Sendable {
    public struct Item: Hashable, Sendable {
        public var expression: NamedExpression
        public var type: ScalarType?
    }

    public var parameters: [OperatorParameter]
    public var items: [Item]
    public var limit: Expression?
    /// The column that numbers the elements.
    public var index: Name?
}

public struct ParseClause: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        /// Text that has to stand there; a pattern, for `kind=regex`.
        case text(String)
        case skip
        case column(Name, ScalarType)
    }

    public enum Kind: String, Hashable, Sendable { case simple, regex, relaxed }

    public var kind: Kind
    public var flags: String
    public var subject: Expression
    public var steps: [Step]
    /// `parse-where` drops the rows that do not match.
    public var drops: Bool
}

public struct ParseKVClause: Hashable, Sendable {
    public var subject: Expression
    public var columns: [ColumnDeclaration]
    public var parameters: [OperatorParameter]
}

public struct MakeSeriesClause: Hashable, Sendable {
    public struct Aggregate: Hashable, Sendable {
        public var expression: NamedExpression
        public var standard: Expression?
    }

    public var parameters: [OperatorParameter]
    public var aggregates: [Aggregate]
    public var axis: NamedExpression
    public var from: Expression?
    public var to: Expression?
    public var step: Expression
    public var by: [NamedExpression]
}

public struct PartitionClause: Hashable, Sendable {
    public enum Body: Hashable, Sendable {
        /// `(where ... | count)`: runs on the rows of each value.
        case onRows(Query)
        /// `{ T | where ... }`: a query of its own, in which the column's name stands for the value.
        case alone(Expression)
    }

    public var parameters: [OperatorParameter]
    public var column: Name
    public var body: Body
}

public struct TopNestedClause: Hashable, Sendable {
    public var count: Expression?
    public var of: NamedExpression
    public var others: Expression?
    public var by: NamedExpression
    public var isAscending: Bool
}

public struct SearchClause: Hashable, Sendable {
    public var isCased: Bool
    public var tables: [Expression]
    public var predicate: Expression
}

public struct FindClause: Hashable, Sendable {
    public struct Column: Hashable, Sendable {
        public var expression: NamedExpression
        /// What its values are converted to; `nil` leaves them as they are.
        public var type: ScalarType?
    }

    public var parameters: [OperatorParameter]
    public var tables: [Expression]
    public var predicate: Expression
    /// `nil` for those that the predicate names and those that all tables have.
    public var columns: [Column]?
}

public struct ForkBranch: Hashable, Sendable {
    public var name: Name?
    public var body: Query
}

public struct ScanClause: Hashable, Sendable {
    public struct Variable: Hashable, Sendable {
        public var name: Name
        public var type: ScalarType
        public var standard: Expression?
    }

    public struct Step: Hashable, Sendable {
        public enum Output: String, Hashable, Sendable { case all, last, none }

        public var name: Name
        public var isOptional: Bool
        public var output: Output
        public var condition: Expression
        public var assignments: [NamedExpression]
    }

    public var matchID: Name?
    public var order: [Ordering]
    public var partition: [Expression]
    public var variables: [Variable]
    public var steps: [Step]
}
