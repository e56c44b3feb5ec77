@testable import Hunting
import KQL
import Testing

/// The functions that hunts have beside the language's.
@Suite struct EnvironmentFunctionTests {
    /// Tables that are written down in the language.
    private struct Tables: TableProvider {
        let tables: MemoryTables

        init() throws {
            let file = "Timestamp:datetime, DeviceId:string, SHA1:string, SHA256:string, MD5:string, FileSize:long"
            let texts = [
                "DeviceFileEvents": """
                datatable(\(file))[
                    datetime(2026-01-01), "a", "AA", "a2", "m", 5, datetime(2026-01-03), "b", "aa", "a2", "m", 5,
                    datetime(2026-01-02), "a", "bb", "b2", "n", 6]
                """,
                "DeviceProcessEvents": "datatable(\(file))[datetime(2026-01-04), \"c\", \"aa\", \"a2\", \"m\", 5]",
                "DeviceImageLoadEvents": "datatable(\(file))[]",
                "DeviceFileCertificateInfo": """
                datatable(Timestamp:datetime, SHA1:string, Signer:string, Issuer:string, SignerHash:string, IsTrusted:bool,
                    IsRootSignerMicrosoft:bool, IsSigned:bool)[datetime(2026-01-01), "AA", "Contoso", "CA", "h", true, false, true]
                """,
                "DeviceNetworkInfo": """
                datatable(Timestamp:datetime, DeviceId:string, DeviceName:string, IPAddresses:dynamic,
                    NetworkAdapterType:string, ConnectedNetworks:dynamic)[
                    datetime(2026-01-01), "a", "host-a", dynamic([{"IPAddress":"10.0.0.1"},{"IPAddress":"8.8.8.8"}]), "Ethernet",
                    dynamic(null)]
                """,
                "DeviceNetworkEvents": """
                datatable(Timestamp:datetime, DeviceId:string, DeviceName:string, LocalIP:string, RemoteIP:string)[
                    datetime(2026-01-05), "b", "host-b", "10.0.0.1", "10.0.0.9",
                    datetime(2026-01-06), "a", "host-a", "10.0.0.9", "127.0.0.1"]
                """,
            ]
            tables = MemoryTables(try texts.mapValues { try Engine().run($0) })
        }

        var tableNames: [String] { tables.tableNames }
        var functions: [String: String] { EnvironmentFunctions.ofEvents }
        func schema(of table: String) -> Schema? { tables.schema(of: table) }
        func rows(of table: String, columns: [Int]) throws -> any BatchSource { try tables.rows(of: table, columns: columns) }
    }

    private func rows(_ query: String) throws -> [[String]] {
        let table = try Engine(provider: Tables()).run(query)
        return (0..<table.count).map { table.row($0).map(\.text) }
    }

    @Test(arguments: ["datatable(DeviceId:string)['a'] | invoke SeenBy()", "print 1 | invoke SeenBy('a')"])
    func devicesAreSeen(query: String) throws { #expect(try rows(query) == [["b"]]) }

    @Test(arguments: ["SHA1", "\"SHA1\"", "SHA1, 1000"])
    func filesHaveProfiles(argument: String) throws {
        let query = """
            datatable(SHA1:string)["aa", "zz"] | invoke FileProfile(\(argument))
            | project SHA1, GlobalPrevalence, GlobalFirstSeen, GlobalLastSeen, Signer, SignatureState, ProfileAvailability | sort by SHA1 asc
            """
        #expect(
            try rows(query) == [
                [
                    "aa", "3", "2026-01-01T00:00:00.0000000Z", "2026-01-04T00:00:00.0000000Z", "Contoso", "SignedValid",
                    "Available",
                ],
                ["zz", "", "", "", "", "", "Missing"],
            ])
    }

    @Test func filesHaveProfilesByTheOtherDigest() throws {
        let query = """
            datatable(InitiatingProcessSHA256:string)["B2"] | invoke FileProfile("InitiatingProcessSHA256")
            | project SHA1, MD5, FileSize, GlobalPrevalence
            """
        #expect(try rows(query) == [["bb", "n", "6", "1"]])
    }

    @Test func addressesLeadToDevices() throws {
        let query = "datatable(IP:string)[\"10.0.0.1\", \"1.1.1.1\"] | invoke DeviceFromIP() | sort by DeviceId asc"
        #expect(try rows(query) == [["10.0.0.1", "a"], ["10.0.0.1", "b"]])
        let earlier = "datatable(IP:string)[\"10.0.0.1\"] | invoke DeviceFromIP(IP, datetime(2026-01-02))"
        #expect(try rows(earlier) == [["10.0.0.1", "a"]])
    }

    @Test func devicesLeadToAddresses() throws {
        let query = "AssignedIPAddresses(\"HOST-A\") | project IPAddress, IPType, NetworkAdapterType | sort by IPAddress asc"
        #expect(
            try rows(query) == [
                ["10.0.0.1", "Private", "Ethernet"], ["10.0.0.9", "Private", ""], ["8.8.8.8", "Public", "Ethernet"],
            ])
        #expect(try rows("AssignedIPAddresses(\"a\", datetime(2026-01-02)) | count") == [["2"]])
    }
}
