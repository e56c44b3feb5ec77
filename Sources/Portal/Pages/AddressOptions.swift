internal import Foundation
internal import Hummingbird

/// What stands behind the question mark of an address, as forms write it: a blank may be a plus.
enum AddressOptions {
    static func read(_ query: String) -> [(name: String, value: String)] {
        query.split(separator: "&").map { option in
            let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
        }
    }

    private static func decoded(_ text: Substring) -> String {
        let blanks = String(text).replacing("+", with: " ")
        return blanks.removingPercentEncoding ?? blanks
    }
}

extension Request {
    /// What stands behind the question mark of the address, in its order.
    var options: [(name: String, value: String)] { AddressOptions.read(uri.query ?? "") }
}
