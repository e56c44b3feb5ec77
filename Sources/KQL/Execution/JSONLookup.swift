internal import Primitives

/// A look into JSON that is still text: `parse_json(text).name[0]`. The text is read for what is asked alone, and no value is made of
/// the rest of it.
struct JSONLookup {
    /// Gives the text.
    var source: BoundExpression
    /// Names and places.
    var steps: [Value]
    /// Whether a text in the JSON is JSON once more.
    var readsTexts: Bool

    /// `nil` where the expression is something else, or what it looks into is no text.
    /// - Parameter isText: whether a dynamic column is kept as JSON.
    init?(_ expression: BoundExpression, isText: (Int) -> Bool) {
        var (steps, inner): ([Value], BoundExpression) = ([], expression)
        while case .call(let function, let arguments) = inner.kind, function.name == "[]", let step = arguments[1].constant {
            steps.append(step)
            inner = arguments[0]
        }
        guard !steps.isEmpty else { return nil }
        var isParsed = false
        if case .call(let function, let arguments) = inner.kind, JSONLookup.parsers.contains(function.name) {
            inner = arguments[0]
            isParsed = true
        }
        switch (inner.kind, inner.type) {
        case (_, .string) where isParsed && inner.constant == nil: readsTexts = false
        case (.column(let place), .dynamic) where isText(place): readsTexts = isParsed
        default: return nil
        }
        source = inner
        self.steps = steps.reversed()
    }

    static let parsers: Set<String> = ["parse_json", "todynamic", "parsejson", "toobject"]

    /// The look as a call, of a text.
    func call(of text: BoundExpression) -> BoundExpression {
        let (steps, readsTexts) = (steps, readsTexts)
        let path = steps.map(\.json).joined(separator: ",")
        let function = ScalarFunction("json\(readsTexts ? "!" : "")[\(path)]", [.string], .exactly(.dynamic)) { _ in
            { input in
                let argument = input.arguments[0]
                let texts = StringBuffer.of(argument.column)
                var writer = Writer<Value>(capacity: input.count)
                for row in 0..<input.count {
                    writer.append(JSONLookup.value(texts, argument.place(row), steps, readsTexts))
                }
                return writer.finish()
            }
        }
        return BoundExpression(kind: .call(function, [text]), type: .dynamic)
    }

    private static func value(_ texts: StringBuffer, _ place: Int, _ steps: [Value], _ readsTexts: Bool) -> Value {
        guard let json = texts.json(place) else { return .null }
        if readsTexts, let text = json.string { return steps.reduce(ConversionFunctions.parse(text), ElementFunctions.element) }
        var view = json
        for step in steps {
            guard let next = element(of: view, step) else { return .null }
            view = next
        }
        return Value(view)
    }

    /// As `ElementFunctions.element` has it of values.
    private static func element(of view: JSONView, _ step: Value) -> JSONView? {
        if view.isObject { return step.string.flatMap(view.lastMember) }
        guard view.isArray, let index = index(step) else { return nil }
        let elements = view.elements
        let place = index < 0 ? index &+ Int64(elements.count) : index
        return place >= 0 && place < elements.count ? elements[Int(place)] : nil
    }

    private static func index(_ step: Value) -> Int64? {
        switch step {
        case .long(let index): index
        case .string(let text): Int64(text)
        default: nil
        }
    }
}

extension BoundExpression {
    /// The expression with every look into JSON as one call.
    /// - Parameter isText: whether a dynamic column is kept as JSON; it is read as text then.
    func lookingIntoJSON(_ isText: (Int) -> Bool) -> BoundExpression {
        if let look = JSONLookup(self, isText: isText) {
            var text = look.source.lookingIntoJSON(isText)
            text.type = .string
            return look.call(of: text)
        }
        guard case .call(let function, let arguments) = kind else { return self }
        return BoundExpression(kind: .call(function, arguments.map { $0.lookingIntoJSON(isText) }), type: type)
    }

    /// The dynamic columns of which more than looks into them is read.
    func collectWholeDynamics(into places: inout Set<Int>) {
        if let look = JSONLookup(self, isText: { _ in true }), look.source.type == .dynamic { return }
        switch kind {
        case .column(let place) where type == .dynamic: places.insert(place)
        case .call(_, let arguments): for argument in arguments { argument.collectWholeDynamics(into: &places) }
        case .column, .literal, .unread: break
        }
    }
}

extension [SQLColumn] {
    /// Reads dynamic columns as the text that the store keeps, where expressions over them only look into it.
    mutating func keepTexts(_ expressions: inout [BoundExpression]) {
        var whole = Set<Int>()
        for expression in expressions { expression.collectWholeDynamics(into: &whole) }
        let texts = Set(indices.filter { self[$0].type == .dynamic && self[$0].elements == nil && !whole.contains($0) })
        guard !texts.isEmpty else { return }
        expressions = expressions.map { $0.lookingIntoJSON(texts.contains) }
        for place in texts { self[place].type = .string }
    }
}
