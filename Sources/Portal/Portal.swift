// Portal: the pages that people look at. Each page is a model, made of the store in one snapshot, and a template in the content
// folder that shows it; the model decides what is shown, the template nothing. Pages change things through the same routes as
// programs do, from small scripts.
//
//     request -> RouteTable (who asks, and whether he may) -> model of the page -> template -> frame
//
// Open pages hear of changes by one stream each (`Live`): the log of changes is followed once for all of them, and each reads on
// from its own place in it.
//
// The graph of an incident is drawn here, as SVG with places that never change; the script moves nothing but the view.

package import GraphAPI
internal import Hummingbird

public enum Portal {
    /// What people see of an error.
    package static func problems(_ services: APIServices, templates: PageTemplates) -> any ProblemPages {
        Pages(services: services, templates: templates)
    }

    /// The groups of pages.
    package static func surfaces(_ services: APIServices, templates: PageTemplates, feed: LiveFeed) -> [any Surface] {
        let pages = Pages(services: services, templates: templates)
        return [
            AssetRoutes(templates: templates), HomePages(pages: pages), QueuePages(pages: pages), IncidentPages(pages: pages),
            SignInPages(pages: pages), AccountPages(pages: pages), AlertPages(pages: pages), EntityPages(pages: pages),
            ProcessPages(pages: pages),
            AssetPages(pages: pages), SearchPages(pages: pages), ReportPages(pages: pages), ReportsPages(pages: pages),
            EventRoutes(pages: pages, feed: feed), SettingsPages(pages: pages), LearnPages(pages: pages),
            StylePages(pages: pages), HuntingPages(pages: pages), HuntQuestions(pages: pages), HuntUsagePages(pages: pages),
            RulePages(pages: pages),
        ]
    }
}
