/// The calls by which the inbox's writer can fail for want of a sound disk. Tests put failing ones in their place.
struct DiskAccess: Sendable {
    var write: @Sendable (OpenFile, UnsafeRawBufferPointer, Int) throws(SystemCallError) -> Void
    var synchronize: @Sendable (OpenFile) throws(SystemCallError) -> Void
    var freeBytes: @Sendable (Directory) throws(SystemCallError) -> Int

    static let system = DiskAccess(
        write: { (file, bytes, offset) throws(SystemCallError) in try file.write(bytes, at: offset) },
        synchronize: { (file) throws(SystemCallError) in try file.synchronize() },
        freeBytes: { (directory) throws(SystemCallError) in try directory.freeBytes() }
    )
}
