internal import HTTPTypes

extension DetectorRoutes {
    static let operations: [Operation] = [
        Operation(.get, "api/detectors", "The rules that fired so far.")
            .asking(.init("search", "Words of the product, the rule or the title.", .text))
            .giving(["detectors": .list(.named("Detector"))]),
        Operation(.patch, "api/detectors/:id", "Keeps a rule out of correlation, or lets it in again.")
            .at(.init("id", "The detector's number.", .pattern("^[0-9]{1,18}$", example: "1")))
            .taking(.object([("isExcluded", .flag)], isClosed: true))
            .giving(.named("Detector")),
    ]
}
