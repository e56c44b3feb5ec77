internal import Events

/// The columns of `SecurityEvent` that put several fields together.
struct SecurityEventColumns: Sendable {
    private let account, accountType, activity, logonTypeName, process, subjectAccount, targetAccount: Int
    private let subject: (domain: Int, name: Int)
    private let target: (domain: Int, name: Int)
    private let logonType: Int
    private let programs: [Int]

    /// - Throws: `noColumn`.
    init(_ spec: TableSpec, _ names: FieldNames) throws(EventFormatError) {
        func place(_ column: String) throws(EventFormatError) -> Int {
            guard let place = spec.place(of: column) else { throw .noColumn(column, table: spec.name) }
            return place
        }
        account = try place("Account")
        accountType = try place("AccountType")
        activity = try place("Activity")
        logonTypeName = try place("LogonTypeName")
        process = try place("Process")
        subjectAccount = try place("SubjectAccount")
        targetAccount = try place("TargetAccount")
        func slot(_ name: String) -> Int { names.slot(of: name) ?? -1 }
        subject = (slot("SubjectDomainName"), slot("SubjectUserName"))
        target = (slot("TargetDomainName"), slot("TargetUserName"))
        logonType = slot("LogonType")
        programs = ["NewProcessName", "ProcessName", "CallerProcessName"].map(slot)
    }

    /// Logons and what belongs to them, whose account is the one that logged on.
    private static let logons: Set<Int> = [4624, 4625, 4634, 4647, 4648, 4768, 4769, 4770, 4771, 4776, 4964]

    func write(_ id: Int, _ message: Bytes?, _ set: inout FieldSet, into batch: inout EventBatch) {
        let (byWhom, toWhom) = (named(subject, &set), named(target, &set))
        if let byWhom { batch.set(subjectAccount, byWhom) }
        if let toWhom { batch.set(targetAccount, toWhom) }
        if let who = SecurityEventColumns.logons.contains(id) ? toWhom ?? byWhom : byWhom ?? toWhom {
            batch.set(account, who)
            batch.set(accountType, Bytes(who.last == UInt8(ascii: "$") ? "Machine" : "User"))
        }
        if let program = set.value(first: programs) { batch.set(process, program.fileName) }
        if let type = set.value(logonType), let name = SecurityShapes.logonTypes[type.text] {
            batch.set(logonTypeName, "\(type.text) - \(name)")
        }
        set.scratch.removeAll(keepingCapacity: true)
        set.scratch.append(contentsOf: String(id).utf8)
        if let message {
            set.scratch.append(contentsOf: Bytes(" - "))
            set.scratch.append(contentsOf: SecurityMessage.title(of: message))
        } else if let title = SecurityTitles.all[id] {
            set.scratch.append(contentsOf: " - \(title)".utf8)
        }
        batch.set(activity, set.scratch)
    }

    /// `domain\name`, the name alone without a domain, `nil` without a name.
    private func named(_ slots: (domain: Int, name: Int), _ set: inout FieldSet) -> Bytes? {
        guard let name = set.value(slots.name), name.saysSomething else { return nil }
        guard let domain = set.value(slots.domain), domain.saysSomething else { return name }
        return set.arena.join(domain, Bytes("\\"), name)
    }
}
