@testable import KQL
import SeededRandom
import Testing

/// What polygons cover together, held against the polygons themselves.
@Suite struct PolygonUnionTests {
    private static func point(_ longitude: Double, _ latitude: Double) -> SpherePoint {
        SpherePoint(longitude: longitude, latitude: latitude)
    }

    /// A star-shaped polygon, now and then with a hole, turned either way.
    private func polygon(_ random: inout SeededGenerator) -> [[SpherePoint]] {
        let (x, y) = (Double(random.below(300)) / 100, Double(random.below(300)) / 100)
        let corners = 3 + random.below(6)
        func ring(_ radius: Double) -> [SpherePoint] {
            (0..<corners).map { corner in
                let far = radius * (0.6 + Double(random.below(400)) / 1000)
                let angle = 2 * Double.pi * Double(corner) / Double(corners)
                let across = SpherePoint(longitude: angle * 180 / .pi, latitude: 0)
                return PolygonUnionTests.point(x + far * across.x, y + far * across.y)
            }
        }
        let outer = ring(1.5)
        let rings = random.below(3) == 0 ? [outer, ring(0.25)] : [outer]
        return random.below(2) == 0 ? rings : rings.map { $0.reversed() }
    }

    @Test func coversWhatOneOfThemCovers() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = SeededGenerator(seed: seed)
        for round in 0..<300 {
            let polygons = (0..<(2 + random.below(4))).map { _ in polygon(&random) }
            let united = try PolygonUnion.polygons(polygons)
            for _ in 0..<60 {
                let point = PolygonUnionTests.point(Double(random.below(7000)) / 1000 - 2, Double(random.below(7000)) / 1000 - 2)
                let isCovered = polygons.contains { SphericalPolygon.contains(polygon: $0, point) }
                let holders = united.count { SphericalPolygon.contains(polygon: $0, point) }
                #expect(holders == (isCovered ? 1 : 0), "seed \(seed), round \(round)")
            }
            let area = united.reduce(0) { $0 + SphericalPolygon.area($1) }
            let areas = polygons.map(SphericalPolygon.area)
            #expect(
                area > (areas.max() ?? 0) * (1 - 1e-9) && area < areas.reduce(0, +) * (1 + 1e-9), "seed \(seed), round \(round)")
        }
    }

    @Test func holdsWhatBothOfThemHold() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = SeededGenerator(seed: seed)
        for round in 0..<300 {
            let (first, second) = (polygon(&random), polygon(&random))
            let shared = try PolygonIntersection.shape([first], [second])
            let polygons = if case .polygons(let polygons)? = GeoShape(shared) { polygons } else { [[[SpherePoint]]]() }
            for _ in 0..<60 {
                let point = PolygonUnionTests.point(Double(random.below(7000)) / 1000 - 2, Double(random.below(7000)) / 1000 - 2)
                let isInBoth = [first, second].allSatisfy { SphericalPolygon.contains(polygon: $0, point) }
                let holders = polygons.count { SphericalPolygon.contains(polygon: $0, point) }
                #expect(holders == (isInBoth ? 1 : 0), "seed \(seed), round \(round)")
            }
            let all = try PolygonUnion.polygons([first, second]).reduce(0) { $0 + SphericalPolygon.area($1) }
            let both = polygons.reduce(0) { $0 + SphericalPolygon.area($1) }
            let sum = SphericalPolygon.area(first) + SphericalPolygon.area(second)
            #expect(abs((all + both) / sum - 1) < 1e-9, "seed \(seed), round \(round)")
        }
    }

    /// Every point nearer than the radius less the tolerance is in the buffer, and none that is farther than the radius.
    @Test func buffersReachAsFarAsTheyShould() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = SeededGenerator(seed: seed)
        for round in 0..<60 {
            let polygon = polygon(&random)
            let radius = Double(100 + random.below(60_000))
            let tolerance = radius * 0.02
            let buffer = try #require(try ShapeBuffer(radius: .real(radius), tolerance: .real(tolerance)))
            let isLine = round % 2 == 0
            let arcs = isLine ? GeoShape.arcs(polygon[0], isClosed: false) : polygon.flatMap { GeoShape.arcs($0, isClosed: true) }
            let around = isLine ? try buffer.polygons(around: arcs) : try buffer.polygons(around: [polygon])
            for _ in 0..<150 {
                let point = PolygonUnionTests.point(Double(random.below(9000)) / 1000 - 3, Double(random.below(9000)) / 1000 - 3)
                let isWithin = !isLine && SphericalPolygon.contains(polygon: polygon, point)
                let distance = isWithin ? 0 : arcs.map { $0.closest(to: point).distance(to: point) }.min() ?? 0
                let holders = around.count { SphericalPolygon.contains(polygon: $0, point) }
                if distance < radius - tolerance * 1.001 { #expect(holders == 1, "seed \(seed), round \(round)") }
                if distance > radius * (1 + 1e-9) { #expect(holders == 0, "seed \(seed), round \(round)") }
            }
        }
    }

    /// Cells side by side share borders to the last digit or the last but one.
    @Test func cellsSideBySideBecomeOne() throws {
        let cell = try #require(H3Cell(token: "862a1072fffffff"))
        let cells = [cell] + cell.neighbours
        let polygons = cells.map { [$0.boundary.map { PolygonUnionTests.point($0.longitude, $0.latitude) }] }
        let united = try PolygonUnion.polygons(polygons)
        #expect(united.count == 1 && united[0].count == 1 && united[0][0].count == 18)
        let areas = polygons.map(SphericalPolygon.area)
        #expect(abs(SphericalPolygon.area(united[0]) / areas.reduce(0, +) - 1) < 1e-9)
        // Without the cell in the middle there is a hole.
        let around = try PolygonUnion.polygons(Array(polygons.dropFirst()))
        #expect(around.count == 1 && around[0].count == 2 && around[0][1].count == 6)
        #expect(try PolygonUnion.polygons([polygons[0], polygons[0]]) == [polygons[0]])
    }
}
