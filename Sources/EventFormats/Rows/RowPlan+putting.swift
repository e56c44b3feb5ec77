internal import Events
internal import Primitives

extension RowPlan {
    /// Sets a column to a field's value, read by the column's type.
    /// - Returns: whether the column has it now; where not, nothing was set.
    func put(_ field: Field, _ target: Target, _ scratch: inout [UInt8], into batch: inout EventBatch) -> Bool {
        guard field.kind != .null else { return true }
        if target.type == .dynamic {
            return field.kind == .text
                ? putDynamic(field.value, target, &scratch, into: &batch) : batch.set(target.place, field.value)
        }
        if field.kind == .json, target.type != .string { return false }
        return put(field.value, target, into: &batch)
    }

    /// The same for bytes that are a text.
    @inline(__always)
    @discardableResult
    func put(_ bytes: Bytes, _ target: Target, into batch: inout EventBatch) -> Bool {
        switch target.type {
        case .string, .guid: return batch.set(target.place, bytes)
        case .int, .long: return ValueReading.number(bytes).map { batch.set(target.place, $0) } ?? false
        case .real: return ValueReading.real(bytes).map { batch.set(target.place, $0) } ?? false
        case .bool: return ValueReading.truth(bytes).map { batch.set(target.place, $0) } ?? false
        case .datetime: return ValueReading.time(bytes).map { batch.set(target.place, $0) } ?? false
        case .dynamic: return false
        }
    }

    /// Text that is a JSON object or array is that, and any other a JSON string.
    private func putDynamic(
        _ bytes: Bytes, _ target: Target, _ scratch: inout [UInt8], into batch: inout EventBatch
    ) -> Bool {
        if let first = bytes.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            var scanner = JSONFieldScanner(bytes: bytes, position: 0)
            if (try? scanner.skip(depth: 0)) != nil, scanner.position == bytes.count { return batch.set(target.place, bytes) }
        }
        scratch.removeAll(keepingCapacity: true)
        JSONText.quote(bytes, into: &scratch)
        return batch.set(target.place, scratch)
    }

    /// Fills the columns of one step, and marks the field as used where they say all that it says.
    func apply(_ step: Step, _ set: inout FieldSet, into batch: inout EventBatch) {
        guard let first = step.first, let place = source(step, set) else { return }
        let field = set.fields[place]
        let isWhole: Bool
        switch step.conversion {
        case .value: isWhole = put(field, first, &set.scratch, into: &batch)
        case .path:
            isWhole = put(field.value, first, into: &batch)
            if let second = step.second { put(field.value.fileName, second, into: &batch) }
        case .fileName: isWhole = put(field.value.fileName, first, into: &batch)
        case .lowercase: isWhole = put(set.arena.lowercase(field.value), first, into: &batch)
        case .account: isWhole = putAccount(field.value, step, into: &batch)
        case .digests: isWhole = putDigests(field.value, step, &set, into: &batch)
        case .fingerprints: isWhole = putFingerprints(field.value, step, &set, into: &batch)
        case .registryKey, .registryValue: isWhole = putRegistry(field.value, step, &set, into: &batch)
        case .registryData: isWhole = putRegistryData(field.value, step, into: &batch)
        case .address: isWhole = putAddress(field.value, step, into: &batch)
        case .addresses: isWhole = putAddresses(field.value, first, &set, into: &batch)
        case .firstAddress: isWhole = putFirstAddress(field.value, step, &set, into: &batch)
        case .texts: isWhole = putTexts(field.value, first, &set, into: &batch)
        case .sid: isWhole = field.value.hasPrefix("S-1-") && put(field.value, first, into: &batch)
        case .program:
            let program = field.value.program
            put(program, first, into: &batch)
            if let second = step.second { put(program.fileName, second, into: &batch) }
            isWhole = false
        case .word: isWhole = putWord(field.value, first, words[step.words], into: &batch)
        case .additional: isWhole = false
        }
        guard isWhole, !step.isShared else { return }
        set.use(place)
        if step.agrees { useEqual(to: field.value, step, &set) }
    }

    private func useEqual(to value: Bytes, _ step: Step, _ set: inout FieldSet) {
        for slot in [step.fields.0, step.fields.1, step.fields.2] {
            if let place = set.place(slot), set.fields[place].value.equals(value) { set.use(place) }
        }
    }

    /// The first of the step's fields that says something.
    @inline(__always)
    private func source(_ step: Step, _ set: borrowing FieldSet) -> Int? {
        speaking(step.fields.0, set) ?? speaking(step.fields.1, set) ?? speaking(step.fields.2, set)
    }

    @inline(__always)
    private func speaking(_ slot: Int, _ set: borrowing FieldSet) -> Int? {
        guard let place = set.place(slot), set.fields[place].kind != .null else { return nil }
        let value = set.fields[place].value
        return (takesHyphens ? !value.isEmpty : value.saysSomething) ? place : nil
    }

    private func putWord(
        _ value: Bytes, _ target: Target, _ words: [(from: [UInt8], to: [UInt8])], into batch: inout EventBatch
    ) -> Bool {
        for word in words where word.from.withUnsafeBufferPointer({ value.equals($0) }) {
            return word.to.isEmpty || word.to.withUnsafeBufferPointer { put($0, target, into: &batch) }
        }
        return put(value, target, into: &batch)
    }
}

extension Bytes {
    /// What stands behind the last separator of a path.
    var fileName: Bytes {
        var place = count
        while place > 0, self[place - 1] != UInt8(ascii: "\\"), self[place - 1] != UInt8(ascii: "/") { place -= 1 }
        return place < count ? from(place) : self
    }

    /// The program of a command line: what its quotes hold, else up to the ending of a program, else the first word.
    var program: Bytes {
        let line = trimmed
        if line.first == UInt8(ascii: "\"") {
            let inner = line.from(1)
            return inner.part(0, inner.firstIndex(of: UInt8(ascii: "\"")) ?? inner.count)
        }
        for place in line.indices where line[place] == UInt8(ascii: ".") && place + 4 <= line.count {
            let isEnd = place + 4 == line.count || line[place + 4] == 0x20
            if isEnd, line.part(place, place + 4).equals(lowercase: ".exe") { return line.part(0, place + 4) }
        }
        return line.part(0, line.firstIndex(of: 0x20) ?? line.count)
    }
}
