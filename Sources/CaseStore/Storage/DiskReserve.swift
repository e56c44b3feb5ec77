#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The room on a volume that is not given away to new data. A server asks before it takes anything in and refuses with 507:
/// what is there can then still be worked on, cleaned up and backed up.
public struct DiskReserve: Hashable, Sendable {
    /// Bytes that stay free, unless told otherwise.
    public static let defaultLimit: Int64 = 512 << 20

    /// A folder on the volume.
    public let path: String
    public let limit: Int64

    public init(path: String, limit: Int64 = DiskReserve.defaultLimit) {
        self.path = path
        self.limit = limit
    }

    /// Bytes that this process may still use on the volume; `nil` where the system does not answer. A look-up in the
    /// kernel's memory, around a microsecond on a local disk.
    public var free: Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
    }

    /// Whether less than the limit is free. A volume that does not answer is left to the write itself to find out.
    public var isExhausted: Bool { free.map { $0 < limit } ?? false }
}
