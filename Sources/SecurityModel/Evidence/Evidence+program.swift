internal import Primitives

// A process is judged by what it did. Its program is judged with it only where it is no program of the system: attackers use
// those that are there already, and nobody is to remove them.

extension Evidence {
    /// The roles that what a key names has by this evidence.
    public func roles(of key: EntityKey) -> RoleSet {
        let roles = RoleSet(roles)
        guard kind == .process else { return roles }
        switch key.kind {
        case .file: return isOfOwnProgram ? roles : roles.subtracting(.judging)
        case .user: return roles.subtracting(.hostile)
        default: return roles
        }
    }

    /// Whether the verdict holds for what a key names.
    public func judges(_ key: EntityKey) -> Bool { kind != .process || (key.kind == .file && isOfOwnProgram) }

    /// Whether a process runs a program that is known not to be the system's: by its folder.
    private var isOfOwnProgram: Bool {
        guard let path = text("imageFile.filePath") else { return false }
        var folder = path.lowercased().replacing("\\", with: "/")
        for prefix in ["/??/", "%systemroot%", "/systemroot"] where folder.hasPrefix(prefix) {
            folder = (prefix == "/??/" ? "" : "/windows") + folder.dropFirst(prefix.count)
        }
        if folder.dropFirst().first == ":" { folder = String(folder.dropFirst(2)) }
        if !folder.hasSuffix("/") { folder += "/" }
        // Folders of the system that anybody may write to.
        if ["/windows/temp/", "/windows/tasks/", "/windows/debug/"].contains(where: folder.hasPrefix) { return true }
        return !Evidence.systemFolders.contains(where: folder.hasPrefix)
    }

    private static let systemFolders = [
        "/windows/", "/bin/", "/sbin/", "/lib/", "/lib64/", "/usr/bin/", "/usr/sbin/", "/usr/lib/", "/usr/lib64/",
        "/usr/libexec/",
        "/system/library/", "/library/apple/", "/program files/windows defender/", "/program files/powershell/",
    ]
}

extension RoleSet {
    /// Roles that say something against whom they are given to, or of what befell it.
    fileprivate static let judging = RoleSet.hostile.union(.struck).union(RoleSet([.suspicious, .policyViolator]))
}
