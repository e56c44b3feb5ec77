internal import Foundation
public import KQL
public import Primitives

/// Where addresses lie on the earth, for `geo_info_from_ip_address()`: as a database of cities in MaxMind's format has it.
public struct AddressPlaces: PlaceSource {
    private let database: MaxMindDatabase

    /// - Throws: where the file cannot be read or is no such database.
    public init(file: String) throws {
        database = try MaxMindDatabase(try Data(contentsOf: URL(filePath: file), options: .mappedIfSafe))
    }

    public init(_ database: MaxMindDatabase) { self.database = database }

    public func place(of address: String) -> Value {
        guard let address = IPAddress(address), let record = try? database.record(of: address) else { return .null }
        let location = record["location"]
        let parts: [(String, JSONValue?)] = [
            ("country", AddressPlaces.name(record["country"])),
            ("state", AddressPlaces.name(record["subdivisions"]?.array?.first)),
            ("city", AddressPlaces.name(record["city"])), ("latitude", location?["latitude"]),
            ("longitude", location?["longitude"]),
        ]
        return Value(.object(JSONObject(parts.compactMap { name, value in value.map { .init(name: name, value: $0) } })))
    }

    private static func name(_ part: JSONValue?) -> JSONValue? { part?["names"]?["en"] }
}
