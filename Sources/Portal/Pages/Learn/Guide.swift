/// A first incident, step by step, for one of those who work with it.
struct Guide {
    struct Step {
        var title: String
        var place: LearnPlaces.Place
        var look: String
        var decide: String
        var act: String

        init(_ title: String, _ place: LearnPlaces.Place, look: String, decide: String, act: String) {
            self.title = title
            self.place = place
            self.look = look
            self.decide = decide
            self.act = act
        }
    }

    var role: String
    var title: String
    var summary: String
    var steps: [Step]

    static let all = [responder, analyst, hunter, manager]
}

extension Guide {
    private static let responder = Guide(
        role: "responder", title: "Tier 1 responder", summary: "Decide in minutes what is true, and what needs somebody else.",
        steps: [
            Step(
                "The queue", .queue, look: "The number at the left is the priority; select a row and read why it ranks so.",
                decide: "Which incident is first? Usually the one at the top; a low number can wait.",
                act: "Press j to select the first row, then Enter to open it."),
            Step(
                "What happened", .incident(.story),
                look: "The alerts in time at the left, what they name in the middle: attackers left, your assets right.",
                decide: "Does it tell one story, from a way in to something that was reached?",
                act: "Press Play, and watch in which order entities were drawn in."),
            Step(
                "Why these alerts", .incident(.alerts), look: "The column that says why each alert is here.",
                decide: "Does an alert not belong? One that only came close in time is the first to doubt.",
                act: "Open one alert that you doubt; it can be moved, and the move undone."),
            Step(
                "The severest alert", .alert, look: "Who started whom, the verdicts, and what the product advises.",
                decide:
                    "Is it true? Where others of its kind were closed before, “Alerts like this” says what they turned out to be.",
                act: "Show the record as it came, and compare it with the story."),
            Step(
                "Take it or close it", .incident(.summary), look: "The sentences, and what to do next.",
                decide: "True, expected, or false; and whether you can end it yourself.",
                act: "Press e: make yourself its owner, set the status, or resolve it with a classification."),
        ])

    private static let analyst = Guide(
        role: "analyst", title: "Tier 2 analyst", summary: "Find the beginning, the reach and the end of an attack.",
        steps: [
            Step(
                "The whole on one screen", .incident(.summary), look: "What happened, in sentences, each resting on alerts.",
                decide: "Which stage of the attack is missing? What is missing is where to look next.",
                act: "Note the first and the last moment; everything else has to fit between."),
            Step(
                "How it spread", .incident(.story), look: "The lines of the graph: verbs tell what was done to whom.",
                decide: "Which device was the first? Which account went from one to the next?",
                act: "Select a device; its alerts stay, and everything else fades."),
            Step(
                "The asset that was hit most", .asset, look: "Its other incidents, what occurs with it, how critical it is.",
                decide: "Is it only a victim, or did the attack go on from it?",
                act: "Set how much depends on it; the priority of its incidents follows."),
            Step(
                "The evidence", .incident(.evidence), look: "Files, addresses and processes, with the part that each played.",
                decide: "Which of them must not be met again by anybody?",
                act: "Open one that is the attacker's, and see who else met it."),
            Step(
                "Close it well", .incident(.activity), look: "Who did what, with the values before and after.",
                decide: "Which classification tells the next reader the truth in a word?",
                act: "Write a comment with cause and cure, then resolve it with e."),
        ])

    private static let hunter = Guide(
        role: "hunter", title: "Threat hunter", summary: "Go from one trace to all others of the same hand.",
        steps: [
            Step(
                "A trace", .suspect, look: "First and last seen, and what it occurs with.",
                decide: "Is it rare? What everybody meets tells little.",
                act: "Follow one of the entities that were seen with it."),
            Step(
                "Ask for it", .hunt, look: "The query in the editor: a table, and what its rows have to say.",
                decide: "Where else did it turn up, and when first? Events say more than alerts.",
                act: "Run it with Ctrl and Enter; a cell's menu narrows the question."),
            Step(
                "Alerts of the same kind", .alike, look: "All alerts of one title, over all time and all incidents.",
                decide: "Is there a second place where the same happened and nobody looked?",
                act: "Filter by product and tactic; the address of the page keeps the view."),
            Step(
                "What was kept off the queue", .kept, look: "Routine that nobody was asked to look at.",
                decide: "Does something stand here that carries your trace?",
                act: "Type the trace into the search at the top, with / from any page."),
            Step(
                "Bring it together", .incident(.story), look: "The incident that your trace belongs to.",
                decide: "Is what you found a part of it, or an attack of its own?",
                act: "Merge what belongs together; it can be undone."),
        ])

    private static let manager = Guide(
        role: "manager", title: "SOC manager", summary: "See whether the watch works, and where it needs you.",
        steps: [
            Step(
                "The day so far", .home, look: "What waits, what nobody owns, which sources fell silent.",
                decide: "Does anything wait for a decision that is yours?", act: "Open the first that nobody owns."),
            Step(
                "How it was worked", .incident(.activity), look: "Each step with its hour: how long until somebody took it?",
                decide: "Was it handled as your people agreed to?", act: "Read the comments, and add yours."),
            Step(
                "What was closed", .resolved, look: "Resolved incidents with their classification.",
                decide: "Do many turn out false? Then a detector needs tuning.",
                act: "Export the list, or open one that was closed without a reason."),
            Step(
                "The figures", .reports,
                look:
                    "How long until an incident is taken and until it is closed, by owner, product and tactic; the noisiest detectors.",
                decide: "Is the slow tenth of them slow for a reason that you can take away?",
                act: "Choose the month at the top, and print the management report."),
            Step(
                "What matters most", .assets, look: "Assets, with how much depends on each.",
                decide: "Are those that the business cannot miss marked as such?",
                act: "Pick several and set their criticality; the queue follows."),
        ])
}
