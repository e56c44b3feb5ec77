internal import CaseStore
internal import Flow
internal import GraphAPI
internal import Primitives

/// What other settings of correlation would have made of the stored alerts. Nothing is changed by asking.
struct WhatIf {
    /// One incident of now, and where its alerts would be.
    struct Line {
        /// By the number that people know.
        var number: String
        var name: String
        var now: String
        /// Its alerts in parts; together they are all of them.
        var parts: [String]
    }

    /// Alerts that are correlated anew for a page; the command line does it for any number.
    static let mostAlerts: Int64 = 200_000
    /// Incidents that are shown, at most; and parts of each.
    static let most = 60
    static let mostParts = 5

    var problem: String?
    var totals: String?
    var lines: [Line] = []
    var notes: [String] = []

    init(problem: String) { self.problem = problem }

    /// - Parameter text: a setting a line, as `noveltyBits = 4`.
    init(_ text: String, _ services: APIServices) async throws {
        guard try await services.store.read({ try $0.lastAlert() }) <= WhatIf.mostAlerts else {
            self.init(
                problem: "There are more than \(Amount.grouped(WhatIf.mostAlerts)) alerts; ask on the server: "
                    + "watchfloor replay --stored --setting name=value")
            return
        }
        do {
            let policy = try CorrelationSettings.policy(try WhatIf.settings(text))
            self.init(try await HistoryReplay(other: policy).run(services.store))
        } catch let error as CorrelationSettingsError {
            self.init(problem: "\(error)")
        } catch let error as BadLine {
            self.init(problem: "'\(error.line)' is no setting: write a name, '=' and a value, as noveltyBits = 4")
        }
    }

    struct BadLine: Error { var line: String }

    static func settings(_ text: String) throws(BadLine) -> JSONObject {
        var settings = JSONObject()
        for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
            let parts = line.split(separator: "=", maxSplits: 1).map { String($0.filter { !$0.isWhitespace }) }
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { throw BadLine(line: String(line)) }
            // A number or a flag is itself; anything else, `30m` say, is text.
            settings[parts[0]] = (try? JSONValue(parsing: parts[1])) ?? .string(parts[1])
        }
        return settings
    }

    init(_ difference: ReplayDifference) {
        totals =
            "\(Amount.text(Int64(difference.alertCount), "alert")): \(Amount.grouped(Int64(difference.before.onQueue))) of "
            + "\(Amount.text(Int64(difference.before.incidents), "incident")) stand on the queue; it would be "
            + "\(Amount.grouped(Int64(difference.after.onQueue))) of \(Amount.grouped(Int64(difference.after.incidents)))."
        lines = difference.fates.prefix(WhatIf.most).map(WhatIf.line)
        if difference.isEmpty { notes.append("Nothing would differ.") }
        if difference.fates.count > lines.count {
            notes.append(
                "\(Amount.text(Int64(difference.fates.count - lines.count), "more incident")) of the queue would change.")
        }
        if difference.changesOffQueue > 0 {
            notes.append("\(Amount.text(Int64(difference.changesOffQueue), "change")) among alerts that are kept off the queue.")
        }
        if difference.decisionsLeftOut > 0 {
            notes.append("\(Amount.text(Int64(difference.decisionsLeftOut), "decision")) of people would have no counterpart.")
        }
    }

    private static func line(_ fate: ReplayDifference.Fate) -> Line {
        var parts = fate.parts.prefix(mostParts).map { part($0, isAll: fate.parts.count == 1) }
        if fate.parts.count > mostParts {
            let rest = fate.parts.dropFirst(mostParts)
            let alerts = Amount.text(Int64(rest.reduce(0) { $0 + $1.alerts }), "alert")
            parts.append("\(alerts) in \(Amount.text(Int64(rest.count), "other incident"))")
        }
        return Line(
            number: "\(fate.incident.number)", name: fate.incident.title,
            now: "\(Amount.text(Int64(fate.incident.alertCount), "alert")), \(place(fate.incident))", parts: parts)
    }

    private static func part(_ part: ReplayDifference.Fate.Part, isAll: Bool) -> String {
        let alerts = isAll ? "all of them" : Amount.text(Int64(part.alerts), "alert")
        let company = Amount.list(part.company.map { "#\($0)" })
        let home =
            part.company.isEmpty
            ? "by \(part.alerts == 1 ? "itself" : "themselves")"
            : "with alerts of \(company), \(Amount.grouped(Int64(part.target.alertCount))) in all"
        return "\(alerts) \(home), \(place(part.target))"
    }

    private static func place(_ side: ReplayDifference.Side) -> String {
        side.rank.map { "number \($0) on the queue" } ?? "off the queue"
    }
}
