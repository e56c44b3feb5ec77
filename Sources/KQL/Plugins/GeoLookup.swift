/// `geo_polygon_lookup` and `geo_line_lookup`: joins points with the shapes that hold them or that are near.
enum GeoLookup {
    static let plugins = [
        TablePlugin(name: "geo_polygon_lookup") { binder, call in
            let lookup = try TableLookup(binder, call, columnsFrom: 4)
            let key = try lookup.place(binder, call, 1, "LookupPolygonKey")
            let (x, y) = try coordinates(binder, call)
            let named = call.arguments.first { $0.names.first?.text == "radius" }?.expression
            let radius = try named.map { try binder.constant($0, call.scope, "the radius").real ?? 0 } ?? 0
            return lookup.plan(call) { table, shapes in
                let polygons = (0..<shapes.count).map { row -> [[[SpherePoint]]] in
                    if case .polygons(let polygons)? = GeoShape(shapes.columns[key][row]) { polygons } else { [] }
                }
                return try nearby(table, x, y, count: shapes.count) { point, row in
                    polygons[row].contains { polygon in
                        SphericalPolygon.contains(polygon: polygon, point)
                            || radius > 0
                                && GeoShape.polygons([polygon]).arcs.contains {
                                    $0.closest(to: point).distance(to: point) <= radius
                                }
                    }
                }
            }
        },
        TablePlugin(name: "geo_line_lookup") { binder, call in
            let lookup = try TableLookup(binder, call, columnsFrom: 5)
            let key = try lookup.place(binder, call, 1, "LookupLineKey")
            let (x, y) = try coordinates(binder, call)
            let radius = try binder.constant(try call.need(4, "radius"), call.scope, "the radius").real ?? 0
            return lookup.plan(call) { table, shapes in
                let lines = (0..<shapes.count).map { row -> [SphereArc] in
                    if let shape = GeoShape(shapes.columns[key][row]), case .lines = shape { shape.arcs } else { [] }
                }
                return try nearby(table, x, y, count: shapes.count) { point, row in
                    lines[row].contains { $0.closest(to: point).distance(to: point) <= radius }
                }
            }
        },
    ]

    private static func coordinates(_ binder: Binder, _ call: PluginCall) throws -> (Evaluator, Evaluator) {
        let place = try [(2, "SourceLongitude"), (3, "SourceLatitude")].map { index, what in
            let bound = try binder.scalar(try call.need(index, what), call.context)
            return try Evaluator(try binder.convert(bound, to: .real, at: call.name.span))
        }
        return (place[0], place[1])
    }

    /// From a test of a point against a shape to the shapes that fit a row.
    private static func nearby(
        _ table: Table, _ x: Evaluator, _ y: Evaluator, count: Int, _ test: @escaping (SpherePoint, Int) -> Bool
    ) throws -> (Int) -> [Int32] {
        let batch = Batch(table.columns, count: table.count)
        let (longitudes, latitudes) = (try x.evaluate(batch), try y.evaluate(batch))
        return { row in
            guard let point = SpherePoint(longitudes[row], latitudes[row]) else { return [] }
            return (0..<Int32(count)).filter { test(point, Int($0)) }
        }
    }
}
