internal import HTTPTypes

/// What the routes of Azure Resource Manager's dialect have in common with each other.
extension Operation {
    private static let version = Parameter(
        "api-version", "The version that the client was written for; every one is answered alike.", .text(1...64),
        isRequired: true)

    /// A route below the provider's path.
    static func resource(_ method: HTTPRequest.Method, _ path: String, _ summary: String) -> Operation {
        at(method, "\(ResourceAddress.path)/\(path)", summary)
    }

    /// A route below the workspace's.
    static func workspace(_ method: HTTPRequest.Method, _ path: String, _ summary: String) -> Operation {
        at(method, ResourceAddress.workspacePath + path, summary)
    }

    private static func at(_ method: HTTPRequest.Method, _ path: String, _ summary: String) -> Operation {
        Operation(method, path, summary).asking(version)
    }

    static func resources(_ path: String, _ summary: String) -> Operation {
        Operation(.get, "\(ResourceAddress.path)/\(path)", summary)
            .asking(
                version, Parameter("$top", "Resources of a page, at most.", .integer(0...Int(Int32.max))),
                Parameter("$skipToken", "The place where the next page begins, as an answer gave it.", .text)
            )
            .giving(.object([("value", .list(.named("Resource")))], optional: [("nextLink", .text)]))
    }

    static func read(resource path: String, _ summary: String) -> Operation {
        resource(.get, path, summary).giving(.named("Resource"))
    }

    static func put(resource path: String, _ summary: String) -> Operation {
        resource(.put, path, summary).taking(Schema.resourceBody).giving(.named("Resource"))
            .or(201, .json(.named("Resource"))).failing(409, 412)
    }

    static func delete(resource path: String, _ summary: String) -> Operation {
        resource(.delete, path, summary).answering(.nothing).or(204, .nothing).failing(409, 412)
    }

    /// The four of a resource: its list, and reading, writing and deleting one.
    static func all(of path: String, by parameter: String, _ noun: String) -> [Operation] {
        [
            resources(path, "All of the kind \(noun)."), read(resource: "\(path)/:\(parameter)", "One \(noun)."),
            put(resource: "\(path)/:\(parameter)", "Makes or changes a \(noun)."),
            delete(resource: "\(path)/:\(parameter)", "Deletes a \(noun)."),
        ]
    }
}

extension Schema {
    /// What all resources have.
    static let resource = Schema.object(
        [("id", .text), ("name", .text), ("type", .text), ("properties", .object([]))],
        optional: [("etag", .text), ("kind", .text)])

    /// What a PUT carries.
    static let resourceBody = Schema.object([("properties", .object([]))], optional: [("etag", .text), ("kind", .text)])
}
