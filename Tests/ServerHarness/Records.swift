/// Alerts that tests send, made to measure.
public enum Records {
    /// A Wazuh alert on an agent, by a rule, with an address that acted.
    public static func wazuh(
        id: String, time: String, rule: Int = 5712, agent: String = "web01", address: String = "203.0.113.9", level: Int = 10
    ) -> String {
        """
        {"timestamp":"\(time)","id":"\(id)","rule":{"level":\(level),"description":"sshd: brute force trying to get access",\
        "id":"\(rule)","mitre":{"id":["T1110"],"tactic":["Credential Access"],"technique":["Brute Force"]}},\
        "agent":{"name":"\(agent)","ip":"10.3.0.7"},"manager":{"name":"wazuh"},\
        "data":{"srcip":"\(address)","srcuser":"admin"},"location":"/var/log/auth.log","decoder":{"name":"sshd"}}
        """
    }

    /// `count` alerts of as many rules in one minute on one agent, so that they open an incident on the queue.
    public static func burst(
        _ count: Int, agent: String, at minute: String = "2026-05-04T10:00", address: String = "203.0.113.9"
    ) -> String {
        (0..<count).map { index in
            let second = index % 60 < 10 ? "0\(index % 60)" : "\(index % 60)"
            return wazuh(
                id: "1777888800.\(agent).\(index)", time: "\(minute):\(second).000+0000", rule: 9000 + index, agent: agent,
                address: address)
        }.joined(separator: "\n")
    }
}
