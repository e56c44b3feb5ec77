@testable import KQL
import SeededRandom

/// Rows with everything that is hard: texts of several scripts and in both cases, terms inside and beside others, numbers at the
/// edges, values that are missing.
enum GeneratedTables {
    static let events = Schema([
        Field("Timestamp", .datetime), Field("Id", .long), Field("Device", .string), Field("File", .string),
        Field("Line", .string), Field("Size", .long), Field("Code", .int), Field("Flag", .bool), Field("Score", .real),
        Field("Extra", .dynamic),
    ])
    static let devices = Schema([
        Field("Device", .string), Field("Owner", .string), Field("Rank", .long), Field("Seen", .datetime),
    ])

    static let start: Int64 = 639_000_000_000_000_000
    static let names = ["host-1", "HOST-1", "host-2", "srv", "", "ärger", "ÄRGER", "İstanbul", "host_3", "K9", "\u{212A}9"]
    static let files = ["cmd.exe", "CMD.EXE", "powershell.exe", "a b", "", "Straße", "STRASSE", "naïve.dll", "x'y", "100%"]
    static let words = [
        "certutil", "CertUtil", "cert", "-enc", "http://x.y", "a_b", "ab", "it's", "日本", "é", "É", "mimikatz", "\"q\"", "\t", "1",
    ]

    static func events(_ count: Int, _ random: inout SeededGenerator) -> Table {
        Table(
            events,
            rows: (0..<count).map { row in
                let line = (0..<random.below(6)).map { _ in words[random.below(words.count)] }
                return [
                    .datetime(start + Int64(row) * 37_000_000 * Int64(1 + random.below(2))), .long(Int64(row)),
                    .string(names[random.below(names.count)]), .string(files[random.below(files.count)]),
                    .string(line.joined(separator: random.chance(0.8) ? " " : "_")),
                    random.chance(0.2) ? .null : .long(size(&random)),
                    random.chance(0.2) ? .null : .long(Int64(random.below(5)) - 2),
                    random.chance(0.2) ? .null : .bool(random.chance(0.5)),
                    random.chance(0.2) ? .null : .real(Double(random.below(9)) / 4 - 1),
                    extra(&random),
                ]
            })
    }

    private static func size(_ random: inout SeededGenerator) -> Int64 {
        if random.chance(0.02) { return random.chance(0.5) ? .max : .min }
        return Int64(random.below(40)) - 10
    }

    private static func extra(_ random: inout SeededGenerator) -> Value {
        if random.chance(0.2) { return .null }
        let member = Value.long(Int64(random.below(4)))
        if random.chance(0.2) { return .array([member, .string("x")]) }
        return .bag(Bag([("n", member), ("t", .string(files[random.below(files.count)]))]))
    }

    static func devices(_ random: inout SeededGenerator) -> Table {
        Table(
            devices,
            rows: (0..<12).map { row in
                [
                    .string(names[random.below(names.count)]), .string("owner \(row)"),
                    random.chance(0.3) ? .null : .long(Int64(random.below(6)) - 2), .datetime(start + Int64(row) * 900_000_000),
                ]
            })
    }
}
