internal import Events

extension RowPlan {
    /// Puts every field that no column has into `AdditionalFields`, behind what the record itself has there.
    func writeRest(_ set: inout FieldSet, into batch: inout EventBatch) {
        guard let rest else { return }
        set.scratch.removeAll(keepingCapacity: true)
        set.scratch.append(UInt8(ascii: "{"))
        let taken = beginRest(&set)
        for field in set.fields where !field.isUsed && field.kind != .null {
            // What says nothing is not worth its place; Sentinel's rows keep it.
            if !takesHyphens, !field.value.saysSomething { continue }
            if leavesFrame, field.isFrame { continue }
            if field.slot >= 0 {
                if isLeft[field.slot] { continue }
                if let alias = aliases[field.slot] {
                    alias.withUnsafeBufferPointer { JSONText.member($0, field, into: &set.scratch) }
                    continue
                }
            }
            let name = taken.contains { $0.equals(field.name) } ? set.arena.join(Bytes("_"), field.name) : field.name
            JSONText.member(name, field, into: &set.scratch)
        }
        guard set.scratch.count > 1 else { return }
        set.scratch.append(UInt8(ascii: "}"))
        batch.set(rest, set.scratch)
    }

    /// Begins the rest with the members that the record has there, as an object or as the text of one.
    /// - Returns: their names.
    private func beginRest(_ set: inout FieldSet) -> [Bytes] {
        guard let place = set.place(restSlot), !set.fields[place].isUsed else { return [] }
        guard let members = JSONFieldScanner.members(of: set.fields[place].value.trimmed, &set.arena) else { return [] }
        set.use(place)
        for member in members { JSONText.member(member.name, json: member.value, into: &set.scratch) }
        return members.map(\.name)
    }
}
