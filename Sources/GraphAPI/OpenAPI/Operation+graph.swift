internal import HTTPTypes
internal import OData

/// What the routes of Graph and of the older Defender interfaces have in common with each other.
extension Operation {
    /// A list with the options of OData that it takes.
    static func collection(
        _ path: String, _ summary: String, of element: String, taking options: Set<SystemOption>
    ) -> Operation {
        Operation(.get, path, summary).asking(options).giving(.collection(of: .named(element)))
    }

    /// One entity.
    static func entity(_ path: String, _ summary: String, _ shape: String, taking options: Set<SystemOption> = [.select])
        -> Operation
    {
        Operation(.get, path, summary).asking(options).giving(.named(shape))
    }

    /// A collection's `$count`: a number as text.
    static func count(_ path: String, taking options: Set<SystemOption> = [.filter]) -> Operation {
        Operation(.get, path, "How many there are.").asking(options).answering(.text)
    }

    /// What says no more than that this version does not have it.
    static func notServed(_ method: HTTPRequest.Method, _ path: String, _ summary: String) -> Operation {
        Operation(method, path, "\(summary) Not part of this version: answered with 501.").answering(.none).failing(501)
    }

    private func asking(_ options: Set<SystemOption>) -> Operation {
        var copy = self
        copy.query = SystemOption.allCases.filter(options.contains).map { option in
            switch option {
            case .top: Parameter("$top", "Rows at most.", .integer(0...Int(Int32.max)))
            case .skip: Parameter("$skip", "Rows that are passed over.", .integer(0...Int(Int32.max)))
            case .count: Parameter("$count", "Whether all of them are counted.", .flag)
            case .filter: Parameter("$filter", "A condition, as in `severity eq 'high'`.", .text)
            case .orderby: Parameter("$orderby", "Properties, each with asc or desc.", .text)
            case .expand: Parameter("$expand", "What is shown with each row.", .text)
            case .select: Parameter("$select", "The properties that are shown.", .text)
            default: Parameter(option.name, "The place where the next page begins, as an answer gave it.", .text)
            }
        }
        return copy
    }
}

extension Schema {
    /// A page of entities.
    static func collection(of element: Schema) -> Schema {
        .object(
            [("value", .list(element))],
            optional: [("@odata.context", .text), ("@odata.count", .count), ("@odata.nextLink", .text)])
    }

    /// A shape whose properties a client selects, so that any may be missing.
    static func entity<Entity>(_ shape: EntityShape<Entity>) -> Schema {
        .object([], optional: [("@odata.type", .text)] + shape.properties.map { ($0.name, $0.schema) })
    }

    /// The same of names alone.
    static func entity(named names: [String]) -> Schema { .object([], optional: names.map { ($0, .any) }) }
}
