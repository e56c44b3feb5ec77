public import Primitives
public import SecurityModel

/// How one product writes its alerts. A format is a value without state: the same record always gives the same reports.
public protocol AlertFormat: Sendable {
    /// The word that names it in configuration and on the command line.
    var name: String { get }

    /// Reads a record into alert reports: usually one; none where the record is well formed but no alert (a heartbeat, an
    /// event of another kind); several where the product bundles them.
    func reports(in record: RawRecord) throws(IngestionError) -> [AlertReport]
}

/// A format whose records are JSON objects.
public protocol JSONAlertFormat: AlertFormat {
    func reports(in object: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport]
}

extension JSONAlertFormat {
    public func reports(in record: RawRecord) throws(IngestionError) -> [AlertReport] {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: record.bytes)
        } catch {
            throw .notJSON(error)
        }
        guard document.root.isObject else { throw .notAnObject }
        return try reports(in: document.root, of: record)
    }
}
