@testable import KQL
import Foundation
import Testing

/// Cells of H3 against sums of what the H3 library (4.5) answers for the same points.
@Suite struct H3Tests {
    /// Points all over the sphere, each with a resolution.
    private static let cells: [H3Cell] = (0..<3000).compactMap { (number: Int) -> H3Cell? in
        let (across, along) = (Double(number) * 137.50776405, Double(number) * 83.1415926)
        return H3Cell(
            longitude: fmod(across, 360) - 180, latitude: fmod(along, 180) - 90, resolution: number % 16)
    }

    private static let pentagons: [H3Cell] = (0...H3Cell.finest).flatMap { resolution in
        H3BaseCell.pentagons.sorted().map { H3Cell(H3BaseCell(number: $0), Array(repeating: 0, count: resolution)) }
    }

    private func sum(_ cells: some Sequence<H3Cell>) -> UInt64 { cells.reduce(0) { $0 &* 1_099_511_628_211 &+ $1.id } }

    @Test func pointsLieInTheirCells() {
        #expect(Self.cells.count == 3000)
        #expect(sum(Self.cells) == 2_124_877_470_144_928_595)
        #expect(Self.cells.allSatisfy { H3Cell(token: $0.token) == $0 })
    }

    /// The middle of every coarse cell, and of all around the pentagons, is its own.
    @Test func middlesLieInTheirCells() {
        let coarse = (0..<H3BaseCell.count).flatMap { H3Cell(H3BaseCell(number: $0), []).children(2) }
        #expect(coarse.count == 5882)
        for cell in coarse + Self.pentagons.flatMap(\.neighbours) {
            let (longitude, latitude) = cell.centre
            #expect(H3Cell(longitude: longitude, latitude: latitude, resolution: cell.resolution) == cell)
        }
    }

    @Test func cornersAreThoseOfTheLibrary() {
        let corners = Self.cells.flatMap(\.boundary)
        #expect(corners.count == 18_072)
        #expect(abs(corners.reduce(0) { $0 + abs($1.latitude) } - 811_240.9133240952) < 1e-6)
        #expect(abs(corners.reduce(0) { $0 + abs($1.longitude) } - 1_626_864.5208471979) < 1e-6)
        let others = Self.pentagons.flatMap(\.boundary)
        #expect(others.count == 1440)
        #expect(abs(others.reduce(0) { $0 + abs($1.latitude) } - 45_711.6003869061) < 1e-7)
    }

    @Test func neighboursStandInTheLibrarysOrder() {
        let around = Self.cells.map { (cell: $0, neighbours: $0.neighbours) }
        let plain = around.filter { !$0.cell.isPentagon && !$0.neighbours.contains(where: \.isPentagon) }
        #expect(plain.count == 2888)
        #expect(sum(plain.flatMap(\.neighbours)) == 11_873_267_685_773_581_769)
    }

    @Test func pentagonsHaveFiveNeighbours() {
        let bases = Self.pentagons.sorted { ($0.resolution, $0.base.number) < ($1.resolution, $1.base.number) }
        let disks = bases.map { cell in ([cell] + cell.neighbours).sorted { $0.token < $1.token } }
        #expect(disks.allSatisfy { $0.count == 6 })
        #expect(sum(disks.joined()) == 12_769_638_174_633_629_408)
    }

    @Test func ringsAreWalkedAlong() throws {
        let cell = try #require(H3Cell(token: "861f8894fffffff"))
        #expect(sum(H3Rings(cell, 3).rings.joined()) == 7_932_395_320_846_260_519)
        #expect(sum(H3Rings(cell, 7).rings.joined()) == 8_974_547_485_840_110_735)
        let pentagon = try #require(H3Cell(token: "8009fffffffffff"))
        #expect(H3Rings(pentagon, 2).rings.map(\.count) == [1, 5, 10])
        #expect(pentagon.children(5).count == 14_006)
    }

    @Test(arguments: [
        "", "abc", "+62a1072fffffff", "862a1072ffffff", "862a107f7ffffff", "962a1072fffffff", "86f5fffffffffff",
        "862a1072ffffff7",
        "81083ffffffffff1", "81087ffffffffff",
    ])
    func whatIsNoCellIsRefused(_ token: String) { #expect(H3Cell(token: token) == nil) }
}
