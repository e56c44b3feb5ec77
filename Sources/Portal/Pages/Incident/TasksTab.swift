internal import CaseStore
internal import GraphAPI
internal import Primitives
internal import SecurityModel

/// What is to be done about the incident, in its order, and about those that were merged into it.
enum TasksTab {
    struct Row {
        var name: String
        /// The incident that it belongs to.
        var incident: String
        /// Where that is another, which was merged into this one.
        var origin: String?
        /// When it was last changed; what a change is made against.
        var version: String
        var title: String
        var description: String?
        var owner: String?
        var due: String?
        var dueDate: String?
        /// It is past its date and not done.
        var isLate: Bool
        var isDone: Bool
        var closingNote: String?
        var by: String
        var previous: String?
        var next: String?
        var position: String
    }

    struct Model {
        var id: String
        var tasks: [Row]
        /// Whom a task can be given to.
        var owners: [ManageForm.OwnerGroup]
        var open: String
        var steps: [StepLine]
        /// Why there are no steps.
        var nothing: String
    }

    static func model(_ incidentCase: IncidentCase, _ reader: CaseReader, now: Timestamp) throws -> Model {
        let own = incidentCase.incident.id
        let tasks = try reader.tasks(with: own)
        let titles = Set(tasks.map(\.title))
        return Model(
            id: own.description,
            tasks: tasks.enumerated().map { index, task in
                var row = row(task, now: now)
                row.origin = task.incident == own ? nil : row.incident
                // Each incident's tasks have an order of their own.
                let (before, after) = (tasks[..<index].last, tasks[(index + 1)...].first)
                row.previous = before?.incident == task.incident ? before?.name : nil
                row.next = after?.incident == task.incident ? after?.name : nil
                return row
            },
            owners: try ManageForm(reader).owners,
            open: "\(tasks.count { $0.status == .completed }) of \(tasks.count) done",
            steps: incidentCase.steps.map { StepLine($0) }.filter { !titles.contains($0.text) },
            nothing: nothing(incidentCase))
    }

    private static func nothing(_ incidentCase: IncidentCase) -> String {
        guard incidentCase.steps.isEmpty else { return "Every suggested step is a task already." }
        return incidentCase.incident.status.isOpen
            ? "Nothing is suggested for this incident." : "It is resolved; nothing is left to suggest."
    }

    private static func row(_ task: IncidentTask, now: Timestamp) -> Row {
        let details = task.details ?? IncidentTask.Details()
        let isDone = task.status == .completed
        return Row(
            name: task.name, incident: task.incident.description, version: task.authorship.updated.rfc3339, title: task.title,
            description: task.description.isEmpty ? nil : task.description,
            owner: details.owner.isEmpty ? nil : details.owner, due: details.due.map { String($0.rfc3339.prefix(10)) },
            dueDate: details.due.map { String($0.rfc3339.prefix(10)) }, isLate: !isDone && (details.due ?? .distantFuture) < now,
            isDone: isDone, closingNote: details.closingNote.isEmpty ? nil : details.closingNote,
            by: "\(task.authorship.updatedBy) · \(RelativeTime.text(task.authorship.updated, now: now))",
            position: String(details.position))
    }
}
