internal import Primitives

/// Where a field stands in a record: `a.b[0].c`. A name that holds a dot or a bracket is written `["a.b"]`; `.` alone is the
/// record, or the element of a list, itself.
final class MappingPath: Sendable {
    enum Step: Sendable {
        case member(String)
        case element(Int)
    }

    let text: String
    let steps: [Step]
    /// The name where the path is nothing else, as most are.
    let onlyName: String?

    /// `nil` for a text that is no path.
    init?(_ text: String) {
        self.text = text
        var steps: [Step] = []
        var rest = text == "." ? "" : text[...]
        var expectsName = text != "."
        while let first = rest.first {
            if first == "[" {
                guard let step = MappingPath.bracket(&rest) else { return nil }
                steps.append(step)
                expectsName = false
            } else if first == ".", !expectsName {
                rest = rest.dropFirst()
                expectsName = true
            } else {
                let name = rest.prefix { $0 != "." && $0 != "[" }
                guard expectsName, !name.isEmpty else { return nil }
                steps.append(.member(String(name)))
                rest = rest.dropFirst(name.count)
                expectsName = false
            }
        }
        guard !steps.isEmpty || text == ".", !expectsName else { return nil }
        self.steps = steps
        onlyName = if steps.count == 1, case .member(let name)? = steps.first { name } else { nil }
    }

    /// `[0]`, `["a.b"]` or `['a.b']`.
    private static func bracket(_ rest: inout Substring) -> Step? {
        rest = rest.dropFirst()
        if let quote = rest.first, quote == "\"" || quote == "'" {
            rest = rest.dropFirst()
            let name = rest.prefix { $0 != quote }
            rest = rest.dropFirst(name.count)
            guard rest.first == quote, rest.dropFirst().first == "]", !name.isEmpty else { return nil }
            rest = rest.dropFirst(2)
            return .member(String(name))
        }
        let digits = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(digits.count)
        guard rest.first == "]", let index = Int(digits), index >= 0 else { return nil }
        rest = rest.dropFirst()
        return .element(index)
    }

    /// The value there; `nil` where there is none or it is null.
    func view(in record: JSONView) -> JSONView? {
        if let onlyName {
            guard let member = record[name: onlyName], !member.isNull else { return nil }
            return member
        }
        var view = record
        for step in steps {
            switch step {
            case .member(let name):
                guard let member = view[name: name] else { return nil }
                view = member
            case .element(let index):
                let elements = view.elements
                guard index < elements.count else { return nil }
                view = elements[index]
            }
        }
        return view.isNull ? nil : view
    }
}
