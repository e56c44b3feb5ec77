internal import Foundation
internal import Hummingbird

extension Parameters {
    /// A part of the path as it was meant: names may hold signs that an address escapes.
    func text(_ name: String) throws -> String {
        let raw = try require(name)
        return raw.removingPercentEncoding ?? raw
    }
}
