internal import DuckDBEvents
internal import EventHunting
public import Foundation
public import KQL

/// Parquet for the command line, which names no driver.
public enum ParquetRows {
    /// - Throws: where DuckDB's library is not there, an error that says where it is looked for.
    public static func bytes(of table: Table) throws -> Data {
        try ParquetAnswer.bytes(of: table, library: DuckDBLibrary(searching: DuckDBLibrary.places))
    }
}
