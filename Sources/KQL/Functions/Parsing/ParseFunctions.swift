internal import Foundation

/// Taking texts of known forms apart.
enum ParseFunctions {
    static let all: [ScalarFunction] = [
        .map("parse_path") { (text: String) -> Value? in .bag(path(text)) }.with(.keepsName),
        .map("parse_version") { (text: String) -> Decimal? in version(text) },
        .map("parse_csv") { (text: String) -> Value? in
            try ValueSize.check(partsOf: text) { $0 == UInt8(ascii: ",") }
            return .array(csv(text).map(Value.string))
        },
        .map("parse_command_line") { (text: String, kind: String) -> Value? in
            guard kind == "Windows" || kind == "windows" else {
                throw QueryError(.binding, "parse_command_line() knows the kind \"Windows\" alone")
            }
            try ValueSize.check(partsOf: text) { $0 == 0x20 || $0 == 0x09 }
            let arguments = WindowsCommandLine.arguments(text)
            return arguments.isEmpty ? .null : .array(arguments.map(Value.string))
        }.with(.keepsName),
        XMLValue.function,
        .values("parse_user_agent", [.string, .any], .exactly(.dynamic)) { values in
            .bag(UserAgent.parse(values[0].text, parts: (values[1].array ?? [values[1]]).map(\.text)))
        }.with(.keepsName),
    ]

    private static func path(_ text: String) -> Bag {
        var scheme = ""
        var rest = text[...]
        if let mark = rest.range(of: "://") {
            scheme = String(rest[..<mark.lowerBound])
            rest = rest[mark.upperBound...]
        }
        let isSeparator = { (sign: Character) in sign == "\\" || sign == "/" }
        var root = ""
        if rest.count >= 2, rest[rest.index(after: rest.startIndex)] == ":" {
            root = String(rest.prefix(2))
        } else if !scheme.isEmpty {
            root = String(rest.prefix { !isSeparator($0) })
        }
        var alternate = ""
        var name = rest.split(omittingEmptySubsequences: false, whereSeparator: isSeparator).last.map(String.init) ?? ""
        if let colon = name.firstIndex(of: ":"), name != root {
            alternate = String(name[name.index(after: colon)...])
            name = String(name[..<colon])
        }
        let directory = rest.lastIndex(where: isSeparator).map { String(rest[..<$0]) } ?? ""
        let ending = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
        return Bag([
            ("Scheme", .string(scheme)), ("RootPath", .string(root)), ("DirectoryPath", .string(directory)),
            ("DirectoryName", .string(directory.split(whereSeparator: isSeparator).last.map(String.init) ?? "")),
            ("Filename", .string(name)), ("Extension", .string(ending)), ("AlternateDataStreamName", .string(alternate)),
        ])
    }

    /// Up to four numbers of eight digits each, as one decimal that compares as versions do.
    private static func version(_ text: String) -> Decimal? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...4).contains(parts.count) else { return nil }
        var digits = ""
        for index in 0..<4 {
            guard let number = index < parts.count ? Int64(parts[index]) : 0, number >= 0, number < 100_000_000 else {
                return nil
            }
            digits += TimespanText.padded(number, to: 8)
        }
        return Decimal(string: digits)
    }

    /// The fields of the first record (RFC 4180).
    static func csv(_ text: String) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isQuoted {
                if byte == UInt8(ascii: "\"") {
                    if index + 1 < bytes.count, bytes[index + 1] == byte {
                        field.append(byte)
                        index += 1
                    } else {
                        isQuoted = false
                    }
                } else {
                    field.append(byte)
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") {
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
            } else if byte == 0x0a || byte == 0x0d {
                break
            } else {
                field.append(byte)
            }
            index += 1
        }
        return fields + [String(decoding: field, as: UTF8.self)]
    }
}

/// How Windows cuts a command line into arguments.
enum WindowsCommandLine {
    static func arguments(_ text: String) -> [String] {
        var arguments: [String] = []
        var current: [UInt8] = []
        var hasCurrent = false
        var isQuoted = false
        var slashes = 0
        func flush(_ count: Int) { current += [UInt8](repeating: UInt8(ascii: "\\"), count: count) }
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\\") {
                slashes += 1
                hasCurrent = true
                continue
            }
            if byte == UInt8(ascii: "\"") {
                // Backslashes before a quote count in pairs; an odd one makes the quote a letter.
                flush(slashes / 2)
                if slashes % 2 == 1 { current.append(byte) } else { isQuoted.toggle() }
                slashes = 0
                hasCurrent = true
                continue
            }
            flush(slashes)
            slashes = 0
            if !isQuoted, byte == 0x20 || byte == 0x09 {
                if hasCurrent { arguments.append(String(decoding: current, as: UTF8.self)) }
                current = []
                hasCurrent = false
            } else {
                current.append(byte)
                hasCurrent = true
            }
        }
        flush(slashes)
        if hasCurrent { arguments.append(String(decoding: current, as: UTF8.self)) }
        return arguments
    }
}
