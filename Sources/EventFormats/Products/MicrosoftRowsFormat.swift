public import Events
public import Ingestion
internal import Primitives

/// Rows that Microsoft's products have made already: Defender's streaming API (`category` and `properties`, one record or
/// several in `records`), Entra ID's diagnostic records, and rows exported from Sentinel or Log Analytics, which name their
/// table in `Type`.
public struct MicrosoftRowsFormat: EventFormat {
    public static let name = "microsoft-rows"
    private let names: FieldNames
    private let plans: [RowPlan]
    private let specs: TableSpecs
    private let records: FieldNames
    private let kinds, times: [Int]
    private let places: DiagnosticRecords.PlaceSlots

    public init(specs: TableSpecs) throws(EventFormatError) {
        self.specs = specs
        let asked = ["category", "Category", "Type", "TableName", "$table", "time", "Timestamp", "TimeGenerated"]
        var shapes: [RowShape] = []
        for spec in specs.tables {
            shapes.append(RowShape(spec.name, nil, takesNames: true, leaves: ["Type"], DiagnosticRecords.rules(for: spec)))
        }
        names = FieldNames(
            asked + specs.tables.flatMap { $0.columns.map(\.name) } + shapes.flatMap(\.fieldNames),
            nesting: ["properties": .capitalised])
        records = FieldNames(["records"])
        var plans: [RowPlan] = []
        for shape in shapes { plans.append(try RowPlan(shape, names, specs)) }
        self.plans = plans
        places = DiagnosticRecords.PlaceSlots(names)
        kinds = ["category", "TableName", "$table", "Type"].compactMap(names.slot)
        times = ["Timestamp", "TimeGenerated", "time"].compactMap(names.slot)
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try record.bytes.withUnsafeBufferPointer { (bytes: Bytes) throws(EventFormatError) -> Int in
            guard let list = try MicrosoftRowsFormat.list(in: bytes, records) else {
                return try row(bytes, record.arrival, into: &batch)
            }
            var rows = 0
            for part in list { rows += try row(part, record.arrival, into: &batch) }
            return rows
        }
    }

    /// The objects of `records`; `nil` where the record is a row itself.
    private static func list(in bytes: Bytes, _ names: FieldNames) throws(EventFormatError) -> [Bytes]? {
        guard bytes.part(0, min(bytes.count, 64)).find("\"records\"") != nil else { return nil }
        var set = FieldSet(names, bytes: bytes.count)
        try JSONFieldScanner.scan(bytes, into: &set)
        guard set.fields.count == 1, let array = set.value(first: names.slot(of: "records").map { [$0] } ?? []) else {
            return nil
        }
        return try JSONFieldScanner.elements(of: array)
    }

    private func row(_ bytes: Bytes, _ arrival: Timestamp, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        var set = FieldSet(names, bytes: bytes.count)
        try JSONFieldScanner.scan(bytes, into: &set)
        guard let table = table(of: set) else {
            throw .notOfFormat(
                format: MicrosoftRowsFormat.name, reason: "neither 'category' nor 'Type' names a table that there is")
        }
        if specs[table].place(of: "LocationDetails") != nil { try DiagnosticRecords.tellPlaces(&set, places) }
        var time: Timestamp?
        var from = -1
        for slot in times where time == nil { (time, from) = (set.value(slot).flatMap(ValueReading.time), slot) }
        plans[table].write(&set, RowHead(time: time ?? arrival), into: &batch)
        if time != nil, let place = set.place(from) { set.use(place) }
        plans[table].writeRest(&set, into: &batch)
        return 1
    }

    private func table(of set: borrowing FieldSet) -> Int? {
        for slot in kinds {
            guard let value = set.value(slot) else { continue }
            let name = value.hasPrefix("AdvancedHunting-") ? value.from(16).text : value.text
            if let number = specs.number(of: name) ?? MicrosoftRowsFormat.exported[name].flatMap(specs.number) { return number }
        }
        return nil
    }

    /// Categories of Entra ID's export, which are called otherwise than their tables.
    private static let exported = [
        "SignInLogs": "SigninLogs", "NonInteractiveUserSignInLogs": "AADNonInteractiveUserSignInLogs",
        "ServicePrincipalSignInLogs": "AADServicePrincipalSignInLogs",
        "ManagedIdentitySignInLogs": "AADManagedIdentitySignInLogs", "RiskyUsers": "AADRiskyUsers",
        "UserRiskEvents": "AADUserRiskEvents", "ServicePrincipalRiskEvents": "AADServicePrincipalRiskEvents",
        "CustomSecurityAttributeAuditLogs": "AADCustomSecurityAttributeAuditLogs",
    ]
}
