import Foundation
import Hunting
import KQL
import Primitives
import Testing

/// Places of addresses out of a database that the test writes.
@Suite struct AddressPlacesTests {
    /// Tables that know places.
    private struct Tables: TableProvider {
        let places: (any PlaceSource)?
        var tableNames: [String] { [] }
        func schema(of table: String) -> Schema? { nil }
        func rows(of table: String, columns: [Int]) throws -> any BatchSource { throw QueryError(.execution, "no rows") }
    }

    private static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return bytes.count < 29 ? [2 << 5 | UInt8(bytes.count)] + bytes : [2 << 5 | 29, UInt8(bytes.count - 29)] + bytes
    }

    private static func map(_ members: [(String, [UInt8])]) -> [UInt8] {
        [7 << 5 | UInt8(members.count)] + members.flatMap { text($0.0) + $0.1 }
    }

    private static func real(_ number: Double) -> [UInt8] {
        [3 << 5 | 8] + (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(56 - $0 * 8)) }
    }

    private static func whole(_ number: Int) -> [UInt8] {
        [6 << 5 | 4] + (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - $0 * 8)) }
    }

    /// One network, 203.0.113.0/24, in a tree of so many bits a record. Its country stands there by a pointer.
    static func database(recordSize: Int, isIPv6: Bool) -> [UInt8] {
        let country = map([("names", map([("en", text("Australia")), ("de", text("Australien"))]))])
        let city = map([
            ("country", [1 << 5, 0]), ("subdivisions", [1, 4] + map([("names", map([("en", text("New South Wales"))]))])),
            ("city", map([("names", map([("en", text("Sydney"))]))])),
            ("location", map([("latitude", real(-33.8715)), ("longitude", real(151.2006))])),
        ])
        let bits =
            (isIPv6 ? [Int](repeating: 0, count: 96) : [])
            + [203, 0, 113].flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        let count = bits.count
        let leaf = count + 16 + country.count
        let tree = bits.enumerated().flatMap { index, bit -> [UInt8] in
            let next = index + 1 < count ? index + 1 : leaf
            return node(bit == 0 ? next : count, bit == 0 ? count : next, recordSize)
        }
        let facts = map([
            ("node_count", whole(count)), ("record_size", whole(recordSize)), ("ip_version", whole(isIPv6 ? 6 : 4)),
            ("database_type", text("Test-City")), ("binary_format_major_version", whole(2)),
        ])
        return tree + [UInt8](repeating: 0, count: 16) + country + city + [0xab, 0xcd, 0xef] + Array("MaxMind.com".utf8) + facts
    }

    private static func node(_ left: Int, _ right: Int, _ size: Int) -> [UInt8] {
        func bytes(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> ((count - 1 - $0) * 8)) }
        }
        switch size {
        case 24: return bytes(left, 3) + bytes(right, 3)
        case 28: return bytes(left, 3) + [UInt8((left >> 24) << 4 | right >> 24)] + bytes(right, 3)
        default: return bytes(left, 4) + bytes(right, 4)
        }
    }

    @Test(arguments: [24, 28, 32], [true, false])
    func queriesKnowPlaces(recordSize: Int, isIPv6: Bool) throws {
        let places = AddressPlaces(try MaxMindDatabase(Data(Self.database(recordSize: recordSize, isIPv6: isIPv6))))
        let query = """
            datatable(ip:string)["203.0.113.77", "203.0.114.1", "10.0.0.1", "no address", "", "2001:db8::1"]
            | extend p = geo_info_from_ip_address(ip) | project p, city = tostring(p.city)
            """
        let table = try Engine(provider: Tables(places: places)).run(query)
        #expect(
            table.row(0).map(\.text) == [
                #"{"country":"Australia","state":"New South Wales","city":"Sydney","latitude":-33.8715,"longitude":151.2006}"#,
                "Sydney",
            ])
        #expect((1..<6).allSatisfy { table.row($0) == [.null, .string("")] })
    }

    @Test func withoutADatabaseItSaysWhatIsMissing() {
        let error = #expect(throws: QueryError.self) {
            try Engine(provider: Tables(places: nil)).run("print geo_info_from_ip_address('203.0.113.77')")
        }
        #expect(error?.message.contains("--address-database") == true)
        #expect(error?.span != nil)
    }

    /// Files that are broken anywhere give an error or no answer, and nothing worse.
    @Test func brokenFilesAreSurvived() throws {
        let whole = Self.database(recordSize: 24, isIPv6: false)
        let address = try #require(IPAddress("203.0.113.77"))
        for place in whole.indices {
            for byte in [whole[place] ^ 0xff, whole[place] &+ 1, 0xff, 0x20] {
                var broken = whole
                broken[place] = byte
                _ = try? MaxMindDatabase(Data(broken)).record(of: address)
            }
            _ = try? MaxMindDatabase(Data(whole.prefix(place))).record(of: address)
        }
        #expect(throws: MaxMindDatabase.Fault.self) { try MaxMindDatabase(Data("no database".utf8)) }
    }
}
