internal import CaseStore
internal import SecurityModel

/// A step as pages show it: what to do, the things as chips, and what a task of it would be called.
struct StepLine {
    /// Chips that are shown at once, at most, and those that can be opened.
    static let mostChips = 8
    static let mostOpened = 200

    var phase: String
    /// The whole step in one sentence.
    var text: String
    /// What to do, where chips say to what.
    var action: String
    var things: [EntityChip]
    var moreThings: [EntityChip]
    var more: String
    /// What a task of it says beside its title.
    var rest: String
    /// There is a task of it already.
    var isTask: Bool

    init(_ step: NextSteps.Step, tasks: Set<String> = []) {
        (phase, text, rest) = (step.phase.title, step.text, step.rest)
        action = step.things.isEmpty ? step.text : step.action
        let chips = step.things.prefix(StepLine.mostOpened).map { node in
            // Of an id its kind tells more than the icon.
            var chip = EntityChip(node)
            if node.isNameless { chip.title = "\(chip.kindTitle) \(chip.title)" }
            return chip
        }
        let isFolded = chips.count > StepLine.mostChips + 1
        things = isFolded ? Array(chips.prefix(StepLine.mostChips)) : chips
        moreThings = Array(chips.dropFirst(things.count))
        more = "\(step.things.count - things.count) more"
        isTask = tasks.contains(step.text)
    }

    /// Advice that is of no thing.
    init(phase: String, text: String) {
        (self.phase, self.text, action) = (phase, text, text)
        (things, moreThings, more, rest, isTask) = ([], [], "", "", false)
    }
}

/// Steps of which the most urgent are shown, and the others can be opened.
struct StepList {
    /// Steps that are shown at once.
    static let most = 5

    var id: String
    var first: [StepLine]
    var rest: [StepLine]
    /// How many the others are.
    var more: String

    init(_ steps: [NextSteps.Step], of incident: IncidentID, tasks: Set<String> = []) {
        let lines = steps.map { StepLine($0, tasks: tasks) }
        id = incident.description
        first = lines.count > StepList.most + 1 ? Array(lines.prefix(StepList.most)) : lines
        rest = Array(lines.dropFirst(first.count))
        more = Amount.text(Int64(rest.count), "more step")
    }
}
