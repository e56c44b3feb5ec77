/// The body of `mv-apply` in two: what it does with each element by itself, and what needs the elements of a row together.
struct ElementBody {
    /// Over the elements of many rows, with the number of the row as one more column behind the others, in and out.
    var each: Plan
    /// Over what `each` gives of one row; `nil` where nothing is left.
    var together: Plan?

    /// - Parameter width: the columns that the body is given.
    init(_ body: Plan, width: Int) {
        if let each = ElementBody.carrying(body, width) {
            self.each = each
        } else {
            (each, together) = ElementBody.divided(body, width)
        }
    }

    /// The lowest operators go with each element, as far as they can.
    private static func divided(_ plan: Plan, _ width: Int) -> (each: Plan, together: Plan) {
        if let each = carrying(plan, width) { return (each, Plan(.input(), plan.schema)) }
        var plan = plan
        let each: Plan
        switch plan.node {
        case .filter(var input, let predicate):
            (each, input) = divided(input, width)
            plan.node = .filter(input, predicate)
        case .project(var input, let outputs):
            (each, input) = divided(input, width)
            plan.node = .project(input, outputs)
        case .summarize(var input, let keys, let aggregates):
            (each, input) = divided(input, width)
            plan.node = .summarize(input, keys: keys, aggregates: aggregates)
        case .sort(var input, let keys, let limit):
            (each, input) = divided(input, width)
            plan.node = .sort(input, by: keys, limit: limit)
        case .take(var input, let count):
            (each, input) = divided(input, width)
            plan.node = .take(input, count)
        case .serialize(var input):
            (each, input) = divided(input, width)
            plan.node = .serialize(input)
        default:
            // Whatever reads the elements more than once, or none of them, gets them as they are.
            each = Plan(.input(), Schema(Array(repeating: number, count: width + 1)))
        }
        return (each, plan)
    }

    /// The plan with the row's number as a last column; `nil` where it looks at several elements.
    private static func carrying(_ plan: Plan, _ width: Int) -> Plan? {
        var carrying = plan
        carrying.schema.fields.append(number)
        switch plan.node {
        case .input(let columns): carrying.node = .input(columns: columns.map { $0 + [width] })
        case .filter(let input, let predicate) where !predicate.needsAllRows:
            guard let input = self.carrying(input, width) else { return nil }
            carrying.node = .filter(input, predicate)
        case .project(let input, let outputs) where !outputs.contains(where: \.needsAllRows):
            guard let inner = self.carrying(input, width) else { return nil }
            carrying.node = .project(inner, outputs + [.column(input.schema.fields.count, .long)])
        default: return nil
        }
        return carrying
    }

    private static let number = Field("", .long)
}
