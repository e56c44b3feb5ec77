/// A path into JSON: `$.name`, `$['name']`, `[0]`, one after the other.
struct JSONPath {
    /// Names and places.
    let steps: [Value]

    init?(_ text: String) {
        var rest = Substring(text)
        var steps: [Value] = []
        if rest.hasPrefix("$") { rest = rest.dropFirst() }
        if !rest.isEmpty, rest.first != ".", rest.first != "[" { rest = "." + rest }
        while let sign = rest.popFirst() {
            if sign == "." {
                let name = rest.prefix { $0 != "." && $0 != "[" }
                guard !name.isEmpty else { return nil }
                steps.append(.string(String(name)))
                rest = rest.dropFirst(name.count)
            } else {
                guard sign == "[", let end = rest.firstIndex(of: "]") else { return nil }
                let inside = rest[..<end]
                rest = rest[rest.index(after: end)...]
                if let place = Int64(inside) {
                    steps.append(.long(place))
                } else if let quote = inside.first, quote == "'" || quote == "\"", inside.count >= 2, inside.last == quote {
                    steps.append(.string(String(inside.dropFirst().dropLast())))
                } else {
                    return nil
                }
            }
        }
        self.steps = steps
    }
}
