#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder, by its path.
struct Directory: Sendable {
    let path: String

    func path(of name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

    /// Makes the folder where it is missing; the one that contains it has to exist.
    func create() throws(SystemCallError) {
        if mkdir(path, 0o700) == 0 { return try Directory(path: path(of: "..")).synchronize() }
        guard errno == EEXIST else { throw SystemCallError("create folder", path) }
    }

    /// The names of all entries, sorted.
    func names() throws(SystemCallError) -> [String] {
        guard let stream = opendir(path) else { throw SystemCallError("list folder", path) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    func remove(_ name: String) throws(SystemCallError) {
        let path = path(of: name)
        guard unlink(path) == 0 || errno == ENOENT else { throw SystemCallError("remove", path) }
    }

    func rename(_ name: String, to newName: String) throws(SystemCallError) {
        let (old, new) = (path(of: name), path(of: newName))
        guard systemRename(old, new) == 0 else { throw SystemCallError("rename", old) }
    }

    /// Returns when creations, renames and removals in the folder are on the disk.
    func synchronize() throws(SystemCallError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemCallError("open folder", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemCallError("synchronize folder", path) }
    }

    /// Bytes that an ordinary process may still write.
    func freeBytes() throws(SystemCallError) -> Int {
        var info = statvfs()
        guard statvfs(path, &info) == 0 else { throw SystemCallError("measure", path) }
        let (bytes, overflow) = Int(clamping: info.f_bavail).multipliedReportingOverflow(by: Int(info.f_frsize))
        return overflow ? .max : bytes
    }
}

/// The C function, out of reach where a method has its name.
private func systemRename(_ old: String, _ new: String) -> Int32 { rename(old, new) }
