/// Which key of CEF is which column of `CommonSecurityLog`.
enum CEFKeys {
    /// The header's fields behind its version.
    static let header = ["DeviceVendor", "DeviceProduct", "DeviceVersion", "DeviceEventClassID", "Activity", "LogSeverity"]

    static let rules: [Rule] =
        keys.split(separator: "\n").flatMap { line in
            line.split(separator: " ").map { pair in
                let parts = pair.split(separator: ":")
                return Rule.value(String(parts[0]), String(parts[1]))
            }
        } + custom + [
            .word("deviceDirection", "CommunicationDirection", ["0": "Inbound", "1": "Outbound"]),
            .value("externalId", "ExtID"),
        ]

    private static let keys = """
        act:DeviceAction app:ApplicationProtocol cat:DeviceEventCategory cnt:EventCount destinationDnsDomain:DestinationDnsDomain
        destinationServiceName:DestinationServiceName destinationTranslatedAddress:DestinationTranslatedAddress
        destinationTranslatedPort:DestinationTranslatedPort deviceDnsDomain:DeviceDnsDomain deviceExternalId:DeviceExternalID
        deviceFacility:DeviceFacility deviceInboundInterface:DeviceInboundInterface deviceNtDomain:DeviceNtDomain
        deviceOutboundInterface:DeviceOutboundInterface devicePayloadId:DevicePayloadId deviceProcessName:ProcessName
        deviceTranslatedAddress:DeviceTranslatedAddress dhost:DestinationHostName dmac:DestinationMACAddress
        dntdom:DestinationNTDomain dpid:DestinationProcessId dpriv:DestinationUserPrivileges dproc:DestinationProcessName
        dpt:DestinationPort dst:DestinationIP dtz:DeviceTimeZone duid:DestinationUserID duser:DestinationUserName dvc:DeviceAddress
        dvchost:DeviceName dvcmac:DeviceMacAddress dvcpid:ProcessID end:EndTime fileCreateTime:FileCreateTime fileHash:FileHash
        fileId:FileID fileModificationTime:FileModificationTime filePath:FilePath filePermission:FilePermission fileType:FileType
        fname:FileName fsize:FileSize in:ReceivedBytes msg:Message oldFileCreateTime:OldFileCreateTime oldFileHash:OldFileHash
        oldFileId:OldFileID oldFileModificationTime:OldFileModificationTime oldFileName:OldFileName oldFilePath:OldFilePath
        oldFilePermission:OldFilePermission oldFileSize:OldFileSize oldFileType:OldFileType out:SentBytes outcome:EventOutcome
        proto:Protocol reason:Reason request:RequestURL requestClientApplication:RequestClientApplication
        requestContext:RequestContext requestCookies:RequestCookies requestMethod:RequestMethod rt:ReceiptTime shost:SourceHostName
        smac:SourceMACAddress sntdom:SourceNTDomain sourceDnsDomain:SourceDnsDomain sourceServiceName:SourceServiceName
        sourceTranslatedAddress:SourceTranslatedAddress sourceTranslatedPort:SourceTranslatedPort spid:SourceProcessId
        spriv:SourceUserPrivileges sproc:SourceProcessName spt:SourcePort src:SourceIP start:StartTime suid:SourceUserID
        suser:SourceUserName type:EventType
        """

    /// The free fields, each with its label.
    private static let custom: [Rule] = [
        ("cs", "DeviceCustomString", 6), ("cn", "DeviceCustomNumber", 3), ("cfp", "DeviceCustomFloatingPoint", 4),
        ("c6a", "DeviceCustomIPv6Address", 4), ("deviceCustomDate", "DeviceCustomDate", 2), ("flexString", "FlexString", 2),
        ("flexNumber", "FlexNumber", 2), ("flexDate", "FlexDate", 1),
    ].flatMap { key, column, count in
        (1...count).flatMap { number in
            [
                Rule.value("\(key)\(number)", "\(column)\(number)"),
                Rule.value("\(key)\(number)Label", "\(column)\(number)Label"),
            ]
        }
    }
}
