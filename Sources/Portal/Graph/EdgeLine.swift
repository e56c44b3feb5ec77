/// The curve of an edge between two boxes, with the head of its arrow.
struct EdgeLine {
    let path: String
    /// The three corners of the arrow's head.
    let head: String
    /// Where a label can stand.
    let middle: (x: Double, y: Double)

    init(from: GraphLayout.Box, to: GraphLayout.Box) {
        let isRightwards = to.x > from.x
        let isSameColumn = to.x == from.x
        let startX = isRightwards || isSameColumn ? from.x + from.width : from.x
        let endX = isRightwards ? to.x : to.x + to.width
        let (startY, endY) = (from.y + from.height / 2, to.y + to.height / 2)
        let side = isRightwards ? -1.0 : 1.0
        let bend = isSameColumn ? 56 : max(40, abs(endX - startX) / 2)
        let firstX = startX + (isRightwards || isSameColumn ? bend : -bend)
        let lastX = endX + side * bend
        let tip = endX + side * 7
        path =
            "M\(startX.short) \(startY.short)C\(firstX.short) \(startY.short) \(lastX.short) \(endY.short) \(tip.short) \(endY.short)"
        head =
            "\(endX.short),\(endY.short) \(tip.short),\((endY - 4).short) \(tip.short),\((endY + 4).short)"
        middle = ((startX + endX) / 2 + (isSameColumn ? bend * 0.75 : 0), (startY + endY) / 2 - 6)
    }
}

extension Double {
    /// With one digit behind the point, and none where it is whole.
    var short: String {
        let tenths = Int64((self * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
