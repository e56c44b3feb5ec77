/// The cells of a resolution whose middles lie in polygons, or no farther from one than a radius.
struct H3Covering {
    private let polygons: [[[SpherePoint]]]
    private let resolution: Int
    /// As an angle.
    private let radius: Double
    private let arcs: [SphereArc]

    /// - Parameter radius: in metres.
    init(_ polygons: [[[SpherePoint]]], resolution: Int, radius: Double = 0) {
        (self.polygons, self.resolution, self.radius) = (polygons, resolution, radius / Sphere.radius)
        arcs = GeoShape.polygons(polygons).arcs
    }

    /// In the order of their numbers; `nil` where there are more than the limit.
    ///
    /// Cells along the edges are followed first, and from those that lie inside all others are reached over neighbours: a part without
    /// a cell on its edge has none at all.
    func cells(limit: Int) -> [H3Cell]? {
        // Far too many need not be found to be counted.
        guard polygons.reduce(0, { max($0, SphericalPolygon.area($1)) }) < 4 * Double(limit) * meanArea else { return nil }
        var found: Set<H3Cell> = []
        var open: [H3Cell] = []
        guard let edge = edgeCells(limit: limit) else { return nil }
        for cell in edge where holds(cell) && found.insert(cell).inserted { open.append(cell) }
        while let cell = open.popLast() {
            guard found.count <= limit else { return nil }
            for neighbour in cell.neighbours where !found.contains(neighbour) && holds(neighbour) {
                found.insert(neighbour)
                open.append(neighbour)
            }
        }
        return found.count <= limit ? found.sorted { $0.id < $1.id } : nil
    }

    /// Of a cell, in square metres.
    private var meanArea: Double {
        let cells = (0..<resolution).reduce(120.0) { cells, _ in cells * 7 } + 2
        return 4 * .pi * Sphere.radius * Sphere.radius / cells
    }

    private func holds(_ cell: H3Cell) -> Bool {
        let (longitude, latitude) = cell.centre
        let point = SpherePoint(longitude: longitude, latitude: latitude)
        if polygons.contains(where: { SphericalPolygon.contains(polygon: $0, point) }) { return true }
        return radius > 0 && arcs.contains { $0.closest(to: point).angle(to: point) <= radius }
    }

    /// Every cell that an edge passes through, and its neighbours; `nil` where an edge would take more than the limit.
    private func edgeCells(limit: Int) -> Set<H3Cell>? {
        var cells: Set<H3Cell> = []
        for arc in arcs {
            guard let start = cell(arc.start) else { continue }
            let width = SpherePoint(start.centre).angle(to: SpherePoint(start.boundary[0]))
            // Cells of one resolution differ in size by less than a factor of two.
            let steps = (arc.start.angle(to: arc.end) / width * 2).rounded(.up)
            guard steps <= Double(4 * limit) else { return nil }
            for step in 0...Int(steps) {
                guard let cell = cell(arc.point(at: steps == 0 ? 0 : Double(step) / steps)), !cells.contains(cell) else {
                    continue
                }
                cells.insert(cell)
            }
        }
        return cells.reduce(into: cells) { $0.formUnion($1.neighbours) }
    }

    private func cell(_ point: SpherePoint) -> H3Cell? {
        H3Cell(longitude: point.longitude, latitude: point.latitude, resolution: resolution)
    }
}

extension SpherePoint {
    fileprivate init(_ point: (longitude: Double, latitude: Double)) {
        self.init(longitude: point.longitude, latitude: point.latitude)
    }
}
