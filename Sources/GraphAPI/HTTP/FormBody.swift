internal import Foundation

/// `application/x-www-form-urlencoded`.
enum FormBody {
    /// The fields in their order. What is no valid escape stays as it is.
    static func fields(_ bytes: [UInt8]) -> [(name: String, value: String)] {
        bytes.split(separator: UInt8(ascii: "&")).map { field in
            let pair = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (text(pair[0]), pair.count > 1 ? text(pair[1]) : "")
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let blanks = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        let text = String(decoding: blanks, as: UTF8.self)
        return text.removingPercentEncoding ?? text
    }
}
