internal import Foundation

/// How far the inbox was read before there was any event: a small file beside where the store's own will be, which holds the
/// position from then on.
struct PositionFile {
    private let path: String

    init(beside store: String) { path = store + ".position" }

    /// `nil` where there is none. One that cannot be read says 0: what the inbox still holds is then read again, and nothing is lost.
    var position: UInt64? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return UInt64(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)) ?? 0
    }

    func write(_ position: UInt64) throws {
        try Data("\(position)\n".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
