extension Expression {
    /// The expressions that it is made of; a pipeline's are its own affair.
    var children: [Expression] {
        switch kind {
        case .literal, .name, .wildcard, .query, .typeLiteral: []
        case .member(let base, _): [base]
        case .element(let base, let index): [base, index]
        case .call(let call): call.arguments.map(\.expression)
        case .unary(_, let operand): [operand]
        case .binary(_, let left, let right): [left, right]
        case .logical(_, let operands): operands
        case .between(let subject, let lower, let upper, _): [subject, lower, upper]
        case .membership(_, let subject, let candidates): [subject] + candidates
        }
    }

    /// Every name that stands for a value.
    var names: [String] {
        if case .name(let name) = kind { [name] } else { children.flatMap(\.names) }
    }
}
