internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What a stretch of the log of changes says of one incident.
struct WebhookNews: Hashable {
    var incident: IncidentID
    var isNew: Bool
    var firstChange: Int64
    var lastChange: Int64
    var firstTime: Timestamp
    var lastTime: Timestamp

    /// The news in a stretch, in the order of their first changes.
    static func read(_ changes: [Change]) -> [WebhookNews] {
        var news: [WebhookNews] = []
        var places: [IncidentID: Int] = [:]
        for change in changes {
            guard let incident = change.incident, change.action != ChangeAction.incidentDeleted.rawValue else { continue }
            let isNew = change.action == ChangeAction.incidentCreated.rawValue
            if let place = places[incident] {
                news[place].isNew = news[place].isNew || isNew
                news[place].lastChange = change.sequence
                news[place].lastTime = change.time
            } else {
                places[incident] = news.count
                news.append(
                    WebhookNews(
                        incident: incident, isNew: isNew, firstChange: change.sequence, lastChange: change.sequence,
                        firstTime: change.time, lastTime: change.time))
            }
        }
        return news
    }
}

extension WebhookDelivery {
    /// What news mean for one webhook: the delivery to add where its number is 0, else the one to change.
    ///
    /// A message that waits for its first attempt takes in what comes. One that was tried keeps its content, since it may have
    /// arrived, and a further one tells the rest.
    static func telling(
        _ news: WebhookNews, to webhook: Int64, _ subscription: WebhookSubscription, waiting: WebhookDelivery?
    ) -> WebhookDelivery {
        func due(since first: Timestamp) -> Timestamp {
            min(news.lastTime + subscription.settle, first + subscription.longestSettle)
        }
        if var waiting, waiting.attempts == 0 {
            waiting.lastChange = news.lastChange
            waiting.due = due(since: waiting.created)
            return waiting
        }
        let event = (news.isNew ? WebhookSubscription.Event.created : .updated).rawValue
        return WebhookDelivery(
            webhook: webhook, incident: news.incident, event: event, firstChange: news.firstChange, lastChange: news.lastChange,
            created: news.firstTime, due: due(since: news.firstTime))
    }

    /// Ends a message that was tried in vain, where a newer one tells more of the same incident. A receiver that may never
    /// have heard of the incident hears then that it was created.
    mutating func giveWay(to newer: inout WebhookDelivery, at time: Timestamp) {
        if event == WebhookSubscription.Event.created.rawValue { newer.event = event }
        status = .superseded
        finished = time
    }
}
