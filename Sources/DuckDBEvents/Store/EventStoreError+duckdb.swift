internal import Events
internal import Foundation

extension EventStoreError {
    /// Runs a body whose errors of DuckDB become the port's.
    static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DuckDBError {
            throw EventStoreError(error)
        } catch let error as CocoaError {
            if error.code == .fileWriteOutOfSpace { throw EventStoreError.diskFull(error.localizedDescription) }
            throw EventStoreError.failed(error.localizedDescription)
        }
    }

    init(_ error: DuckDBError) {
        switch error {
        case .noLibrary: self = .unavailable("\(error)")
        case .diskFull(let detail, _): self = .diskFull(detail)
        case .busy(let detail): self = .busy(detail)
        case .damaged(let detail): self = .damaged(detail)
        default: self = .failed("\(error)")
        }
    }
}
