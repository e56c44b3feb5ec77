internal import Events
internal import Primitives

extension RowPlan {
    /// `DOMAIN\name`; a name without a domain is all name.
    func putAccount(_ value: Bytes, _ step: Step, into batch: inout EventBatch) -> Bool {
        guard let first = step.first, let second = step.second else { return false }
        guard let slash = value.firstIndex(of: UInt8(ascii: "\\")) else { return put(value, second, into: &batch) }
        put(value.part(0, slash), first, into: &batch)
        return put(value.from(slash + 1), second, into: &batch)
    }

    /// `SHA1=...,MD5=...,SHA256=...`; others, like IMPHASH, have no column.
    func putDigests(_ value: Bytes, _ step: Step, _ set: inout FieldSet, into batch: inout EventBatch) -> Bool {
        var isWhole = true
        var start = 0
        while start < value.count {
            let end = value[start...].firstIndex(of: UInt8(ascii: ",")) ?? value.count
            let part = value.part(start, end)
            start = end + 1
            guard let sign = part.firstIndex(of: UInt8(ascii: "=")) else {
                isWhole = false
                continue
            }
            let name = part.part(0, sign)
            let target: Target? =
                name.equals("SHA1") ? step.first : name.equals("SHA256") ? step.second : name.equals("MD5") ? step.third : nil
            guard let target else {
                isWhole = false
                continue
            }
            put(set.arena.lowercase(part.from(sign + 1)), target, into: &batch)
        }
        return isWhole
    }

    /// `[{"algorithm_id": 3, "algorithm": "SHA-256", "value": "..."}]`; other algorithms have no column.
    func putFingerprints(_ value: Bytes, _ step: Step, _ set: inout FieldSet, into batch: inout EventBatch) -> Bool {
        guard let list = try? JSONFieldScanner.elements(of: value) else { return false }
        var isWhole = true
        for object in list {
            let number = JSONFieldScanner.member("algorithm_id", of: object, &set.arena)
            let name = JSONFieldScanner.member("algorithm", of: object, &set.arena) ?? Bytes("")
            func means(_ id: StaticString, _ names: StaticString...) -> Bool {
                if let number, !number.equals("0"), !number.equals("99") { return number.equals(id) }
                return names.contains { name.equals(lowercase: $0) }
            }
            let target: Target? =
                means("2", "sha-1", "sha1")
                ? step.first
                : means("3", "sha-256", "sha256") ? step.second : means("1", "md5") ? step.third : nil
            guard let target, let digest = JSONFieldScanner.member("value", of: object, &set.arena) else {
                isWhole = false
                continue
            }
            put(set.arena.lowercase(digest), target, into: &batch)
        }
        return isWhole
    }

    /// Short names of hives, those of the kernel, and what Defender calls them. The classes are shown as where they are kept.
    private static let hives: [(from: StaticString, to: StaticString)] = [
        ("HKLM\\", "HKEY_LOCAL_MACHINE\\"), ("HKU\\S-1-5-21-", "HKEY_CURRENT_USER\\S-1-5-21-"), ("HKU\\", "HKEY_USERS\\"),
        ("HKCR\\", "HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\"), ("HKCU\\", "HKEY_CURRENT_USER\\"),
        ("\\REGISTRY\\MACHINE\\", "HKEY_LOCAL_MACHINE\\"), ("\\REGISTRY\\USER\\S-1-5-21-", "HKEY_CURRENT_USER\\S-1-5-21-"),
        ("\\REGISTRY\\USER\\", "HKEY_USERS\\"),
    ]

    func putRegistry(_ value: Bytes, _ step: Step, _ set: inout FieldSet, into batch: inout EventBatch) -> Bool {
        guard let first = step.first else { return false }
        var path = value
        if let hive = RowPlan.hives.first(where: { value.hasPrefix($0.from) }) {
            path = set.arena.join(Bytes(hive.to), value.from(hive.from.utf8CodeUnitCount))
        }
        guard step.conversion == .registryValue, let second = step.second else { return put(path, first, into: &batch) }
        let name = path.fileName
        guard name.count < path.count else { return put(path, first, into: &batch) }
        put(path.part(0, path.count - name.count - 1), first, into: &batch)
        return put(name, second, into: &batch)
    }

    /// `DWORD (0x00000001)`, `QWORD (0x00000000-0x00000001)`, `Binary Data`, or the text itself.
    func putRegistryData(_ value: Bytes, _ step: Step, into batch: inout EventBatch) -> Bool {
        guard let first = step.first, let second = step.second else { return false }
        let isDword = value.hasPrefix("DWORD (")
        let isNumber = isDword || value.hasPrefix("QWORD (")
        let type: StaticString = isDword ? "Dword" : isNumber ? "Qword" : value.equals("Binary Data") ? "Binary" : "String"
        put(Bytes(type), second, into: &batch)
        if isDword, let number = ValueReading.number(value.part(7, value.count - 1)) {
            batch.set(first.place, String(number))
            return true
        }
        return put(value, first, into: &batch)
    }

    /// Answers as an array of texts, as one of objects that hold the answer in `rdata`, or as a text with commas between: the
    /// addresses of it. Names and other records have no column.
    func putAddresses(_ value: Bytes, _ target: Target, _ set: inout FieldSet, into batch: inout EventBatch) -> Bool {
        var (isWhole, list): (Bool, [UInt8]) = (true, [])
        for answer in answers(value, &set.arena) {
            var text = answer
            if answer.first == UInt8(ascii: "{") {
                // Whose answer it is, and for how long, has no column either.
                isWhole = false
                text = JSONFieldScanner.member("rdata", of: answer, &set.arena) ?? Bytes("")
            }
            guard IPAddress(text.text) != nil else {
                isWhole = false
                continue
            }
            if !list.isEmpty { list.append(UInt8(ascii: ",")) }
            list.append(contentsOf: text)
        }
        guard !list.isEmpty else { return false }
        return list.withUnsafeBufferPointer { put($0, target, into: &batch) } && isWhole
    }

    /// One address by itself, or an array of them: further ones have no column.
    func putFirstAddress(_ value: Bytes, _ step: Step, _ set: inout FieldSet, into batch: inout EventBatch) -> Bool {
        let list = answers(value, &set.arena)
        guard let first = list.first else { return false }
        return putAddress(first, step, into: &batch) && list.count == 1
    }

    func putTexts(_ value: Bytes, _ target: Target, _ set: inout FieldSet, into batch: inout EventBatch) -> Bool {
        guard value.first == UInt8(ascii: "[") else { return put(value, target, into: &batch) }
        let list = answers(value, &set.arena)
        guard !list.isEmpty else { return false }
        return batch.set(target.place, Array(list.joined(separator: ", ".utf8)))
    }

    private func answers(_ value: Bytes, _ arena: inout ByteArena) -> [Bytes] {
        guard value.first == UInt8(ascii: "[") else {
            return value.split(separator: UInt8(ascii: ",")).map { Bytes(rebasing: $0).trimmed }
        }
        var answers: [Bytes] = []
        for element in (try? JSONFieldScanner.elements(of: value)) ?? [] {
            answers.append(JSONFieldScanner.plain(element, &arena))
        }
        return answers
    }

    /// The canonical form, and what kind of address it is, in Defender's words.
    func putAddress(_ value: Bytes, _ step: Step, into batch: inout EventBatch) -> Bool {
        guard let first = step.first else { return false }
        guard let address = IPAddress(value.text) else { return put(value, first, into: &batch) }
        let isMapped = address.isIPv4 && value.contains(UInt8(ascii: ":"))
        if let second = step.second { put(Bytes(RowPlan.kind(of: address, isMapped: isMapped)), second, into: &batch) }
        return address.isIPv4 && !isMapped ? put(value, first, into: &batch) : batch.set(first.place, address.description)
    }

    /// - Parameter isMapped: whether an address of IPv4 was written as one of IPv6.
    static func kind(of address: IPAddress, isMapped: Bool) -> StaticString {
        if address.isLoopback { return "Loopback" }
        if address.isLinkLocal { return "LinkLocal" }
        if address.isNobody { return "Reserved" }
        if isMapped { return "FourToSixMapping" }
        return address.isPrivate ? "Private" : "Public"
    }
}
