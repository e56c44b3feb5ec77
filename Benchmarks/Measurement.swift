internal import Primitives

/// Times of many runs of one thing, in milliseconds.
struct Measurement {
    let name: String
    private let times: [Double]

    init(_ name: String, _ times: [Double]) {
        self.name = name
        self.times = times.sorted()
    }

    var runs: Int { times.count }
    var maximum: Double { times.last ?? 0 }

    /// The time that a share of the runs stayed below.
    func percentile(_ share: Double) -> Double {
        times.isEmpty ? 0 : times[min(times.count - 1, Int(Double(times.count) * share))]
    }

    var json: JSONValue {
        [
            "name": .string(name), "runs": .integer(Int64(runs)), "p50": .number(percentile(0.5)),
            "p95": .number(percentile(0.95)), "max": .number(maximum),
        ]
    }
}

extension Swift.Duration {
    var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }
}

/// What one benchmark found: single figures, then measurements.
struct Findings {
    var figures: [(name: String, value: Double, unit: String)] = []
    var measurements: [Measurement] = []

    var json: JSONValue {
        let figures = figures.map { figure -> JSONValue in
            ["name": .string(figure.name), "value": .number(figure.value), "unit": .string(figure.unit)]
        }
        return ["figures": .array(figures), "measurements": .array(measurements.map(\.json))]
    }

    var table: String {
        let width = (figures.map(\.name.count) + measurements.map(\.name.count)).max() ?? 0
        var lines = figures.map { padded($0.name, width) + number($0.value) + " " + $0.unit }
        lines.append(
            padded("", width)
                + ["p50 ms", "p95 ms", "max ms", "runs"].map { String(repeating: " ", count: 10 - $0.count) + $0 }.joined())
        for row in measurements {
            lines.append(
                padded(row.name, width) + number(row.percentile(0.5)) + number(row.percentile(0.95)) + number(row.maximum)
                    + number(Double(row.runs), digits: 0))
        }
        return lines.joined(separator: "\n")
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: width - text.count)
    }

    private func number(_ value: Double, digits: Int = 2) -> String {
        let scale = digits == 0 ? 1.0 : 100.0
        let rounded = (value * scale).rounded() / scale
        let text = digits == 0 ? String(Int(rounded)) : "\(rounded)"
        return String(repeating: " ", count: max(1, 10 - text.count)) + text
    }
}
