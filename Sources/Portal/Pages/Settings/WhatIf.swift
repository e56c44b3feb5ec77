internal import CaseStore
internal import Flow
internal import GraphAPI
internal import Primitives

/// What other settings of correlation would have made of the stored alerts. Nothing is changed by asking.
struct WhatIf {
    struct Line {
        var what: String
        /// The incident by the number that people know.
        var number: String
        var name: String
        var text: String
    }

    /// Alerts that are correlated anew for a page; the command line does it for any number.
    static let mostAlerts: Int64 = 200_000
    /// Changes that are shown, at most.
    static let most = 60

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
        lines = difference.changes.prefix(WhatIf.most).map(WhatIf.line)
        if difference.isEmpty { notes.append("Nothing would differ.") }
        if difference.changes.count > lines.count {
            notes.append("\(Amount.grouped(Int64(difference.changes.count - lines.count))) more changes to the queue.")
        }
        if difference.changesOffQueue > 0 {
            notes.append("\(Amount.text(Int64(difference.changesOffQueue), "change")) among routine alerts off the queue.")
        }
        if difference.decisionsLeftOut > 0 {
            notes.append("\(Amount.text(Int64(difference.decisionsLeftOut), "decision")) of people would have no counterpart.")
        }
    }

    private static func line(_ change: ReplayDifference.Change) -> Line {
        switch change {
        case .merged(let sources, let target):
            let others = sources.dropFirst().map { "#\($0.number)" }
            let first = sources.first
            return Line(
                what: "Merged", number: first.map { "\($0.number)" } ?? "", name: first?.title ?? "",
                text:
                    "with \(Amount.list(Array(others))) into one of \(Amount.text(Int64(target.alertCount), "alert")), \(place(target))"
            )
        case .split(let source, let targets):
            return Line(
                what: "Split", number: "\(source.number)", name: source.title,
                text: "into \(Amount.grouped(Int64(targets.count))): "
                    + Amount.list(targets.map { "\(Amount.text(Int64($0.alertCount), "alert")) \(place($0))" }))
        case .appears(let side, let before):
            return Line(what: "Appears", number: "\(before.number)", name: before.title, text: "it would be \(place(side))")
        case .leaves(let side, _):
            return Line(
                what: "Leaves", number: "\(side.number)", name: side.title, text: "it is \(place(side)) and would not be on it")
        case .ranked(let side, let after):
            return Line(
                what: "Moves", number: "\(side.number)", name: side.title, text: "\(place(side)), would be \(place(after))")
        }
    }

    private static func place(_ side: ReplayDifference.Side) -> String {
        side.rank.map { "number \($0) on the queue" } ?? "off the queue"
    }
}
