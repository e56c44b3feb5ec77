import Primitives
import SecurityModel
import Testing

/// The names of enumerations are what clients see: they are Graph's, letter by letter.
@Suite struct SpellingTests {
    private func check<Member: WireEnum>(_: Member.Type, _ names: String, _ aliases: [String: String] = [:]) {
        let names = names.split(separator: " ").map(String.init)
        #expect(Member.allCases.map(\.name) == names)
        for name in names {
            for spelling in [name, name.uppercased(), name.lowercased()] {
                #expect(Member(name: spelling)?.name == name, "\(spelling)")
            }
        }
        #expect(Member.aliases.mapValues(\.name) == aliases)
        for (alias, name) in aliases { #expect(Member(name: alias.uppercased())?.name == name, "\(alias)") }
        for wrong in ["", " ", "unknownFutureValue", "x"] { #expect(Member(name: wrong) == nil, "\(wrong)") }
    }

    @Test func alerts() {
        check(AlertStatus.self, "unknown new inProgress resolved")
        check(
            AlertSeverity.self, "unknown informational low medium high",
            ["info": "informational", "critical": "high", "moderate": "medium"])
        check(Classification.self, "unknown falsePositive truePositive informationalExpectedActivity")
        check(
            Determination.self,
            """
            unknown apt malware securityPersonnel securityTesting unwantedSoftware other multiStagedAttack compromisedAccount \
            phishing maliciousUserActivity notMalicious notEnoughDataToValidate confirmedActivity lineOfBusinessApplication
            """,
            [
                "compromiseduser": "compromisedAccount", "clean": "notMalicious", "insufficientdata": "notEnoughDataToValidate",
                "confirmeduseractivity": "confirmedActivity",
            ])
        check(
            InvestigationState.self,
            """
            unknown terminated successfullyRemediated benign failed partiallyRemediated running pendingApproval pendingResource \
            queued innerFailure preexistingAlert unsupportedOs unsupportedAlertType suppressedAlert partiallyInvestigated \
            terminatedByUser terminatedBySystem
            """)
    }

    @Test func incidentsAndEvidence() {
        check(IncidentStatus.self, "active inProgress awaitingAction resolved redirected", ["new": "active"])
        check(
            EvidenceRole.self,
            """
            unknown contextual scanned source destination created added compromised edited attacked attacker commandAndControl \
            loaded suspicious policyViolator
            """)
        check(EvidenceVerdict.self, "unknown suspicious malicious noThreatsFound", ["clean": "noThreatsFound"])
        check(
            RemediationStatus.self,
            """
            none remediated prevented blocked notFound active pendingApproval declined unremediated running partiallyRemediated
            """)
        check(CriticalAsset.Level.self, "none low medium high veryHigh")
    }

    @Test func openSetsHaveGraphsMembers() {
        #expect(ServiceSource.graphMembers.count == 14 && Set(ServiceSource.graphMembers).count == 14)
        #expect(DetectionSource.graphMembers.count == 38 && Set(DetectionSource.graphMembers).count == 38)
        for source in [DetectionSource.unknown, .manual, .antivirus, .customDetection, .scheduledAlerts] {
            #expect(DetectionSource.graphMembers.contains(source.name))
        }
    }

    @Test(
        arguments: [
            (-1, AlertSeverity.unknown), (0, .unknown), (1, .informational), (21.9, .informational), (22, .low), (47.9, .low),
            (48, .medium),
            (73.9, .medium), (74, .high), (100, .high), (1000, .high),
        ] as [(Double, AlertSeverity)])
    func scoresBecomeSeverities(_ score: Double, _ severity: AlertSeverity) {
        #expect(AlertSeverity(score: score) == severity)
    }

    /// The determinations that are offered with each classification, in their order.
    @Test func determinationsOfClassifications() {
        #expect(Classification.unknown.determinations == [.unknown])
        #expect(
            Classification.truePositive.determinations == [
                .multiStagedAttack, .maliciousUserActivity, .compromisedAccount, .malware, .phishing, .unwantedSoftware, .apt,
                .other,
                .unknown,
            ])
        #expect(
            Classification.informationalExpectedActivity.determinations == [
                .securityTesting, .lineOfBusinessApplication, .confirmedActivity, .securityPersonnel, .other, .unknown,
            ])
        #expect(Classification.falsePositive.determinations == [.notMalicious, .notEnoughDataToValidate, .other, .unknown])
        let offered = Set(Classification.allCases.flatMap(\.determinations))
        #expect(offered == Set(Determination.allCases))
    }

    @Test func identifiersOfTheWire() {
        #expect(AlertID("al17")?.number == 17 && AlertID(17).description == "al17" && IncidentID("9")?.number == 9)
        for wrong in ["", "al", "al0", "al-1", "17", "al1x", "AL1", "al 1"] { #expect(AlertID(wrong) == nil, "\(wrong)") }
        for wrong in ["", "0", "-1", "x", "1.5", " 1"] { #expect(IncidentID(wrong) == nil, "\(wrong)") }
    }

    @Test(
        arguments: [
            ("al17", 17), ("AL17", 17), ("17", 17), ("Alert 17", 17), ("alert al17", 17), ("", nil), ("al", nil), ("al0", nil),
            ("-3", nil), ("Alert x", nil), ("17 alerts", nil),
        ] as [(String, Int64?)])
    func alertsAreFoundByWhatPeopleWrite(text: String, number: Int64?) {
        #expect(AlertID(written: text)?.number == number)
    }

    @Test(
        arguments: [
            ("357", 357, false), ("#357", 357, true), ("incident 357", 357, true), ("Incident #357", 357, true),
            ("INC-357", 357, true), ("inc 357", 357, true), ("incident", nil, false), ("#", nil, false), ("#x", nil, false),
            ("inc-", nil, false), ("-357", nil, false), ("incident 357 of May", nil, false), ("", nil, false),
        ] as [(String, Int64?, Bool)])
    func incidentsAreFoundByWhatPeopleWrite(text: String, number: Int64?, isCalled: Bool) {
        #expect(IncidentID(written: text)?.number == number)
        #expect(IncidentID(called: text)?.number == (isCalled ? number : nil))
    }

    /// What people wrote where an alert came from; what says nothing is none.
    @Test func commentsThatCameWithAnAlertAreRead() throws {
        var report = AlertReport(source: "xdr", title: "A", activity: Timestamp("2026-05-01T10:00:00Z") ?? .distantPast)
        #expect(report.sourceComments.isEmpty)
        report.additionalData[AlertReport.commentsField] = [
            ["comment": "One", "createdByDisplayName": "Ana", "createdDateTime": "2026-05-02T08:00:00Z"],
            ["comment": "  "], "text", ["comment": "Two"],
        ]
        let comments = report.sourceComments
        #expect(comments.map(\.text) == ["One", "Two"] && comments.map(\.author) == ["Ana", ""])
        #expect(comments.map(\.id) == [-1, -2])
        #expect(comments.map(\.created.rfc3339) == ["2026-05-02T08:00:00Z", "2026-05-01T10:00:00Z"])
        report.additionalData[AlertReport.commentsField] = "three"
        #expect(report.sourceComments.isEmpty)
    }
}
