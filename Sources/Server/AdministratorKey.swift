internal import Access
internal import Foundation

/// The administrator's token: made on the first start and kept in a file that its owner alone can read.
struct AdministratorKey {
    let digest: [UInt8]

    init(file: URL) throws {
        if FileManager.default.fileExists(atPath: file.path) {
            let text = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            guard text.hasPrefix(AccessToken.prefix) else { throw StartError.unreadableToken(file: file.path) }
            digest = AccessToken.digest(of: text)
            return
        }
        let token = AccessToken()
        let wasMade = FileManager.default.createFile(
            atPath: file.path, contents: Data((token.text + "\n").utf8), attributes: [.posixPermissions: 0o600])
        guard wasMade else { throw CocoaError(.fileWriteNoPermission, userInfo: [NSFilePathErrorKey: file.path]) }
        digest = token.digest
    }
}
