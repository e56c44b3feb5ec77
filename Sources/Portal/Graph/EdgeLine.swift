/// The curve of an edge between two boxes, with the head of its arrow.
struct EdgeLine {
    typealias Point = (x: Double, y: Double)

    /// The curve's ends, and what bends it between them.
    private let points: (start: Point, first: Point, last: Point, tip: Point)
    private let end: Point

    init(from: GraphLayout.Box, to: GraphLayout.Box) {
        let isRightwards = to.x > from.x
        let isSameColumn = to.x == from.x
        let start = (isRightwards || isSameColumn ? from.x + from.width : from.x, from.y + from.height / 2)
        end = (isRightwards ? to.x : to.x + to.width, to.y + to.height / 2)
        let side = isRightwards ? -1.0 : 1.0
        let bend = isSameColumn ? 56 : max(40, abs(end.x - start.0) / 2)
        points = (
            start, (start.0 + (isRightwards || isSameColumn ? bend : -bend), start.1), (end.x + side * bend, end.y),
            (end.x + side * 7, end.y)
        )
    }

    var path: String {
        "M\(EdgeLine.text(points.start))C\(EdgeLine.text(points.first)) \(EdgeLine.text(points.last)) \(EdgeLine.text(points.tip))"
    }

    /// The three corners of the arrow's head.
    var head: String {
        let tip = points.tip.x.short
        return "\(end.x.short),\(end.y.short) \(tip),\((end.y - 4).short) \(tip),\((end.y + 4).short)"
    }

    /// A place on the curve, from 0 at its start to 1 at the arrow.
    func point(_ share: Double) -> Point {
        let rest = 1 - share
        let weights = (rest * rest * rest, 3 * rest * rest * share, 3 * rest * share * share, share * share * share)
        func along(_ part: (Point) -> Double) -> Double {
            weights.0 * part(points.start) + weights.1 * part(points.first) + weights.2 * part(points.last)
                + weights.3 * part(points.tip)
        }
        return (along { $0.x }, along { $0.y })
    }

    private static func text(_ point: Point) -> String { "\(point.x.short) \(point.y.short)" }
}

extension Double {
    /// With one digit behind the point, and none where it is whole.
    var short: String {
        let tenths = Int64((self * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
