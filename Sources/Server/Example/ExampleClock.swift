internal import Primitives

/// Moves the times inside a record, so that an attack of the past happens now.
struct ExampleClock {
    let times: [ExampleManifest.TimeField]
    let shift: Duration

    /// The record with its times moved, and the first of them as it was.
    func move(_ record: [UInt8]) throws -> (bytes: [UInt8], time: Timestamp?) {
        var first: Timestamp?
        guard record.first == UInt8(ascii: "{") else { return (moveText(record, first: &first), first) }
        var json = try JSONValue(parsing: record)
        for field in times {
            ExampleClock.change(&json, at: field.path.split(separator: ".")[...]) { value in
                moved(value, field.form, first: &first)
            }
        }
        return (Array(json.text.utf8), first)
    }

    private func moved(_ value: JSONValue, _ form: ExampleManifest.TimeField.Form, first: inout Timestamp?) -> JSONValue {
        let unit: Int64 = form == .epochMilliseconds ? 1000 : 1
        switch value {
        case .string(let text):
            guard form == .rfc3339, let time = Timestamp(text) else { return value }
            first = first ?? time
            return .string((time + shift).rfc3339)
        case .integer(let number):
            first = first ?? Timestamp(unixSeconds: Double(number) / Double(unit))
            return .integer(number + shift.ticks / (Duration.ticksPerSecond / unit))
        case .number(let number):
            first = first ?? Timestamp(unixSeconds: number / Double(unit))
            return .number(number + shift.seconds * Double(unit))
        default: return value
        }
    }

    /// Applies a change wherever the path leads; a path that leads nowhere changes nothing.
    private static func change(
        _ value: inout JSONValue, at path: ArraySlice<Substring>, _ apply: (JSONValue) -> JSONValue
    ) {
        guard let step = path.first else {
            value = apply(value)
            return
        }
        let isList = step.hasSuffix("[*]")
        let name = String(isList ? step.dropLast(3) : step)
        guard var object = value.object else { return }
        // Products write a dotted name either as nested objects or as one name with dots in it.
        let whole = path.joined(separator: ".")
        if object[whole] != nil, path.count > 1 {
            object[whole] = object[whole].map(apply)
            value = .object(object)
            return
        }
        guard var child = object[name] else { return }
        if isList, let elements = child.array {
            child = .array(
                elements.map { element in
                    var element = element
                    change(&element, at: path.dropFirst(), apply)
                    return element
                })
        } else {
            change(&child, at: path.dropFirst(), apply)
        }
        object[name] = child
        value = .object(object)
    }

    /// In a line of text a time is `name=` and digits.
    private func moveText(_ record: [UInt8], first: inout Timestamp?) -> [UInt8] {
        var text = String(decoding: record, as: UTF8.self)
        for field in times {
            let unit: Int64 = field.form == .epochMilliseconds ? 1000 : 1
            guard let name = text.firstRange(of: "\(field.path)=") else { continue }
            let digits = text[name.upperBound...].prefix { $0.isASCII && $0.isNumber }
            guard let number = Int64(digits) else { continue }
            first = first ?? Timestamp(unixSeconds: Double(number) / Double(unit))
            text.replaceSubrange(
                digits.startIndex..<digits.endIndex, with: String(number + shift.ticks / (Duration.ticksPerSecond / unit)))
        }
        return Array(text.utf8)
    }
}
