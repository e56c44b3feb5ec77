/// What a product's values mean here: words, whatever their case, and ranges of numbers (`0..3`, `12..`, `..2`).
struct MappingTable {
    private var words: [String: String] = [:]
    private var ranges: [(range: ClosedRange<Double>, text: String)] = []
    private var otherwise: String?

    init(_ node: MappingNode, otherwise: MappingNode?) throws(IngestionError) {
        for (key, value) in try node.entries("map") {
            let text = try value.text("a value of map")
            if let dots = MappingTable.dots(in: key) {
                guard let range = MappingTable.range(key[..<dots.lowerBound], key[dots.upperBound...]) else {
                    throw value.error("'\(key)' is no range of numbers; write 0..3, 12.. or ..2")
                }
                ranges.append((range, text))
            } else {
                words[key.lowercased()] = text
            }
        }
        self.otherwise = try otherwise?.text("otherwise")
    }

    private static func dots(in key: String) -> Range<String.Index>? {
        for start in key.indices where key[start...].hasPrefix("..") {
            return start..<key.index(start, offsetBy: 2)
        }
        return nil
    }

    private static func range(_ low: Substring, _ high: Substring) -> ClosedRange<Double>? {
        let low = low.isEmpty ? -Double.infinity : Double(low)
        let high = high.isEmpty ? Double.infinity : Double(high)
        guard let low, let high, low <= high else { return nil }
        return low...high
    }

    /// The meaning of a text; `otherwise` where it has none here, else the text itself.
    func text(for text: String) -> String {
        if !words.isEmpty, let word = words[text] ?? words[text.lowercased()] { return word }
        if !ranges.isEmpty, MappingTable.mayBeNumber(text), let number = Double(text),
            let hit = ranges.first(where: { $0.range.contains(number) })
        {
            return hit.text
        }
        return otherwise ?? text
    }

    /// Spares words the attempt to read them as numbers.
    private static func mayBeNumber(_ text: String) -> Bool {
        text.utf8.first.map { $0 <= UInt8(ascii: "9") } ?? false
    }
}
