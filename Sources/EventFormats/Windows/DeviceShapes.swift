/// The rows of Defender's tables that Windows events are, by the log and the event's number.
enum DeviceShapes {
    static let all: [WindowsSource: [Int: [RowShape]]] = [
        .security: SecurityShapes.all,
        .sysmon: SysmonShapes.all,
        .system: [
            7045: [
                RowShape(
                    "DeviceEvents", "ServiceInstalled",
                    [
                        SecurityShapes.program("ImagePath"), .additional("StartType", as: "ServiceStartType"),
                        .additional("AccountName", as: "ServiceAccount"),
                    ])
            ]
        ],
        .powerShell: [
            4103: [RowShape("DeviceEvents", "PowerShellCommand", [.additional("Payload", as: "Command")])],
            4104: [RowShape("DeviceEvents", "PowerShellCommand", [.additional("ScriptBlockText", as: "Command")])],
        ],
        .defender: [
            1116: detection, 1117: detection,
            5001: [RowShape("DeviceEvents", "TamperingAttempt", [])],
        ],
    ]

    private static let detection = [
        RowShape(
            "DeviceEvents", "AntivirusDetection",
            [
                .additional("Threat Name", as: "ThreatName"), .additional("Category Name", as: "ThreatCategory"),
                .additional("Action Name", as: "Action"),
                .path("Process Name", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"),
            ])
    ]
}
