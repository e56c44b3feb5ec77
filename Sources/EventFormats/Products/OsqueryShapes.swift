/// The rows of osquery's tables of events.
enum OsqueryShapes {
    /// A query of something else.
    static let other = ""

    /// The columns by which each kind is known, the most telling first.
    static let marks: [(fields: [String], kind: String)] = [
        (["cmdline", "path", "parent", "pid"], "process"), (["remote_address", "remote_port", "pid"], "socket"),
        (["target_path", "action"], "file"),
    ]

    static let all: [String: [RowShape]] = [
        "process": [
            RowShape(
                "DeviceProcessEvents", "ProcessCreated",
                [
                    .path("path"), .value("cmdline", "ProcessCommandLine"), .value("pid", "ProcessId"),
                    .value("parent", "InitiatingProcessId"), .value(["username", "uid"], "AccountName"),
                    .lowercase("sha1", "SHA1"), .lowercase("sha256", "SHA256"), .lowercase("md5", "MD5"),
                ])
        ],
        "socket": [
            RowShape("DeviceNetworkEvents", "ListeningConnectionCreated", when: ("action", "bind"), socket),
            RowShape("DeviceNetworkEvents", "InboundConnectionAccepted", when: ("action", "accept"), socket),
            RowShape("DeviceNetworkEvents", "ConnectionSuccess", socket),
        ],
        "file": [
            RowShape("DeviceFileEvents", "FileDeleted", when: ("action", "DELETED"), file),
            RowShape("DeviceFileEvents", "FileCreated", when: ("action", "CREATED"), file),
            RowShape("DeviceFileEvents", "FileRenamed", when: ("action", "MOVED_TO"), file),
            RowShape("DeviceFileEvents", "FileModified", file),
        ],
        other: [RowShape("DeviceEvents", "OsqueryResult", [])],
    ]

    private static let socket: [Rule] = [
        .path("path", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"), .value("pid", "InitiatingProcessId"),
        .address("local_address", "LocalIP", kind: "LocalIPType"), .value("local_port", "LocalPort"),
        .address("remote_address", "RemoteIP", kind: "RemoteIPType"), .value("remote_port", "RemotePort"),
        .word("protocol", "Protocol", ["6": "Tcp", "17": "Udp"]),
    ]

    private static let file: [Rule] = [
        .path("target_path"), .lowercase("sha1", "SHA1"), .lowercase("sha256", "SHA256"), .lowercase("md5", "MD5"),
        .value("size", "FileSize"),
    ]
}
