internal import ArgumentParser
internal import Foundation
internal import Primitives

/// `watchfloor source`.
struct SourceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: "Say where alerts come from and how they are written.",
        discussion: """
            Examples:
              watchfloor source add siem --format wazuh --token
              watchfloor source connect siem --tool rsyslog
              watchfloor source list
            """,
        subcommands: [
            SourceListCommand.self,
            SourceAddCommand.self,
            SourceTokenCommand.self,
            SourceFollowCommand.self,
            SourceUnfollowCommand.self,
            SourceListenCommand.self,
            SourceUnlistenCommand.self,
            SourceConnectCommand.self,
            SourceFormatsCommand.self,
        ])
}

/// The request that makes a source or changes it.
/// - Throws: `CommandFailure` where the mapping cannot be read.
func sourceRequest(
    format: String, mapping: String?, scope: String?, timeZone: String? = nil, deviceName: String? = nil
) throws(CommandFailure) -> JSONValue {
    var body = JSONObject([.init(name: "format", value: .string(format))])
    if let scope { body["scope"] = .string(scope) }
    if let timeZone { body["timeZone"] = .string(timeZone) }
    if let deviceName { body["deviceName"] = .string(deviceName) }
    if let mapping {
        do {
            body["mapping"] = .string(try String(contentsOf: URL(fileURLWithPath: mapping), encoding: .utf8))
        } catch {
            throw CommandFailure("the mapping '\(mapping)' cannot be read as UTF-8 text: \(error.localizedDescription)")
        }
    }
    return .object(body)
}

/// `mapping` and a file of it go together.
func validate(format: String, mapping: String?) throws {
    guard (format.lowercased() == "mapping") == (mapping != nil) else {
        throw ValidationError("the format 'mapping' needs --mapping FILE, and only it takes one")
    }
}
