/// Accounts that every machine has. They say nothing about who acted, so they never join anything.
enum WellKnownAccounts {
    static func contains(name: String) -> Bool {
        let name = name.lowercased()
        // A name that ends in `$` is a machine's own account.
        if names.contains(name) || name.hasSuffix("$") { return true }
        return prefixes.contains { name.hasPrefix($0) && name.dropFirst($0.utf8.count).allSatisfy(\.isNumber) }
    }

    /// Local System, Local Service, Network Service, and what is not an account of a domain or machine at all.
    static func contains(sid: String) -> Bool {
        !sid.uppercased().hasPrefix("S-1-5-21-") && !sid.uppercased().hasPrefix("S-1-12-1-")
    }

    private static let names: Set<String> = [
        "system", "local system", "localsystem", "local service", "localservice", "network service", "networkservice",
        "anonymous", "anonymous logon", "root", "admin", "administrator", "administrators", "guest", "nobody", "daemon",
        "www-data", "apache", "nginx", "tomcat", "mysql", "postgres", "sshd", "service", "user", "users", "test",
        "unknown", "everyone", "none", "null", "n/a", "-", "0", "default", "defaultaccount", "sa", "ubuntu", "debian",
        "ec2-user", "trustedinstaller", "nt authority\\system", "authenticated users", "backup", "operator", "ftp", "mail",
    ]

    private static let prefixes = ["dwm-", "umfd-"]
}
