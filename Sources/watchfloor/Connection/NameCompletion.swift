internal import ArgumentParser
internal import Primitives

/// What the server has by name or number. A shell that completes a command asks for it.
struct NamesOnServer: Sendable {
    /// The request, the list in its answer, and the member of each element that is typed.
    let path: [String]
    let list: String
    let member: String

    static let clients = NamesOnServer(path: ["api", "clients"], list: "clients", member: "name")
    static let detections = NamesOnServer(path: ["api", "detections"], list: "detections", member: "name")
    static let detectors = NamesOnServer(path: ["api", "detectors"], list: "detectors", member: "id")
    static let deviceGroups = NamesOnServer(path: ["api", "deviceGroups"], list: "deviceGroups", member: "name")
    static let incidents = NamesOnServer(path: ["api", "queue"], list: "incidents", member: "id")
    static let people = NamesOnServer(path: ["api", "people"], list: "people", member: "account")
    static let roles = NamesOnServer(path: ["api", "roles"], list: "roles", member: "name")
    static let sources = NamesOnServer(path: ["api", "sources"], list: "sources", member: "name")
    static let tables = NamesOnServer(path: ["api", "events", "tables"], list: "tables", member: "name")
    static let webhooks = NamesOnServer(path: ["api", "webhooks"], list: "webhooks", member: "id")

    /// The names that begin like the word. None where the server does not answer, as a shell has no place for an error.
    func names(beginning word: String, connection words: [String]) async -> [String] {
        guard let connection = try? ConnectionOptions.parse(NamesOnServer.options(in: words)),
            let answer = try? await connection.client().get(path)
        else { return [] }
        return answer.list(of: list).compactMap { $0[member]?.wholeText }.filter { $0.hasPrefix(word) }
    }

    /// The options of the command line so far that say which server, in either way of writing them.
    static func options(in words: [String]) -> [String] {
        let known = ["--server", "--ca", "--data"]
        return words.indices.flatMap { index -> [String] in
            let word = words[index]
            if known.contains(where: { word.hasPrefix($0 + "=") }) { return [word] }
            return known.contains(word) && index + 1 < words.count ? [word, words[index + 1]] : []
        }
    }
}

extension JSONValue {
    /// A text as it is, a whole number in digits.
    fileprivate var wholeText: String? { string ?? integer.map { String($0) } }
}

extension CompletionKind {
    /// Names that a running server has.
    static func names(_ names: NamesOnServer) -> CompletionKind {
        .custom { words, _, word async in await names.names(beginning: word, connection: words) }
    }
}
