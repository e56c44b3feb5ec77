internal import Access
internal import CaseStore
internal import Foundation

/// What the terminal is told while nobody has an account. The secret goes nowhere else: not into the log, not onto the disk.
enum SetupNotice {
    static func show(_ setup: SetupDesk, _ store: CaseStore, address: String) async throws {
        guard let secret = try await setup.makeSecret(store) else { return }
        let text = """
            Nobody has an account yet. Make the first administrator's in a browser, at

                \(address)/set-up

            or with

                watchfloor setup --server \(address) NAME

            Both ask for this secret, which is good once, and only until the server ends:

                \(secret)

            """
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }
}
