/// A plugin of `evaluate`: from a call and a table to a plan.
struct TablePlugin: Sendable {
    let name: String
    let bind: @Sendable (Binder, PluginCall) throws -> Plan

    /// Every plugin; one is a file of its own, or one of a family, and a line here.
    static let all: [String: TablePlugin] = Dictionary(
        uniqueKeysWithValues: ([BagUnpack.plugin, Pivot.plugin, Narrow.plugin] + AddressLookup.plugins + GeoLookup.plugins
            + ActivityPlugins.all + ActivityMetrics.all + [RowsNear.plugin, RollingPercentile.plugin]
            + [DistinctIntersection.plugin, Autocluster.plugin, Basket.plugin, DiffPatterns.plugin]).map { ($0.name, $0) })
}

extension TablePlugin {
    /// Plugins that Kusto has and this engine knows only by name, with why.
    static let unsupported: [String: String] = [
        "diffpatterns_text": "which patterns it chooses is not documented; reduce and diffpatterns tell something like it",
        "funnel_sequence": "how it orders what happens at one moment is not documented; scan finds sequences of steps",
        "funnel_sequence_completion": "what its windows bound is documented in two ways; scan finds sequences of steps",
        "preview": "its two answers, of 'evaluate preview(n)', end a statement; nothing can follow them",
        "schema_merge": "how it brings types together is not documented",
        "session_count": "what it counts of a session that goes on is not documented; row_window_session() numbers sessions",
        "sequence_detect": "which rows make a sequence of their own is not documented; scan finds sequences of steps",
    ].merging(programs.map { ($0, "queries run no programs and ask no other servers") }) { first, _ in first }

    private static let programs = [
        "cosmosdb_sql_request", "http_request", "http_request_post", "identity_v3", "infer_storage_schema", "mysql_request",
        "postgresql_request", "python", "r", "sql_request",
    ]
}

/// The call of a plugin.
struct PluginCall {
    var name: Name
    var arguments: [NamedExpression]
    /// Columns that the query declares for the result.
    var schema: [ColumnDeclaration]?
    var input: Plan
    var scope: Scope

    var context: RowContext { RowContext(schema: input.schema, scope: scope) }

    /// The arguments without a name, in order.
    var positional: [Expression] { arguments.filter { $0.names.isEmpty }.map(\.expression) }

    func argument(_ index: Int, named name: String) -> Expression? {
        arguments.first { $0.names.first?.text == name }?.expression ?? (index < positional.count ? positional[index] : nil)
    }

    func need(_ index: Int, _ what: String) throws -> Expression {
        guard let argument = argument(index, named: what) else {
            throw QueryError(.binding, "\(name.text)() needs \(what)", at: name.span)
        }
        return argument
    }
}

extension Binder {
    func evaluatePlugin(
        _ call: Call, _ schema: [ColumnDeclaration]?, _ input: Plan?, _ scope: inout Scope, at span: Span
    ) throws -> Plan {
        guard let plugin = TablePlugin.all[call.name.text] else {
            if let reason = TablePlugin.unsupported[call.name.text] {
                // Two answers end a statement wherever they are asked for.
                if isChecking, call.name.text != "preview", let input {
                    return Plan(.input(), Schema(input.schema.fields, isOpen: true))
                }
                throw QueryError(.unsupported, "the plugin '\(call.name.text)' is not carried out: \(reason)", at: call.name.span)
            }
            let near = NearestName.suggestion(for: call.name.text, among: TablePlugin.all.keys.sorted())
            throw QueryError(.unsupported, "there is no plugin '\(call.name.text)' here\(near)", at: call.name.span)
        }
        guard let input else { throw QueryError(.binding, "\(call.name.text)() needs a table before it", at: span) }
        let pluginCall = PluginCall(name: call.name, arguments: call.arguments, schema: schema, input: input, scope: scope)
        return try plugin.bind(self, pluginCall)
    }

    /// The place of the column that an argument names.
    func place(of expression: Expression, in call: PluginCall) throws -> Int {
        let bound = try scalar(expression, call.context)
        guard case .column(let index) = bound.kind else {
            if call.input.schema.isOpen { return 0 }
            throw QueryError(.binding, "\(call.name.text)() needs a column here", at: expression.span)
        }
        return index
    }
}
