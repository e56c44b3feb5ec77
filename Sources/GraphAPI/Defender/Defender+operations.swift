internal import HTTPTypes
internal import OData

extension DefenderIncidentRoutes {
    static var operations: [Operation] {
        DefenderNames.roots.flatMap { root -> [Operation] in
            [
                .collection(
                    "\(root)/incidents", "Incidents with their alerts, the newest first.", of: "DefenderIncident",
                    taking: DefenderList.options),
                .entity("\(root)/incidents/:id", "One incident with its alerts.", "DefenderIncident"),
                Operation(.patch, "\(root)/incidents/:id", "Sets fields of an incident; others stay.")
                    .taking(.object([], optional: names.map { ($0, $0 == "tags" ? .list(.text) : .text.orNull) }, isClosed: true))
                    .giving(.named("DefenderIncident")).failing(409),
            ]
        }
    }
}

extension DefenderAlertRoutes {
    static var operations: [Operation] {
        DefenderNames.roots.flatMap { root -> [Operation] in
            let alerts = "\(root)/alerts"
            let changes = Schema.object([], optional: names.map { ($0, .text.orNull) }, isClosed: true)
            let several = Schema.object(
                [("alertIds", .list(.text))], optional: names.map { ($0, .text.orNull) }, isClosed: true)
            return [
                .collection(
                    alerts, "Alerts, the newest first.", of: "DefenderAlert", taking: DefenderList.options.union([.expand])),
                .entity("\(alerts)/:id", "One alert.", "DefenderAlert", taking: [.select, .expand]),
                Operation(.patch, "\(alerts)/:id", "Sets fields of an alert; others stay.")
                    .taking(changes).giving(.named("DefenderAlert")).failing(409),
                Operation(.post, "\(alerts)/batchUpdate", "Sets fields of several alerts.")
                    .taking(several).giving(.object([])).failing(404, 409),
            ]
                + entities.map { set, _ in
                    .collection(
                        "\(root)/\(set)/:id/alerts", "The alerts that name it.", of: "DefenderAlert",
                        taking: DefenderList.options.union([.expand]))
                }
        }
    }
}

extension DefenderAlertContentRoutes {
    static var operations: [Operation] {
        DefenderNames.roots.flatMap { root -> [Operation] in
            let path = "\(root)/alerts/:id"
            return [
                .entity("\(path)/machine", "The device that an alert names.", "Machine", taking: []),
                Operation(.get, "\(path)/user", "The account that an alert names.").giving(.object([("id", .text)])),
            ]
                + lists.map { set, _ in
                    Operation(.get, "\(path)/\(set.lowercased())", "What an alert names.").giving(.collection(of: .object([])))
                }
        }
    }
}

extension AlertReferenceRoutes {
    static var operations: [Operation] {
        DefenderNames.roots.map { root in
            Operation(.post, "\(root)/alerts/createAlertByReference", "Enters an alert about an event on a device.")
                .taking(.object(names.map { ($0, .text) }, isClosed: true)).giving(.named("DefenderAlert")).failing(404)
        }
    }
}

extension MachineRoutes {
    static var operations: [Operation] {
        DefenderNames.roots.flatMap { root -> [Operation] in
            let machines = "\(root)/machines"
            return [
                .collection(
                    machines, "The devices that alerts named, the latest seen first.", of: "Machine",
                    taking: DefenderList.options),
                Operation(.get, "\(machines)/findbytag", "The devices with a tag.")
                    .asking(
                        .init("tag", "The tag.", .text(1...200), isRequired: true),
                        .init("useStartsWithFilter", "Whether it is the beginning of one.", .flag)
                    ).giving(.collection(of: .named("Machine"))),
                .entity("\(machines)/:id", "One device.", "Machine"),
                Operation(.get, "\(machines)/:id/logonusers", "Whom alerts saw logged on to a device.")
                    .giving(.collection(of: .object([("id", .text)]))),
                .notServed(.post, "\(machines)/:id/:action", "Does something to a device."),
                .notServed(.post, "\(root)/machineactions/:id/cancel", "Cancels what is done to a device."),
            ]
                + inventories.map { .notServed(.get, "\(machines)/:id/\($0)", "What is installed on a device.") }
                + actions.map { .notServed(.get, "\(root)/\($0)", "What was done to devices.") }
        }
    }
}

extension IndicatorRoutes {
    static var operations: [Operation] {
        DefenderNames.roots.flatMap { root -> [Operation] in
            let path = "\(root)/indicators"
            let required = ["indicatorValue", "indicatorType", "action", "title", "description"]
            let indicator = Schema.object(
                required.map { ($0, .text) }, optional: IndicatorBody.names.filter { !required.contains($0) }.map { ($0, .any) },
                isClosed: true)
            return [
                .collection(path, "Indicators, the newest first.", of: "Indicator", taking: DefenderList.options),
                Operation(.get, "\(path)/:id", "One indicator.").giving(.named("Indicator")),
                Operation(.post, path, "Adds an indicator, or changes the one of the same value.")
                    .taking(indicator).giving(.named("Indicator")),
                Operation(.post, "\(path)/import", "Adds several; says of each what was wrong.")
                    .taking(.object([("Indicators", .list(.object([])))], isClosed: true))
                    .giving(["value": .list(["indicator": .text, "isFailed": .flag])]),
                Operation(.post, "\(path)/BatchDelete", "Deletes several.")
                    .taking(.object([("IndicatorIds", .list(.text))], isClosed: true)).answering(.nothing, status: 204)
                    .failing(404),
                Operation(.delete, "\(path)/:id", "Deletes an indicator.").answering(.nothing, status: 204),
            ]
        }
    }
}
