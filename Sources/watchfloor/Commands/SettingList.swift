import ArgumentParser
import Correlation
import Flow
import Primitives

/// Settings of correlation as a command line gives them: `strongBits=16`, `sessionGap=1h`.
struct SettingList {
    private var settings = JSONObject()

    /// - Throws: `ValidationError` for what is no `name=value`.
    init(_ arguments: [String]) throws {
        for argument in arguments {
            guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else {
                throw ValidationError("'\(argument)' is no setting: write NAME=VALUE, such as strongBits=16")
            }
            let text = String(argument[argument.index(after: sign)...])
            settings[String(argument[..<sign])] = (try? JSONValue(parsing: Array(text.utf8))) ?? .string(text)
        }
    }

    /// - Throws: `CorrelationSettingsError`.
    func applied(to policy: CorrelationPolicy) throws -> CorrelationPolicy {
        try CorrelationSettings.policy(settings, over: policy)
    }
}
