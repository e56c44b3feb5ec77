internal import SQL

/// A predicate as SQL of the store's own words and arguments, over what there is for somebody: a condition on alerts of an
/// incident asks those alone that he sees.
struct PredicateClause {
    private(set) var text = ""
    private(set) var arguments: [SQLValue] = []
    /// The incident that an alert belongs to is asked about.
    private(set) var namesIncidentOfAlert = false

    private let view: CaseView

    init(_ predicate: StorePredicate, _ view: CaseView) {
        self.view = view
        append(predicate)
    }

    private mutating func append(_ predicate: StorePredicate) {
        switch predicate {
        case .all(let parts): join(parts, " AND ", empty: "1 = 1")
        case .any(let parts): join(parts, " OR ", empty: "1 = 0")
        case .not(let part):
            text += "NOT ("
            append(part)
            text += ")"
        case .compare(let column, let comparison, let value): compare(column.seen(in: view), comparison, value)
        case .among(let column, let values): among(column.seen(in: view), values)
        case .text(let column, let how, let part): match(column.seen(in: view), how, part)
        case .exists(let relation, let condition):
            let halves = relation.sql.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
            text += halves[0]
            arguments += relation.arguments
            if let seen = relation.seen?.clause(view), !view.isEverything {
                text += seen.text + " AND "
                arguments += seen.arguments
            }
            append(condition)
            text += halves.count > 1 ? String(halves[1]) : ""
        }
    }

    private mutating func join(_ parts: [StorePredicate], _ word: String, empty: String) {
        text += "("
        for (index, part) in parts.enumerated() {
            if index > 0 { text += word }
            append(part)
        }
        text += (parts.isEmpty ? empty : "") + ")"
    }

    private mutating func compare(_ column: StoreColumn, _ comparison: StorePredicate.Comparison, _ value: StoreValue) {
        if value == .null { return compareWithNothing(column, comparison) }
        guard column.isNullable else {
            add(column, "\(comparison.rawValue) \(PredicateClause.mark(column))", [value])
            return
        }
        text += "("
        add(StoreColumn.number(column.sql, column.arguments), comparison == .notEqual ? "IS NULL OR " : "IS NOT NULL AND ", [])
        add(column, "\(comparison.rawValue) \(PredicateClause.mark(column))", [value])
        text += ")"
    }

    /// Nothing equals nothing and is in no order with anything.
    private mutating func compareWithNothing(_ column: StoreColumn, _ comparison: StorePredicate.Comparison) {
        let isEqual = comparison == .equal || comparison == .lessOrEqual || comparison == .greaterOrEqual
        guard isEqual || comparison == .notEqual else { return text += "1 = 0" }
        switch (column.isNullable, column.isText) {
        case (true, _): add(StoreColumn.number(column.sql, column.arguments), isEqual ? "IS NULL" : "IS NOT NULL", [])
        case (false, true): add(StoreColumn.number(column.sql, column.arguments), isEqual ? "= ''" : "<> ''", [])
        case (false, false): text += isEqual ? "1 = 0" : "1 = 1"
        }
    }

    private mutating func among(_ column: StoreColumn, _ values: [StoreValue]) {
        let given = values.filter { $0 != .null }
        text += "("
        if values.count > given.count {
            compareWithNothing(column, .equal)
            text += " OR "
        }
        if given.isEmpty {
            text += "1 = 0"
        } else {
            if column.isNullable {
                add(StoreColumn.number(column.sql, column.arguments), "IS NOT NULL AND ", [])
            }
            let marks = Array(repeating: PredicateClause.mark(column), count: given.count).joined(separator: ", ")
            add(column, "IN (\(marks))", given)
        }
        text += ")"
    }

    private mutating func match(_ column: StoreColumn, _ match: StorePredicate.TextMatch, _ part: String) {
        let escaped = String(part.flatMap { "%_!".contains($0) ? ["!", $0] : [$0] })
        let pattern =
            switch match {
            case .contains: "%\(escaped)%"
            case .starts: "\(escaped)%"
            case .ends: "%\(escaped)"
            }
        let column = StoreColumn.text(column.isNullable ? "COALESCE(\(column.sql), '')" : column.sql, column.arguments)
        add(column, "LIKE LOWER(?) ESCAPE '!'", [.text(pattern)])
    }

    private mutating func add(_ column: StoreColumn, _ condition: String, _ values: [StoreValue]) {
        if column.sql == AlertColumns.incident.sql { namesIncidentOfAlert = true }
        text += (column.isText ? "LOWER(\(column.sql))" : column.sql) + " " + condition
        arguments += column.arguments + values.map(SQLValue.init)
    }

    /// Both sides are lowered by the database, so that they are lowered alike.
    private static func mark(_ column: StoreColumn) -> String { column.isText ? "LOWER(?)" : "?" }
}

extension SQLValue {
    init(_ value: StoreValue) {
        switch value {
        case .null: self = .null
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        case .text(let text): self = .text(text)
        }
    }
}

/// An order as SQL, with the condition for what stands behind a cursor and the columns that the next cursor is made of.
struct OrderClause {
    let text: String
    let columns: String
    /// What the question marks of `text` stand for, and those of `columns`.
    let arguments: [SQLValue]
    private let terms: [StoreOrder]

    /// - Parameter id: the column that breaks ties.
    init(_ order: [StoreOrder], id: StoreColumn, _ view: CaseView) {
        terms = (order + [StoreOrder(id, isDescending: order.last?.isDescending ?? true)]).map { term in
            StoreOrder(term.column.seen(in: view), isDescending: term.isDescending)
        }
        arguments = terms.flatMap(\.column.arguments)
        text = terms.map { "\($0.column.sql) \($0.isDescending ? "DESC" : "ASC")" }.joined(separator: ", ")
        columns = terms.map(\.column.sql).joined(separator: ", ")
    }

    /// What comes after a cursor. The first comparison alone bounds the search, so that an index on the order is entered there.
    func condition(after cursor: StoreCursor) -> (text: String, arguments: [SQLValue]) {
        var text = "1 = 0"
        var arguments: [SQLValue] = []
        for (term, value) in zip(terms, cursor.values).reversed() {
            let (column, own, sign) = (term.column.sql, term.column.arguments, term.isDescending ? "<" : ">")
            text = "(\(column) \(sign)= ? AND (\(column) \(sign) ? OR \(text)))"
            arguments = own + [SQLValue(value)] + own + [SQLValue(value)] + arguments
        }
        return (text, arguments)
    }

    func cursor(_ row: any SQLRow, from column: Int) -> StoreCursor {
        StoreCursor(
            values: terms.enumerated().map { index, term in
                switch term.column.content {
                case .number: .integer(row.integer(column + index))
                case .real: .real(row.real(column + index))
                case .text, .key: .text(row.text(column + index))
                }
            })
    }
}
