internal import Primitives

/// A pattern of Java's `SimpleDateFormat`, by which LEEF says how its times are written: `dd/MM/yyyy HH:mm:ss`.
struct TimePattern {
    private enum Part: Hashable {
        case field(Character, width: Int)
        case text(String)
    }

    private let parts: [Part]

    /// `nil` for no pattern, and for one with a letter that means nothing here.
    init?(_ pattern: String) {
        guard !pattern.isEmpty else { return nil }
        var parts: [Part] = []
        var rest = pattern[...]
        while let first = rest.first {
            if first == "'" {
                let inner = rest.dropFirst().prefix { $0 != "'" }
                parts.append(.text(inner.isEmpty ? "'" : String(inner)))
                rest = rest.dropFirst(inner.count + 2)
            } else if first.isASCII, first.isLetter {
                guard "yMdHhmsSazZXE".contains(first) else { return nil }
                let run = rest.prefix { $0 == first }
                parts.append(.field(first, width: run.count))
                rest = rest.dropFirst(run.count)
            } else {
                parts.append(.text(String(first)))
                rest = rest.dropFirst()
            }
        }
        self.parts = parts
    }

    /// - Returns: `nil` where the text is not written so, or is no time.
    func read(_ text: String, by clock: SourceClock) -> Timestamp? {
        var fields = Fields()
        var rest = text[...]
        for (index, part) in parts.enumerated() {
            switch part {
            case .text(let mark):
                guard rest.hasPrefix(mark) else { return nil }
                rest = rest.dropFirst(mark.count)
            case .field(let letter, let width):
                // Numbers that touch are as long as the pattern says.
                let touches = if case .field? = parts.dropFirst(index + 1).first { true } else { false }
                guard fields.take(letter, width: width, isBounded: touches, from: &rest) else { return nil }
            }
        }
        return rest.isEmpty ? fields.time(by: clock) : nil
    }

    private struct Fields {
        var (year, month, day, hour, minute, second) = (0, 1, 1, 0, 0, 0)
        var fraction = ""
        var isAfternoon: Bool?
        var zone = EventTime.Zone.local

        mutating func take(_ letter: Character, width: Int, isBounded: Bool, from text: inout Substring) -> Bool {
            switch letter {
            case "a": return takeHalfOfDay(from: &text)
            case "z", "Z", "X": return takeZone(from: &text)
            case "E": return takeWord(letter, from: &text)
            case "M" where width > 2: return takeWord(letter, from: &text)
            default: break
            }
            let digits = text.prefix(isBounded ? width : 9).prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { return false }
            text = text.dropFirst(digits.count)
            switch letter {
            case "y": year = digits.count <= 2 ? 2000 + number : number
            case "M": month = number
            case "d": day = number
            case "H", "h": hour = number
            case "m": minute = number
            case "s": second = number
            case "S": fraction = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
            default: return false
            }
            return true
        }

        private mutating func takeHalfOfDay(from text: inout Substring) -> Bool {
            let word = text.prefix(2).lowercased()
            guard word == "am" || word == "pm" else { return false }
            isAfternoon = word == "pm"
            text = text.dropFirst(2)
            return true
        }

        private mutating func takeWord(_ letter: Character, from text: inout Substring) -> Bool {
            let word = text.prefix { $0.isLetter }
            text = text.dropFirst(word.count)
            guard letter == "M" else { return !word.isEmpty }
            guard let number = EventTime.month(word.prefix(3)) else { return false }
            month = number
            return true
        }

        private mutating func takeZone(from text: inout Substring) -> Bool {
            let word = text.prefix { $0.isLetter || $0.isNumber || "+-:".contains($0) }
            guard !word.isEmpty, let offset = EventTime.zone(word) else { return false }
            zone = offset
            text = text.dropFirst(word.count)
            return true
        }

        func time(by source: SourceClock) -> Timestamp? {
            let hour = isAfternoon.map { self.hour % 12 + ($0 ? 12 : 0) } ?? self.hour
            let date = [EventTime.padded(year, 4), EventTime.padded(month, 2), EventTime.padded(day, 2)].joined(separator: "-")
            let clock = [hour, minute, second].map { EventTime.padded($0, 2) }.joined(separator: ":")
            return zone.time("\(date)T\(clock)\(fraction.isEmpty ? "" : "." + fraction)", by: source)
        }
    }
}
