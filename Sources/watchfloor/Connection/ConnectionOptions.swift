internal import ArgumentParser
internal import Flow
internal import Foundation

/// Which server, and where its data is. The token is never an argument, as arguments show in the list of processes.
struct ConnectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server's address (default: WATCHFLOOR_SERVER, else \(ServerAddress.standard)).", valueName: "url"))
    var server: String?

    @Option(
        help: ArgumentHelp(
            "The authority that the server's certificate is by (default: WATCHFLOOR_CA, else that of the data folder).",
            valueName: "file"), completion: .file())
    var ca: String?

    @OptionGroup var location: DataOptions

    /// A client with the token of `WATCHFLOOR_TOKEN`, else of the data folder. Without either it asks all the same: the
    /// answer then says whether a server is there at all.
    func client() throws(CommandFailure) -> ServerClient {
        let environment = ProcessInfo.processInfo.environment
        let address = try ServerAddress(server ?? environment["WATCHFLOOR_SERVER"] ?? ServerAddress.standard)
        let file = location.directory.administratorToken.path
        // The folder belongs to the server on this machine: another one is not shown its token.
        let isOurs = address.isLocal || location.data != nil
        let stored = isOurs ? try? String(contentsOfFile: file, encoding: .utf8) : nil
        let authority = ca ?? environment["WATCHFLOOR_CA"] ?? (isOurs ? authorityOfFolder : nil)
        let text = environment["WATCHFLOOR_TOKEN"] ?? stored
        let token = text?.trimmingCharacters(in: .whitespacesAndNewlines)
        return ServerClient(
            address: address, token: token.flatMap { $0.isEmpty ? nil : $0 }, tokenFile: file,
            connection: try TrustedConnection(authority: authority))
    }

    private var authorityOfFolder: String? {
        let path = location.directory.certificateAuthority.path
        return FileManager.default.isReadableFile(atPath: path) ? path : nil
    }
}

/// Where the data folder is.
struct DataOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The data folder (default: WATCHFLOOR_DATA, else /var/lib/watchfloor for root and ~/.local/share/watchfloor).",
            valueName: "dir"), completion: .directory)
    var data: String?

    var path: String { DataLocation.path(option: data) }
    var directory: DataDirectory { DataDirectory(path) }
}

/// How an answer is shown.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the server's JSON.") var json = false
}
