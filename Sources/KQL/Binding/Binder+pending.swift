struct GraphPlan {}
extension Binder {
    func isGraph(_ e: Expression, _ s: Scope) -> Bool { false }
    func graph(_ e: Expression, _ s: inout Scope) throws -> GraphPlan { throw QueryError(.unsupported, "graph") }
    static func makesGraph(_ o: TabularOperator) -> Bool { false }
    func graphPipeline(_ e: Expression, _ o: inout ArraySlice<TabularOperator>, _ s: inout Scope) throws -> Plan { throw QueryError(.unsupported, "graph") }
    func graphPipeline(_ e: Plan, _ o: inout ArraySlice<TabularOperator>, _ s: inout Scope) throws -> Plan { throw QueryError(.unsupported, "graph") }
    func parse(_ c: ParseClause, _ i: Plan, _ x: RowContext) throws -> Plan { throw QueryError(.unsupported, "parse") }
    func parseKV(_ c: ParseKVClause, _ i: Plan, _ x: RowContext) throws -> Plan { throw QueryError(.unsupported, "parsekv") }
    func makeSeries(_ c: MakeSeriesClause, _ i: Plan, _ x: RowContext) throws -> Plan { throw QueryError(.unsupported, "makeseries") }
    func scan(_ c: ScanClause, _ i: Plan, _ x: RowContext) throws -> Plan { throw QueryError(.unsupported, "scan") }
    func topNested(_ c: [TopNestedClause], _ i: Plan, _ x: RowContext) throws -> Plan { throw QueryError(.unsupported, "topnested") }
    func topHitters(_ a: Expression, _ b: Expression, _ c: Expression?, _ i: Plan, _ x: RowContext) throws -> Plan { throw QueryError(.unsupported, "tophitters") }
    func reduce(_ a: Expression, _ c: [OperatorParameter], _ i: Plan, _ x: RowContext) throws -> Plan { throw QueryError(.unsupported, "reduce") }
    func search(_ c: SearchClause, _ i: Plan?, _ s: inout Scope, at: Span) throws -> Plan { throw QueryError(.unsupported, "search") }
    func find(_ c: FindClause, _ s: inout Scope, at: Span) throws -> Plan { throw QueryError(.unsupported, "find") }
    func evaluatePlugin(_ c: Call, _ d: [ColumnDeclaration]?, _ i: Plan?, _ s: inout Scope, at: Span) throws -> Plan { throw QueryError(.unsupported, "plugin") }
}
enum SeriesTuples { static let parts: [String: [(String, ScalarType)]] = [:] }
enum Sampling { static func rows(_ n: Int) -> @Sendable (Table, ExecutionControl) throws -> Table { { t, _ in t } } }
