internal import Primitives

/// One line of the audit log of Linux: `type=SYSCALL msg=audit(1364481363.243:24287): key=value key="text" ...`, with
/// `node=name` in front where it came from another machine.
struct AuditLine {
    var type = Bytes(start: nil, count: 0)
    var node = Bytes(start: nil, count: 0)
    /// Time and serial number; the lines of one event share them.
    var stamp = Bytes(start: nil, count: 0)
    private(set) var rest: Bytes

    init?(_ line: Bytes) {
        rest = line.trimmed
        while let pair = AuditLine.next(in: &rest) {
            if pair.name.equals("node") { node = pair.value }
            if pair.name.equals("type") { type = pair.value }
            guard pair.name.equals("msg"), pair.value.hasPrefix("audit(") else { continue }
            guard let end = pair.value.firstIndex(of: UInt8(ascii: ")")) else { return nil }
            stamp = pair.value.part(6, end)
            if type.isEmpty { return nil }
            return
        }
        return nil
    }

    var time: Timestamp? {
        ValueReading.time(stamp.part(0, stamp.lastIndex(of: UInt8(ascii: ":")) ?? stamp.count))
    }

    /// What the line is among those of its event. Only lines of calls into the kernel have company, and the title of the process
    /// ends it; the mark that does so on the wire is not in the log on the disk.
    var role: EventPart.Role {
        if type.equals("PROCTITLE") { return .last }
        if type.equals("EOE") { return .end }
        return AuditLine.companions.contains { type.equals($0) } ? .awaitsMore : .any
    }

    private static let companions: [StaticString] = [
        "SYSCALL", "EXECVE", "PATH", "CWD", "SOCKADDR", "SOCKETCALL", "AVC", "LOGIN", "MMAP", "FD_PAIR", "IPC", "IPC_SET_PERM",
        "OBJ_PID", "BPRM_FCAPS", "CAPSET", "KERN_MODULE", "NETFILTER_CFG", "CONFIG_CHANGE", "SELINUX_ERR", "MQ_OPEN",
        "ANOM_PROMISCUOUS", "BPF", "TIME_ADJNTPVAL", "TIME_INJOFFSET", "OPENAT2", "URINGOP",
    ]

    var serial: Int64? {
        stamp.lastIndex(of: UInt8(ascii: ":")).flatMap { ValueReading.number(stamp.from($0 + 1)) }
    }

    /// The next pair, which is passed. A value in quotes may hold blanks; what the kernel adds to explain numbers stands behind a
    /// separator of groups and counts as a blank.
    static func next(in rest: inout Bytes) -> (name: Bytes, value: Bytes, isQuoted: Bool)? {
        var start = 0
        while start < rest.count, rest[start] <= 0x20 { start += 1 }
        guard let sign = rest.from(start).firstIndex(of: UInt8(ascii: "=")).map({ $0 + start }) else { return nil }
        // Words without a sign are passed.
        var name = rest.part(start, sign)
        if let blank = name.lastIndex(where: { $0 <= 0x20 }) { name = name.from(blank + 1) }
        var (from, to) = (sign + 1, sign + 1)
        let quote = from < rest.count ? rest[from] : 0
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        if isQuoted {
            from += 1
            to = rest.from(from).firstIndex(of: quote).map { $0 + from } ?? rest.count
        } else {
            while to < rest.count, rest[to] > 0x20 { to += 1 }
        }
        let value = rest.part(from, to)
        rest = rest.from(min(rest.count, isQuoted ? to + 1 : to))
        return (name, value, isQuoted)
    }
}

/// What the lines of one event say together.
struct AuditEvent {
    var time: Timestamp
    var serial: Int64?
    var node: Bytes
    var types: [Bytes] = []
    var command: [UInt8] = []
    var title = Bytes(start: nil, count: 0)
    var folder = Bytes(start: nil, count: 0)
    var paths: [(name: Bytes, type: Bytes)] = []
    var address = Bytes(start: nil, count: 0)

    init(_ line: AuditLine, time: Timestamp) { (self.time, serial, node) = (time, line.serial, line.node) }

    func has(_ type: StaticString) -> Bool { types.contains { $0.equals(type) } }

    /// Adds a line's fields. Those of paths and arguments stand many times in one event and go into lists.
    mutating func add(_ line: AuditLine, to set: inout FieldSet) throws(EventFormatError) {
        types.append(line.type)
        var rest = line.rest
        if line.type.equals("PATH") { paths.append((Bytes(""), Bytes(""))) }
        while let pair = AuditLine.next(in: &rest) {
            if pair.name.equals("msg"), pair.isQuoted {
                var inner = pair.value
                while let pair = AuditLine.next(in: &inner) { try add(pair, of: line.type, to: &set) }
            } else {
                try add(pair, of: line.type, to: &set)
            }
        }
    }

    private mutating func add(
        _ pair: (name: Bytes, value: Bytes, isQuoted: Bool), of type: Bytes, to set: inout FieldSet
    ) throws(EventFormatError) {
        if pair.value.isEmpty || pair.value.equals("?") || pair.value.equals("(null)") || pair.value.equals("unset") { return }
        if type.equals("EXECVE") {
            guard pair.name.first == UInt8(ascii: "a"), pair.name.count > 1, pair.name[1].isDigit,
                !pair.name.contains(UInt8(ascii: "_"))
            else { return }
            if !command.isEmpty { command.append(0x20) }
            command += AuditEvent.decoded(pair.value, pair.isQuoted, &set.arena)
            return
        }
        let isText = AuditEvent.texts.contains { pair.name.equals($0) }
        let value = isText ? AuditEvent.decoded(pair.value, pair.isQuoted, &set.arena) : pair.value
        switch type {
        case _ where type.equals("PATH"):
            if pair.name.equals("name") { paths[paths.count - 1].name = value }
            if pair.name.equals("nametype") { paths[paths.count - 1].type = value }
        case _ where type.equals("PROCTITLE"): title = value
        case _ where type.equals("CWD"):
            folder = value
            try set.add(pair.name, value)
        case _ where type.equals("SOCKADDR") && pair.name.equals("saddr"): address = value
        default: try set.add(pair.name, value)
        }
    }

    /// Fields whose text the kernel writes in hexadecimal where it holds blanks or quotes.
    private static let texts: [StaticString] = ["comm", "exe", "name", "proctitle", "cwd", "acct", "cmd", "key", "data"]

    /// The text of hexadecimal digits; the arguments of a title are separated by zeros.
    static func decoded(_ value: Bytes, _ isQuoted: Bool, _ arena: inout ByteArena) -> Bytes {
        guard !isQuoted, value.count >= 2, value.count.isMultiple(of: 2) else { return value }
        let target = arena.space(value.count / 2)
        for place in 0..<value.count / 2 {
            guard let high = hexadecimalDigit(value[2 * place]), let low = hexadecimalDigit(value[2 * place + 1]) else {
                return value
            }
            let byte = high << 4 | low
            target[place] = byte == 0 ? 0x20 : byte
        }
        return arena.keep(value.count / 2)
    }
}
