internal import Foundation
internal import Hummingbird

/// The workspace that a request names. There is one installation behind all of them, so any name is taken.
struct ResourceAddress: Sendable {
    /// Before every resource's own path.
    static let workspacePath =
        "subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.OperationalInsights/workspaces/:workspace"
    static let path = "\(workspacePath)/providers/Microsoft.SecurityInsights"

    let subscription: String
    let group: String
    let workspace: String

    init(_ context: APIContext) throws {
        subscription = try context.segment("subscription")
        group = try context.segment("group")
        workspace = try context.segment("workspace")
    }

    var workspaceID: String {
        "/subscriptions/\(subscription)/resourceGroups/\(group)/providers/Microsoft.OperationalInsights/workspaces/\(workspace)"
    }

    /// The id of a resource, by its path below the provider: `Incidents/` and a name.
    func id(_ path: String) -> String { "\(workspaceID)/providers/Microsoft.SecurityInsights/\(path)" }

    /// The type and name at the end of a resource's id: of `.../bookmarks/b1`, `bookmarks` and `b1`. The type is in lower case.
    static func end(of id: String) -> (type: String, name: String)? {
        let parts = id.split(separator: "/")
        guard parts.count >= 2, let type = parts.dropLast().last, let name = parts.last else { return nil }
        return (type.lowercased(), name.removingPercentEncoding ?? String(name))
    }
}

extension APIContext {
    /// A segment of the address, its escapes resolved.
    func segment(_ name: String) throws -> String {
        let text = try parameters.require(name)
        return text.removingPercentEncoding ?? text
    }
}
