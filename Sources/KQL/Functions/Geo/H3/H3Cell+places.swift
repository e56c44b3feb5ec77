/// Where cells are.
extension H3Cell {
    /// The cell that holds a point, given in degrees.
    init?(longitude: Double, latitude: Double, resolution: Int) {
        let (face, exact) = H3Face.place(longitude: longitude, latitude: latitude, resolution: resolution)
        var (place, digits) = (exact.cell, [Int]())
        for resolution in stride(from: resolution, to: 0, by: -1) {
            let isOdd = !resolution.isMultiple(of: 2)
            let parent = place.coarser(isOdd: isOdd).rounded
            guard let digit = HexPlace.steps.firstIndex(of: place - parent.finer(isOdd: isOdd)) else { return nil }
            digits.append(digit)
            place = parent
        }
        guard let (base, turns, isMirrored) = H3BaseCell.at(face, place) else { return nil }
        digits.reverse()
        guard base.isPentagon else {
            self.init(base, digits.turned(turns))
            return
        }
        if digits.leading == H3Cell.missing { digits = digits.turned(isMirrored ? 5 : 1) }
        self.init(base, digits.turnedAroundPentagon(turns))
    }

    /// The cell's place in the grid of its resolution, or the next where that is odd.
    private var place: H3Place {
        var digits = digits
        let home = base.home
        // Behind the sixth that a pentagon lacks everything is turned.
        let isBehindGap = base.isPentagon && digits.leading == 5
        if isBehindGap { digits = digits.turned(5) }
        var place = home.place
        for (number, digit) in digits.enumerated() {
            place = place.finer(isOdd: number.isMultiple(of: 2)) + HexPlace.steps[digit]
        }
        if !resolution.isMultiple(of: 2) { place = place.finer(isOdd: false) }
        var found = H3Place(
            face: home.face, place: place, resolution: resolution + resolution % 2, turns: isBehindGap ? 5 : 0)
        if found.settleOnce(turnsBack: base.isPentagon && digits.leading == 4), base.isPentagon { found.settle() }
        return found
    }

    /// In degrees.
    var centre: (longitude: Double, latitude: Double) { place.point }

    /// The corners counter-clockwise, in degrees. Where an edge bends, as it passes from one face of the icosahedron to another, there is one
    /// more.
    var boundary: [(longitude: Double, latitude: Double)] {
        let (middle, isOdd) = (place, !resolution.isMultiple(of: 2))
        let corners = HexPlace.corners.prefix(isPentagon ? 5 : 6).map { corner in
            var place = middle
            place.place = place.place + (isOdd ? corner.finer(isOdd: false) : corner)
            place.settle()
            return place
        }
        return corners.indices.flatMap { index in
            let (corner, next) = (corners[index], corners[(index + 1) % corners.count])
            let bend = isOdd && corner.face != next.face ? corner.crossing(to: next) : nil
            return [corner.point] + (bend.map { [$0.point] } ?? [])
        }
    }

    /// The cells that share an edge with this one, counter-clockwise from the one left of the first axis. Each lies where the middle is
    /// when it is mirrored in the edge.
    var neighbours: [H3Cell] {
        let middle = SpherePoint(longitude: centre.longitude, latitude: centre.latitude)
        let corners = boundary.map { SpherePoint(longitude: $0.longitude, latitude: $0.latitude) }
        var found: [H3Cell] = []
        for (corner, next) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
            let edge = (corner + next).normalised
            let mirrored = (edge * (2 * edge.dot(middle)) - middle).normalised
            guard let cell = H3Cell(longitude: mirrored.longitude, latitude: mirrored.latitude, resolution: resolution),
                cell != self, !found.contains(cell)
            else { continue }
            found.append(cell)
        }
        let first = found.count == HexPlace.corners.count ? place.turns % found.count : 0
        return Array(found[first...] + found[..<first])
    }
}
