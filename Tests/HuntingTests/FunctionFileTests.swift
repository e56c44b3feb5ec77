import Foundation
import Hunting
import KQL
import Testing

/// The functions that the product ships, and files that are none.
@Suite struct FunctionFileTests {
    private static let content = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Content")
        .standardizedFileURL

    private struct Tables: TableProvider {
        let functions: [String: String]
        let tables: [String: Schema]
        var tableNames: [String] { Array(tables.keys) }
        func schema(of table: String) -> Schema? { tables[table] }
        func rows(of table: String, columns: [Int]) throws -> any BatchSource { throw QueryError(.execution, "no rows") }
    }

    /// Columns by the specs, of which the tests of another module know more.
    private static let tables: [String: Schema] = {
        let folder = content.appending(path: "tables")
        let names = [
            "DeviceProcessEvents", "DeviceEvents", "DnsEvents", "DeviceNetworkEvents", "DeviceLogonEvents", "SigninLogs",
            "DeviceFileEvents", "DeviceRegistryEvents",
        ]
        return Dictionary(
            uniqueKeysWithValues: names.map { name in
                let text = (try? String(contentsOf: folder.appending(path: "\(name).table"), encoding: .utf8)) ?? ""
                let fields = text.split(separator: "\n").filter { $0.first != "#" && $0.first != "@" }.compactMap { line in
                    let words = line.split(separator: " ")
                    return words.count > 1 ? ScalarType(name: String(words[1])).map { Field(String(words[0]), $0) } : nil
                }
                return (name, Schema(fields))
            })
    }()

    @Test(arguments: [
        "imProcessCreate | where CommandLine has 'x'",
        "_Im_ProcessCreate(commandline_has_any=dynamic(['a']), eventtype='*') | project User, Process",
        "_Im_Dns(responsecodename='NXDOMAIN') | summarize count() by SrcIpAddr",
        "imDns(domain_has_any=dynamic(['a'])) | project DnsQuery, Dvc",
        "_Im_NetworkSession(dstportnumber=443) | project SrcIpAddr, DstIpAddr",
        "imAuthentication(eventresult='Failure') | project TargetUsername, SrcIpAddr",
        "_Im_FileEvent | project FilePath, Hash",
        "imRegistry(registrykey_has_any=dynamic(['run'])) | project RegistryKey, ActorUsername",
    ])
    func shippedFunctionsBind(query: String) throws {
        let tables = Tables(functions: try FunctionFiles.load(Self.content), tables: Self.tables)
        #expect(throws: Never.self) { try Engine(provider: tables).check(query) }
    }

    @Test(arguments: [("(a:long { print a }", "expected here"), ("T | count", "it is no function")])
    func refusesOthers(text: String, reason: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "functions-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "functions"), withIntermediateDirectories: true)
        try text.write(to: folder.appending(path: "functions/f.kql"), atomically: true, encoding: .utf8)
        let error = #expect(throws: FunctionFileError.self) { try FunctionFiles.load(folder) }
        #expect(error?.reason.contains(reason) == true)
    }
}
