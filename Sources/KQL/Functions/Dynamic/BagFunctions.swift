/// Functions over property bags.
enum BagFunctions {
    static let all: [ScalarFunction] =
        ["bag_pack", "pack", "pack_dictionary"].map { pack($0, drops: false) } + [pack("bag_pack_present", drops: true)] + others

    private static func pack(_ name: String, drops: Bool) -> ScalarFunction {
        .values(name, [.any, .any], required: 0, isVariadic: true, .exactly(.dynamic)) { values in
            var bag = Bag()
            for index in stride(from: 0, to: values.count - 1, by: 2) {
                let value = values[index + 1]
                if drops, value.isNull || value == .string("") { continue }
                bag[values[index].text] = value
            }
            return try Value.bag(bag).bounded()
        }
    }

    private static let others: [ScalarFunction] = [
        .map("bag_keys") { (value: Value) -> Value? in value.bag.map { .array($0.keys.map(Value.string)) } ?? .null },
        .values("bag_has_key", [.dynamic, .string], .exactly(.bool)) { values in
            guard values[0].bag != nil || values[0].array != nil else { return .bool(false) }
            return .bool(path(values[1].text).map { has(values[0], $0[...]) } ?? false)
        },
        .values("bag_merge", [.dynamic], isVariadic: true, .exactly(.dynamic)) { values in
            try CollectionAggregates.merged(values)
        },
        .map("bag_remove_keys") { (value: Value, keys: Value) -> Value? in
            guard value.bag != nil else { return value }
            return (keys.array ?? []).compactMap { path($0.text) }.reduce(value) { removing($1[...], from: $0) }
        },
        .values("bag_set_key", [.dynamic, .string, .any], .exactly(.dynamic)) { values in
            guard values[0].bag != nil, let path = path(values[1].text) else { return .null }
            return try setting(path[...], to: values[2], in: values[0]).bounded()
        },
        .map("bag_zip") { (keys: Value, values: Value) -> Value? in
            guard let keys = keys.array, let values = values.array else { return .null }
            let members = keys.enumerated().filter { $0.element.string != nil }.map { index, key in
                (key.text, index < values.count ? values[index] : .null)
            }
            return try Value.bag(Bag(members)).bounded()
        },
        .map("treepath") { (value: Value) -> Value? in try TreePaths.of(value) },
    ]

    /// A name as it is, or a path that begins with `$`.
    private static func path(_ text: String) -> [Value]? {
        text.hasPrefix("$") ? JSONPath(text)?.steps : [.string(text)]
    }

    private static func has(_ value: Value, _ path: ArraySlice<Value>) -> Bool {
        guard let step = path.first else { return true }
        switch (value, step) {
        case (.bag(let bag), .string(let name)): return bag[name].map { has($0, path.dropFirst()) } ?? false
        case (.array(let elements), .long(let index)):
            guard elements.indices.contains(Int(clamping: index)) else { return false }
            return has(elements[Int(index)], path.dropFirst())
        default: return false
        }
    }

    private static func removing(_ path: ArraySlice<Value>, from value: Value) -> Value {
        guard case .bag(var bag) = value, let name = path.first?.string else { return value }
        if path.count == 1 {
            bag[name] = nil
        } else if let member = bag[name] {
            bag[name] = removing(path.dropFirst(), from: member)
        }
        return .bag(bag)
    }

    private static func setting(_ path: ArraySlice<Value>, to new: Value, in value: Value) -> Value {
        guard let step = path.first else { return new }
        switch (value, step) {
        case (.array(var elements), .long(let index)):
            let place = Int(clamping: index)
            if elements.indices.contains(place) {
                elements[place] = setting(path.dropFirst(), to: new, in: elements[place])
            } else if place == elements.count {
                elements.append(setting(path.dropFirst(), to: new, in: .null))
            }
            return .array(elements)
        case (_, .string(let name)):
            var bag = value.bag ?? Bag()
            bag[name] = setting(path.dropFirst(), to: new, in: bag[name] ?? .null)
            return .bag(bag)
        default: return value
        }
    }
}
