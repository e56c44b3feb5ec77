internal import Foundation

/// What Linux says of this process.
struct ProcessFigures {
    var residentBytes: Int64 = 0
    var processorSeconds = 0.0
    var openFiles = 0
    var mostFiles: UInt64 = 0

    init() {
        // Sizes count in pages, times in ticks of the kernel (proc(5)).
        let pages = ProcessFigures.fields("/proc/self/statm")
        if pages.count > 1 { residentBytes = (Int64(pages[1]) ?? 0) * Int64(sysconf(Int32(_SC_PAGESIZE))) }
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
            processorSeconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(microseconds) / 1e6
        }
        openFiles = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { mostFiles = UInt64(limit.rlim_cur) }
    }

    private static func fields(_ path: String) -> [Substring] {
        (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: " ") ?? []
    }
}
