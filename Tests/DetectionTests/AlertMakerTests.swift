@testable import Detection
import Primitives
import SecurityModel
import Testing

/// Alerts out of rows.
@Suite struct AlertMakerTests {
    private static let end = Timestamp(unixSeconds: Int64(1_777_888_800))
    private static let window = DetectionWindow(after: end - .hours(1), through: end, start: end - .hours(1))

    private static func row(_ number: Int, device: String = "ws1", account: String = #"CORP\alice"#) -> DetectionRow {
        DetectionRow([
            "Timestamp": .string((end - .minutes(Int64(number))).rfc3339), "DeviceName": .string(device),
            "AccountName": .string(account), "RemoteIP": "203.0.113.9", "N": .integer(Int64(number)), "Sev": "High",
        ])
    }

    private static func rule(_ change: (inout JSONObject) -> Void = { _ in }) throws -> DetectionRule {
        var properties: JSONObject = ["displayName": "Title", "description": "Text", "query": "E", "severity": "Low"]
        change(&properties)
        return try DetectionRule(properties: properties)
    }

    private static func outcome(
        _ rule: DetectionRule, _ rows: [DetectionRow], known: Set<String> = [], name: String = "r"
    ) -> AlertMaker.Outcome {
        AlertMaker(rule, named: name, columns: ["Timestamp", "DeviceName", "AccountName", "RemoteIP"])
            .alerts(of: rows, in: window, known: known)
    }

    private static func grouping(_ kind: String) throws -> DetectionRule {
        try rule { $0["eventGroupingSettings"] = ["aggregationKind": .string(kind)] }
    }

    @Test(arguments: [
        ("GreaterThan", 2, [false, false, false, true]), ("LessThan", 1, [true, false, false, false]),
        ("Equal", 2, [false, false, true, false]), ("NotEqual", 0, [false, true, true, true]),
    ])
    func thresholds(_ word: String, number: Int64, made: [Bool]) throws {
        let rule = try Self.rule {
            $0["triggerOperator"] = .string(word)
            $0["triggerThreshold"] = .integer(number)
        }
        for (rows, isMade) in made.enumerated() {
            #expect(Self.outcome(rule, (0..<rows).map { Self.row($0) }).alerts.isEmpty != isMade, "\(rows) rows")
        }
    }

    @Test func aggregations() throws {
        let rows = [Self.row(1), Self.row(2), Self.row(3, device: "ws2")]
        #expect(Self.outcome(try Self.grouping("SingleAlert"), rows).alerts.map(\.rows) == [3])
        #expect(Self.outcome(try Self.grouping("AlertPerResult"), rows).alerts.map(\.rows) == [1, 1, 1])
        #expect(Self.outcome(try Self.grouping("AlertPerEntity"), rows).alerts.map(\.rows) == [2, 1])
    }

    @Test func theLastAlertOfALargeRunSummarises() throws {
        let rows = (0..<200).map { Self.row($0) }
        let alerts = Self.outcome(try Self.grouping("AlertPerResult"), rows).alerts
        #expect(alerts.count == DetectionPolicy.alertsOfRun && alerts.last?.rows == 51)
        #expect(alerts.reduce(0) { $0 + $1.rows } == 200 && Set(alerts.map(\.id)).count == alerts.count)
        let continuous = try Self.rule {
            $0["kind"] = "NRT"
            $0["eventGroupingSettings"] = ["aggregationKind": "AlertPerResult"]
        }
        #expect(Self.outcome(continuous, rows).alerts.count == DetectionPolicy.alertsOfContinuousRun)
    }

    /// The same rows make no second alert, in this run or in one that looks at them again.
    @Test func rowsMakeAlertsOnce() throws {
        let rule = try Self.grouping("AlertPerResult")
        let first = Self.outcome(rule, [Self.row(1), Self.row(1), Self.row(2)])
        #expect(first.alerts.count == 2 && first.rows == 3)
        let second = Self.outcome(rule, [Self.row(1), Self.row(2), Self.row(3)], known: Set(first.fingerprints))
        #expect(second.alerts.count == 1 && second.fingerprints.count == 1)
        #expect(Self.outcome(try Self.rule(), [Self.row(1)], known: Set(first.fingerprints)).alerts.isEmpty)
        // The same run makes the same alerts, another rule others.
        #expect(Self.outcome(rule, [Self.row(2)]).alerts.map(\.id) == [first.alerts[1].id])
        #expect(Self.outcome(rule, [Self.row(2)], name: "other").alerts.map(\.id) != [first.alerts[1].id])
    }

    @Test func columnsNameEntities() throws {
        let alert = try #require(Self.outcome(try Self.rule(), [Self.row(1)]).alerts.first)
        #expect(
            alert.entities.map { JSONValue.object($0).text } == [
                #"{"Type":"host","HostName":"ws1"}"#, #"{"Type":"account","Name":"CORP\\alice"}"#,
                #"{"Type":"ip","Address":"203.0.113.9"}"#,
            ])
        let mapped = try Self.rule {
            $0["entityMappings"] = [
                ["entityType": "Host", "fieldMappings": [["identifier": "FullName", "columnName": "DeviceName"]]],
                ["entityType": "Account", "fieldMappings": [["identifier": "NTDomain", "columnName": "DeviceName"]]],
                ["entityType": "IP", "fieldMappings": [["identifier": "Address", "columnName": "Absent"]]],
            ]
        }
        // A domain alone names no account.
        #expect(
            Self.outcome(mapped, [Self.row(1)]).alerts.first?.entities.map { JSONValue.object($0).text }
                == [#"{"Type":"host","HostName":"ws1"}"#])
    }

    @Test func rowsSayTheAlert() throws {
        let rule = try Self.rule {
            $0["alertDetailsOverride"] = [
                "alertDisplayNameFormat": "{{ N }} on {{DeviceName}}{{Absent}}", "alertDescriptionFormat": "{{RemoteIP}} {{",
                "alertSeverityColumnName": "Sev", "alertDynamicProperties": [["alertProperty": "AlertLink", "value": "N"]],
            ]
            $0["customDetails"] = ["who": "AccountName", "number": "N", "absent": "Absent"]
        }
        let alert = try #require(Self.outcome(rule, [Self.row(4), Self.row(9)]).alerts.first)
        #expect(alert.title == "4 on ws1" && alert.description == "203.0.113.9 {{" && alert.severity == .high)
        #expect(alert.firstActivity == Self.end - .minutes(9) && alert.lastActivity == Self.end - .minutes(4))
        #expect(
            JSONValue.object(alert.customDetails).text == #"{"who":"CORP\\alice","number":["4","9"]}"#)
        #expect(alert.properties["AlertLink"] == .integer(4))
        let record = alert.record(of: rule, named: "r")
        #expect(record["SystemAlertId"]?.string == alert.id && alert.id.hasPrefix("ed"))
        #expect(record["ExtendedProperties"]?["Analytic Rule Ids"] == ["r"])
    }

    /// An alert that is to create no incident says so where its format looks.
    @Test(arguments: [("{}", false), (#"{"createIncident":true}"#, false), (#"{"createIncident":false}"#, true)])
    func alertsMayStayApart(_ configuration: String, isApart: Bool) throws {
        let rule = try Self.rule { $0["incidentConfiguration"] = try? JSONValue(parsing: configuration) }
        let alert = try #require(Self.outcome(rule, [Self.row(1)]).alerts.first)
        #expect(alert.record(of: rule, named: "r")["Description"]?.string == (isApart ? "Text\n#DONT_CORR#" : "Text"))
    }

    @Test func longTextsAreCut() {
        let text = AlertTemplate("{{N}}").text(DetectionRow(["N": .string(String(repeating: "ä", count: 300))]), bytes: 256)
        #expect(text.utf8.count <= 256 && text.hasSuffix("ä…"))
    }
}
