internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What an alert shows, as lines: its processes as a tree where they say who started whom, everything else from cause to
/// effect.
struct AlertStory: Equatable {
    struct Line: Equatable {
        /// How far it stands in.
        var depth: Int
        /// The evidence that it is; `nil` for a process that is known by its child alone.
        var evidence: Int?
        var title: String
        var detail: String?
        var time: String?
    }

    private(set) var tree: [Line] = []
    private(set) var sequence: [Line] = []

    init(_ evidence: [Evidence]) {
        let processes = ProcessTree(evidence)
        tree = processes.lines
        let rest = evidence.indices.filter { tree.isEmpty || evidence[$0].kind != .process }
        sequence = rest.sorted { (AlertStory.rank(evidence[$0]), $0) < (AlertStory.rank(evidence[$1]), $1) }.map { index in
            Line(depth: 0, evidence: index, title: evidence[index].title, detail: AlertStory.detail(evidence[index]), time: nil)
        }
    }

    /// The attacker's things come first, the organisation's last.
    private static func rank(_ evidence: Evidence) -> Int {
        let roles = RoleSet(evidence.roles)
        if !roles.isDisjoint(with: .struck) { return 3 }
        if !roles.isDisjoint(with: .hostile) { return 0 }
        return evidence.entityKind.isAssetByNature ? 2 : 1
    }

    private static func detail(_ evidence: Evidence) -> String? {
        for path in ["fileDetails.filePath", "fileDetails.sha256", "processCommandLine", "osPlatform", "userAccount.displayName"]
        {
            guard let text = evidence.text(path), text != evidence.title else { continue }
            return path == "osPlatform" ? text.systemWords : text
        }
        return nil
    }
}

/// The processes of an alert by who started whom.
private struct ProcessTree {
    private(set) var lines: [AlertStory.Line] = []
    private let evidence: [Evidence]
    private var children: [Place: [Place]] = [:]

    /// A process that is evidence, or one that is known as a parent alone.
    private enum Place: Hashable {
        case evidence(Int)
        case parent(device: String, id: Int64, name: String)
    }

    init(_ evidence: [Evidence]) {
        self.evidence = evidence
        let processes = evidence.indices.filter { evidence[$0].kind == .process }
        var byID: [String: Int] = [:]
        for index in processes {
            if let id = evidence[index].fields["processId"]?.integer { byID[name(index, id)] = byID[name(index, id)] ?? index }
        }
        var roots: [Place] = []
        var hasParents = false
        for index in processes {
            guard let parent = evidence[index].fields["parentProcessId"]?.integer else {
                roots.append(.evidence(index))
                continue
            }
            hasParents = true
            let place: Place
            if let known = byID[name(index, parent)], known != index {
                place = .evidence(known)
            } else {
                place = .parent(
                    device: evidence[index].text("mdeDeviceId") ?? "", id: parent,
                    name: evidence[index].text("parentProcessImageFile.fileName") ?? "process \(parent)")
                if children[place] == nil { roots.append(place) }
            }
            children[place, default: []].append(.evidence(index))
        }
        guard hasParents else { return }
        var seen: Set<Place> = []
        for root in roots { add(root, depth: 0, &seen) }
        // Processes that claim to have started each other hang on no root.
        for index in processes where !seen.contains(.evidence(index)) { add(.evidence(index), depth: 0, &seen) }
    }

    private func name(_ index: Int, _ id: Int64) -> String { "\(id)@\(evidence[index].text("mdeDeviceId") ?? "")" }

    private mutating func add(_ root: Place, depth: Int, _ seen: inout Set<Place>) {
        // A list instead of recursion: a hostile record may be as deep as it is long.
        var open: [(place: Place, depth: Int)] = [(root, depth)]
        while let next = open.popLast() {
            guard seen.insert(next.place).inserted else { continue }
            lines.append(line(next.place, depth: next.depth))
            open += (children[next.place] ?? []).reversed().map { ($0, next.depth + 1) }
        }
    }

    private func line(_ place: Place, depth: Int) -> AlertStory.Line {
        switch place {
        case .evidence(let index):
            let process = evidence[index]
            let command = process.text("processCommandLine")
            let image = process.text("imageFile.fileName")
            return AlertStory.Line(
                depth: depth, evidence: index, title: image ?? command ?? process.title, detail: image == nil ? nil : command,
                time: process.text("processCreationDateTime").flatMap { Timestamp($0) }?.second)
        case .parent(_, let id, let name):
            return AlertStory.Line(
                depth: depth, evidence: nil, title: name, detail: "process \(id), by what it started", time: nil)
        }
    }
}

extension Evidence {
    /// The sort of thing that it is; where its own kind does not say it, what its key says.
    var entityKind: EntityKind {
        switch kind {
        case .device, .ioTDevice: .device
        case .user: .user
        case .mailbox: .mailbox
        case .ip: .ip
        case .process: .process
        case .file, .fileHash, .malware: .file
        case .url: .url
        default: entityKeys(scope: "").first?.kind ?? .other
        }
    }
}

extension Timestamp {
    /// `2026-05-04 12:30:15` in UTC.
    var second: String { rfc3339.prefix(19).replacing("T", with: " ") + " UTC" }
}
