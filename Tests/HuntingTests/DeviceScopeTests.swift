import CaseStore
@testable import Hunting
import KQL
import Primitives
import SecurityModel
import Testing

/// Whose events somebody may see who may not see all.
@Suite struct DeviceScopeTests {
    /// A table of one column, whose rows are those of the devices that may be seen.
    private struct Source: EventTableSource {
        static let schema = Schema([Field("DeviceName", .string)])
        static let devices = ["web-1", "WEB-2", "db-1", ""]

        var tables: [TableHelp] { [] }

        func provider(over span: HuntSpan, device: (@Sendable (String) -> Bool)?) -> any TableProvider {
            let rows = Source.devices.filter { device?($0) ?? true }.map { [Value.string($0)] }
            return MemoryTables(["E": Table(Source.schema, rows: rows)])
        }
    }

    private static let web = DeviceGroup(id: 1, name: "web", conditions: [.nameStarts(with: "web-")])
    private static let tagged = DeviceGroup(id: 2, name: "tagged", conditions: [.tag("x")])

    private func seen(_ view: CaseView, _ groups: [DeviceGroup]) throws -> [String] {
        let tables = DeviceScope(view, groups).tables(of: Source(), over: HuntSpan())
        let answer = try Engine(provider: tables).run("E")
        return (0..<answer.count).map { answer.row($0)[0].text }
    }

    @Test func everythingIsSeenWithoutLimits() throws {
        #expect(try seen(.everything, [Self.tagged]) == Source.devices)
    }

    @Test func namesDecideGroups() throws {
        #expect(try seen(CaseView([CaseScope(deviceGroups: [1])]), [Self.web]) == ["web-1", "WEB-2"])
        #expect(try seen(CaseView([CaseScope(deviceGroups: [0])]), [Self.web]) == ["db-1", ""])
        let both = CaseView([CaseScope(deviceGroups: [0]), CaseScope(deviceGroups: [1])])
        #expect(try seen(both, [Self.web]) == Source.devices)
    }

    @Test(arguments: [
        (CaseView([CaseScope(deviceGroups: [1])]), "tagged"), (CaseView([CaseScope(sources: ["edr"])]), "source"),
        (CaseView.nothing, "source"),
    ])
    func whatCannotBeDecidedIsRefused(view: CaseView, reason: String) {
        let error = #expect(throws: QueryError.self) { try seen(view, [Self.web, Self.tagged]) }
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }
}
