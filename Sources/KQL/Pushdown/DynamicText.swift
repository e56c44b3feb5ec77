/// The text of a dynamic that the store keeps as JSON.
enum DynamicText {
    /// Whether a needle can be looked for in JSON instead of in the text that is made of it: letters, digits and a few signs that JSON
    /// has no meaning for, and a letter that no number is written with.
    static func isPlain(_ needle: String) -> Bool {
        var hasWord = false
        for byte in needle.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                if byte | 0x20 != UInt8(ascii: "e") { hasWord = true }
            case UInt8(ascii: "0")...UInt8(ascii: "9"): continue
            default: guard "_-.$@=()".utf8.contains(byte) else { return false }
            }
        }
        return hasWord
    }

    /// Whether JSON writes a letter by its number somewhere, so that a needle need not stand in it as it is.
    static func hasEscapes(_ json: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = json.startIndex
        while let found = json[place...].firstIndex(of: UInt8(ascii: "\\")), found + 1 < json.endIndex {
            if json[found + 1] == UInt8(ascii: "u") { return true }
            place = found + 2
        }
        return false
    }

    /// What `tostring` makes of it.
    static func text(of json: UnsafeBufferPointer<UInt8>) -> String {
        ConversionFunctions.parse(String(decoding: json, as: UTF8.self)).converted(to: .string).string ?? ""
    }
}
