internal import CaseStore
internal import Primitives
internal import SecurityModel

/// A process as one alert tells it: what ran, started by what, on which device and as whom.
struct ProcessRun {
    let alert: Alert
    /// Where it stands among the alert's evidence.
    let place: Int
    let process: Evidence
    let device: Evidence?

    /// - Returns: `nil` where that piece of evidence is no process.
    init?(_ alert: Alert, at place: Int) {
        let evidence = alert.report.evidence
        guard evidence.indices.contains(place), evidence[place].kind == .process else { return nil }
        (self.alert, self.place, process) = (alert, place, evidence[place])
        let machine = evidence[place].text("mdeDeviceId")
        let devices = evidence.filter { $0.kind == .device }
        device = devices.first { machine != nil && $0.text("mdeDeviceId") == machine } ?? devices.first
    }

    var name: String { process.text("imageFile.fileName") ?? process.title }
    var commandLine: String? { process.text("processCommandLine") }
    /// `explorer.exe, process 4312`, of what started it; `nil` where the alert does not say.
    var parent: String? {
        let number = process.fields["parentProcessId"]?.integer.map { "process \($0)" }
        let parts = [process.text("parentProcessImageFile.fileName"), number].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    var account: String? {
        process.text("userAccount.userPrincipalName") ?? process.text("userAccount.accountName")
    }

    /// When it started; where the alert does not say, when what the alert tells began.
    var started: Timestamp {
        process.text("processCreationDateTime").flatMap { Timestamp($0) } ?? alert.report.firstActivity
    }

    var address: String { ProcessRun.address(of: place, in: alert.id) }

    static func address(of place: Int, in alert: AlertID) -> String { "/alerts/\(alert)/processes/\(place)" }

    /// Whether it is the same program with the same command line, wherever it ran.
    func isLike(_ other: ProcessRun) -> Bool {
        name.lowercased() == other.name.lowercased() && commandLine?.lowercased() == other.commandLine?.lowercased()
    }

    /// The keys of its program.
    func program(scope: String) -> [EntityKey] { process.entityKeys(scope: scope).filter { $0.kind == .file } }
}
