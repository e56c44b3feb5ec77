internal import AsyncHTTPClient
internal import Hunting
internal import KQL
internal import NIOCore
internal import NIOHTTP1

/// Reads the files that `externaldata` asks for, from addresses that whoever runs the server has named.
struct ExternalReader: ExternalSource {
    /// Seconds until a file has to be there.
    static let patience: Int64 = 20
    /// Bytes of a file, at most.
    static let largestFile = 32 << 20

    private let beginnings: [String]
    let places: (any PlaceSource)?

    /// - Parameters:
    ///   - beginnings: `https` addresses with at least the slash behind the host, so that another host cannot begin alike.
    ///   - places: the file of a database of addresses.
    /// - Throws: where the database cannot be read.
    init(_ beginnings: [String], places: String? = nil) throws {
        self.beginnings = beginnings
        do {
            self.places = try places.map { try AddressPlaces(file: $0) }
        } catch {
            throw StartError.noPlaces(file: places ?? "", reason: "\(error)")
        }
    }

    func contents(of address: String) throws -> [UInt8] {
        // What stands behind a semicolon is a key for Microsoft's storage.
        let address = String(address.prefix { $0 != ";" })
        let climbs = address.contains("/..") || address.lowercased().contains("%2e")
        guard beginnings.contains(where: address.hasPrefix), !climbs else {
            throw QueryError(
                .unsupported,
                "externaldata may not read \(address): whoever runs the server names what may be read with --external-data; "
                    + "or import the file as a watchlist")
        }
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))
        defer { try? client.syncShutdown() }
        do {
            let request = try HTTPClient.Request(url: address)
            let collector = ResponseAccumulator(request: request, maxBodySize: ExternalReader.largestFile)
            let deadline = NIODeadline.now() + .seconds(ExternalReader.patience)
            let response = try client.execute(request: request, delegate: collector, deadline: deadline).wait()
            guard response.status == .ok else {
                throw QueryError(.execution, "\(address) answered \(response.status.code)")
            }
            return response.body.map { Array($0.readableBytesView) } ?? []
        } catch let error as QueryError {
            throw error
        } catch {
            throw QueryError(.execution, "\(address) cannot be read: \(error)")
        }
    }
}
