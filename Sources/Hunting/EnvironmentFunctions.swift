/// Functions that queries may call beside those of the language, in the language itself.
///
/// Where the public ones ask what is known all over the world (`FileProfile`), these ask the events that are stored here.
enum EnvironmentFunctions {
    /// The value of a `let` by the name that it is bound to.
    static let ofEvents = [
        "FileProfile": fileProfile, "DeviceFromIP": deviceFromIP, "AssignedIPAddresses": assignedIPAddresses,
        "SeenBy": seenBy,
    ]

    static let ofCases = ["_GetWatchlistAlias": "() { Watchlist | distinct WatchlistAlias }"]

    /// `T | invoke FileProfile(SHA1, 1000)`: how many devices have the file, since when, and who signed it. The second
    /// argument, the most files to look up, is taken for those who write it; every file is looked up.
    private static let fileProfile = """
        (T:(*), x:string = "SHA1", y:long = 1000) {
            let seen = union
                (DeviceFileEvents | project Timestamp, DeviceId, SHA1, SHA256, MD5, FileSize),
                (DeviceProcessEvents | project Timestamp, DeviceId, SHA1, SHA256, MD5, FileSize),
                (DeviceImageLoadEvents | project Timestamp, DeviceId, SHA1, SHA256, MD5, FileSize);
            let signed = DeviceFileCertificateInfo
                | where isnotempty(SHA1)
                | extend FileProfileSHA1 = tolower(SHA1)
                | summarize arg_max(Timestamp, Signer, Issuer, SignerHash, IsTrusted, IsRootSignerMicrosoft, IsSigned) by FileProfileSHA1
                | project FileProfileSHA1, Signer, Issuer, SignerHash, IsCertificateValid = IsTrusted, IsRootSignerMicrosoft,
                    SignatureState = iff(IsTrusted, "SignedValid", iff(IsSigned, "SignedInvalid", "Unsigned"));
            let profiles = seen
                | extend FileProfileKey = tolower(iff(x endswith "SHA256", SHA256, SHA1))
                | where isnotempty(FileProfileKey)
                | summarize SHA1 = max(SHA1), SHA256 = max(SHA256), MD5 = max(MD5), FileSize = max(FileSize),
                    GlobalPrevalence = dcount(DeviceId), GlobalFirstSeen = min(Timestamp), GlobalLastSeen = max(Timestamp)
                    by FileProfileKey
                | extend FileProfileSHA1 = tolower(SHA1)
                | lookup kind=leftouter signed on FileProfileSHA1
                | project-away FileProfileSHA1;
            T
            | extend FileProfileKey = tolower(tostring(column_ifexists(x, "")))
            | lookup kind=leftouter profiles on FileProfileKey
            | extend ProfileAvailability = iff(isnull(GlobalPrevalence), "Missing", "Available")
            | project-away FileProfileKey, SHA11*, SHA2561*, MD51*, FileSize1*
        }
        """

    /// `T | invoke DeviceFromIP(RemoteIP, ago(1d))`: the devices that had the addresses in a column (IP, where none is named), up to a
    /// moment.
    private static let deviceFromIP = """
        (T:(*), x:string = "IP", y:datetime = datetime(null)) {
            let assigned = union
                (DeviceNetworkInfo
                | mv-expand Address = IPAddresses
                | project Timestamp, DeviceId, IP = tostring(Address.IPAddress)),
                (DeviceNetworkEvents | project Timestamp, DeviceId, IP = LocalIP)
                | where isnotempty(IP) and isnotempty(DeviceId) and (isnull(y) or Timestamp <= y)
                | distinct IP, DeviceId;
            T
            | project IP = tostring(column_ifexists(x, ""))
            | where isnotempty(IP)
            | distinct IP
            | join kind=inner assigned on IP
            | project IP, DeviceId
        }
        """

    /// `DeviceInfo | invoke SeenBy()`, `invoke SeenBy("id")`: the devices whose connections went to an address of another device, the one
    /// that is named or those of the rows.
    private static let seenBy = """
        (T:(*), x:string = "DeviceId") {
            let wanted = T
                | project SeenId = tostring(column_ifexists(x, x))
                | where isnotempty(SeenId)
                | distinct SeenId;
            let addresses = union
                (DeviceNetworkInfo
                | mv-expand Address = IPAddresses
                | project SeenId = DeviceId, IP = tostring(Address.IPAddress)),
                (DeviceNetworkEvents | project SeenId = DeviceId, IP = LocalIP)
                | where isnotempty(IP) and IP !startswith "127." and IP != "::1"
                | distinct SeenId, IP
                | join kind=inner wanted on SeenId
                | project SeenId, IP;
            DeviceNetworkEvents
            | where isnotempty(DeviceId) and isnotempty(RemoteIP)
            | project DeviceId, IP = RemoteIP
            | distinct DeviceId, IP
            | join kind=inner addresses on IP
            | where DeviceId != SeenId
            | distinct DeviceId
        }
        """

    /// `AssignedIPAddresses("host", ago(1d))`: the addresses that a device had, up to a moment, by its id or name.
    private static let assignedIPAddresses = """
        (x:string, y:datetime = datetime(null)) {
            union
                (DeviceNetworkInfo
                | where DeviceId == x or DeviceName =~ x
                | mv-expand Address = IPAddresses
                | project Timestamp, IPAddress = tostring(Address.IPAddress), NetworkAdapterType, ConnectedNetworks),
                (DeviceNetworkEvents
                | where DeviceId == x or DeviceName =~ x
                | project Timestamp, IPAddress = LocalIP, NetworkAdapterType = "", ConnectedNetworks = dynamic(null))
            | where isnotempty(IPAddress) and (isnull(y) or Timestamp <= y)
            | summarize arg_max(Timestamp, NetworkAdapterType, ConnectedNetworks) by IPAddress
            | project Timestamp, IPAddress, IPType = case(
                    IPAddress startswith "127." or IPAddress == "::1", "Loopback",
                    IPAddress startswith "169.254." or IPAddress matches regex "^(?i)fe[89ab][0-9a-f]:", "LinkLocal",
                    ipv4_is_private(IPAddress) or IPAddress matches regex "^(?i)f[cd][0-9a-f]{2}:", "Private",
                    "Public"), NetworkAdapterType, ConnectedNetworks
        }
        """
}
