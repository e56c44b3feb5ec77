/// `make-graph source --> target with nodes on id`
public struct MakeGraphClause: Hashable, Sendable {
    public var source: Name
    public var target: Name
    /// Tables of nodes with the column that identifies a node.
    public var nodes: [Nodes]
    /// `with_node_id=name`: nodes come from the edges alone.
    public var nodeID: Name?
    /// `partitioned-by column (operator)`: a graph for each value of a column, and what is asked of each.
    public var partition: Partition?

    public struct Partition: Hashable, Sendable {
        public var column: Name
        public var operators: [TabularOperator]
    }

    public struct Nodes: Hashable, Sendable {
        public var table: Expression
        public var key: Name
    }
}

/// `graph-match` and `graph-shortest-paths`.
public struct GraphMatchClause: Hashable, Sendable {
    public enum Element: Hashable, Sendable {
        case node(String?)
        /// `length` is `nil` for one edge, otherwise how many may follow each other.
        case edge(String?, GraphDirection, length: ClosedRange<Int>?)
    }

    /// `graph-shortest-paths` keeps the shortest alone.
    public var isShortest: Bool
    public var parameters: [OperatorParameter]
    public var patterns: [[Element]]
    public var predicate: Expression?
    public var columns: [NamedExpression]?
}

public enum GraphDirection: Hashable, Sendable { case forward, backward, any }

/// `nodes as N` or `edges as E` of `graph-to-table`.
public struct GraphTable: Hashable, Sendable {
    public var isNodes: Bool
    public var name: Name?
    public var parameters: [OperatorParameter]
}
