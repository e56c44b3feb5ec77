internal import Access
internal import CaseStore
internal import GraphAPI
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/learn`: a guided first incident for each who works with it. Its steps stand beside the real pages.
struct LearnPages: Surface {
    struct StepLine {
        var number: Int
        var stepTitle: String
        var look: String
        var decide: String
        var act: String
        var address: String
    }

    struct GuideCard {
        var role: String
        var roleTitle: String
        var summary: String
        var steps: [StepLine]
    }

    struct Page {
        var hasIncident: Bool
        var incidentName: String?
        var incidentNumber: String?
        /// It was resolved, and the queue begins with another one.
        var isResolved: Bool
        var guides: [GuideCard]
    }

    /// One step, for the pane beside a page.
    struct StepPane {
        var roleTitle: String
        var step: StepLine
        var count: Int
        var previous: Int?
        var next: Int?
        var role: String
    }

    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("learn", needs: .permission(.readSecurityData), use: page)
        routes.get("learn/:role/:step", needs: .permission(.readSecurityData), use: step)
    }

    @Sendable func page(_ request: Request, context: APIContext) async throws -> Response {
        let model = try await pages.services.store.read { reader in
            let places = try LearnPlaces(reader)
            return Page(
                hasIncident: places != nil, incidentName: places?.incident.displayName,
                incidentNumber: places?.incident.id.description, isResolved: places?.incident.status == .resolved,
                guides: places.map { places in Guide.all.map { LearnPages.card($0, places) } } ?? [])
        }
        return try await pages.page(
            "learn", model, title: "Learn", section: .learn, styles: ["queue.css", "lists.css", "learn.css"], scripts: [],
            context: context)
    }

    @Sendable func step(_ request: Request, context: APIContext) async throws -> Response {
        guard let guide = Guide.all.first(where: { $0.role == context.parameters.get("role") }),
            let number = context.parameters.get("step").flatMap({ Int($0) }), (1...guide.steps.count).contains(number),
            let places = try await pages.services.store.read({ try LearnPlaces($0) })
        else { return Response(status: .notFound) }
        let card = LearnPages.card(guide, places)
        return try pages.part(
            "learn-step",
            StepPane(
                roleTitle: guide.title, step: card.steps[number - 1], count: card.steps.count,
                previous: number > 1 ? number - 1 : nil, next: number < card.steps.count ? number + 1 : nil, role: guide.role))
    }

    private static func card(_ guide: Guide, _ places: LearnPlaces) -> GuideCard {
        GuideCard(
            role: guide.role, roleTitle: guide.title, summary: guide.summary,
            steps: guide.steps.enumerated().map { index, step in
                StepLine(
                    number: index + 1, stepTitle: step.title, look: step.look, decide: step.decide, act: step.act,
                    address: places.address(step.place))
            })
    }
}
