/// Spans of time as ISO 8601 writes them, in whole seconds: `P1DT2H`, `PT01H00M00S`. Years and months have no fixed length and
/// are not read.
enum ISODuration {
    /// `nil` where nothing is said.
    static func seconds(_ text: String) throws(APIError) -> Int64? {
        if text.isEmpty { return nil }
        guard text.first == "P", text.count > 1, text.count <= 40 else { throw refusal(text) }
        var (seconds, digits, isTime): (Int64, String, Bool) = (0, "", false)
        for sign in text.dropFirst() {
            if sign.isASCII, sign.isNumber || sign == "." {
                digits.append(sign)
            } else if sign == "T", !isTime, digits.isEmpty {
                isTime = true
            } else {
                guard let unit = units[isTime]?[sign], let count = Double(digits), count < 1e9 else { throw refusal(text) }
                seconds += Int64((count * unit).rounded())
                digits = ""
            }
        }
        guard digits.isEmpty else { throw refusal(text) }
        return seconds
    }

    static func text(_ seconds: Int64) -> String {
        let parts = [(seconds / 86400, "D"), (seconds / 3600 % 24, "H"), (seconds / 60 % 60, "M"), (seconds % 60, "S")]
        let days = parts[0].0 > 0 ? "\(parts[0].0)D" : ""
        let time = parts.dropFirst().filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
        return "P" + days + (time.isEmpty ? (days.isEmpty ? "T0S" : "") : "T" + time)
    }

    private static let units: [Bool: [Character: Double]] = [
        false: ["W": 604_800, "D": 86_400], true: ["H": 3600, "M": 60, "S": 1],
    ]

    private static func refusal(_ text: String) -> APIError {
        .badRequest("'\(text)' is no span of time; write it as P1DT2H30M")
    }
}
