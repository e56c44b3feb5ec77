internal import Primitives

/// Walks over a text that should be a date and time.
struct DateTimeReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func read() -> Int64? {
        skipBlanks()
        guard let date = date() else { return nil }
        guard date.isValid else { return nil }
        var time: Int64 = 0
        if skip("T") || skip("t") {
            guard let clock = clock() else { return nil }
            time = clock
        } else {
            skipBlanks()
            _ = skip(",")
            skipBlanks()
            if !isAtEnd, let digit = peek, digit &- 48 < 10 {
                guard let clock = clock() else { return nil }
                time = clock
            }
        }
        guard let offset = zone() else { return nil }
        skipBlanks()
        guard isAtEnd else { return nil }
        let ticks = Int64(date.dayNumber) * Ticks.perDay + time - offset
        return ticks >= 0 && ticks <= Ticks.last ? ticks : nil
    }

    // MARK: Dates

    private mutating func date() -> CivilDate? {
        if let letter = peek, isLetter(letter) {
            let start = position
            let word = word()
            _ = skip(".")
            _ = skip(",")
            skipBlanks()
            guard let month = DateTimeReader.month(word) else { return number() == nil ? nil : dayFirst(from: start) }
            guard let day = number() else { return nil }
            _ = skip(",")
            skipBlanks()
            guard let year = number() else { return nil }
            return CivilDate(year: year, month: month, day: day)
        }
        return dayFirst(from: position)
    }

    /// After a weekday, or at the start: `2026-01-02`, `1/2/2026`, `8 Nov 2014`, `08-Nov-14`, `20260102`.
    private mutating func dayFirst(from start: Int) -> CivilDate? {
        position = start
        if let letter = peek, isLetter(letter) {
            _ = word()
            _ = skip(",")
            skipBlanks()
        }
        let digits = position
        guard let first = number() else { return nil }
        let width = position - digits
        skipBlanks()
        if skip("/") {
            guard let second = number(), skip("/"), let third = number() else { return nil }
            return width == 4
                ? CivilDate(year: first, month: second, day: third)
                : CivilDate(year: DateTimeReader.century(third), month: first, day: second)
        }
        // `2026, 1, 2` stands in literals.
        let comma = width == 4 && skip(",")
        let hyphen = comma || skip("-")
        skipBlanks()
        if let letter = peek, isLetter(letter), letter | 0x20 != UInt8(ascii: "t") || !hyphen && width < 3 {
            guard let month = DateTimeReader.month(word()) else { return nil }
            _ = skip("-")
            skipBlanks()
            guard let year = number() else { return nil }
            return CivilDate(year: DateTimeReader.century(year), month: month, day: first)
        }
        guard hyphen else { return compact(first, width: width) }
        guard let month = number() else { return nil }
        skipBlanks()
        guard comma ? skip(",") : skip("-") else { return CivilDate(year: first, month: month, day: 1) }
        skipBlanks()
        guard let day = number() else { return nil }
        if width <= 2, day >= 100 { return CivilDate(year: day, month: first, day: month) }
        return CivilDate(year: first, month: month, day: day)
    }

    /// `20260102`, or a year alone.
    private func compact(_ number: Int, width: Int) -> CivilDate? {
        switch width {
        case 8: CivilDate(year: number / 10000, month: number / 100 % 100, day: number % 100)
        case 4: CivilDate(year: number, month: 1, day: 1)
        default: nil
        }
    }

    private static func century(_ year: Int) -> Int { year >= 100 ? year : year < 50 ? 2000 + year : 1900 + year }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    private static func month(_ word: String) -> Int? {
        guard word.utf8.count >= 3 else { return nil }
        return months.firstIndex(of: String(word.lowercased().prefix(3))).map { $0 + 1 }
    }

    // MARK: Times

    /// `h`, `h:mm`, `h:mm:ss`, `h:mm:ss.fffffff`, each perhaps with AM or PM.
    private mutating func clock() -> Int64? {
        guard var hour = number(), hour <= 24 else { return nil }
        var time: Int64 = 0
        if skip(":") {
            guard let minute = number(), minute < 60 else { return nil }
            time = Int64(minute) * Ticks.perMinute
            if skip(":") {
                guard let second = number(), second <= 60 else { return nil }
                time += Int64(second) * Ticks.perSecond
                if skip(".") || skip(",") || skip(":") {
                    guard let fraction = fraction() else { return nil }
                    time += fraction
                }
            }
        }
        skipBlanks()
        if let letter = peek, letter | 0x20 == UInt8(ascii: "a") || letter | 0x20 == UInt8(ascii: "p"),
            position + 1 < bytes.count, bytes[position + 1] | 0x20 == UInt8(ascii: "m")
        {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (letter | 0x20 == UInt8(ascii: "p") ? 12 : 0)
            position += 2
        }
        guard hour < 24 || time == 0 else { return nil }
        return Int64(hour) * Ticks.perHour + time
    }

    private mutating func fraction() -> Int64? {
        var unit = Ticks.perSecond / 10
        var ticks: Int64 = 0
        let start = position
        while let digit = peek, digit &- 48 < 10 {
            ticks += Int64(digit - 48) * unit
            unit /= 10
            position += 1
        }
        return position > start ? ticks : nil
    }

    /// Ticks east of Greenwich.
    private mutating func zone() -> Int64? {
        skipBlanks()
        if isAtEnd { return 0 }
        if skip("+") || skip("-") {
            let isWest = bytes[position - 1] == UInt8(ascii: "-")
            let start = position
            guard let first = number() else { return nil }
            var minutes = position - start > 2 ? first / 100 * 60 + first % 100 : first * 60
            if skip(":") {
                guard let rest = number() else { return nil }
                minutes += rest
            }
            guard minutes <= 14 * 60 else { return nil }
            return Int64(isWest ? -minutes : minutes) * Ticks.perMinute
        }
        return ["Z", "UTC", "GMT", "UT"].contains(word().uppercased()) ? 0 : nil
    }

    // MARK: Bytes

    private var isAtEnd: Bool { position == bytes.count }
    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

    private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
        guard peek == UInt8(truncatingIfNeeded: sign.value) else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 { position += 1 }
    }

    private mutating func word() -> String {
        let start = position
        while let byte = peek, isLetter(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func number() -> Int? {
        let start = position
        var number = 0
        while let byte = peek, byte &- 48 < 10, position - start < 9 {
            number = number * 10 + Int(byte - 48)
            position += 1
        }
        return position > start ? number : nil
    }
}
