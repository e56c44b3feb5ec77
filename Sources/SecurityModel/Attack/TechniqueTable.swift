/// Techniques of ATT&CK with their names and the tactics they serve, after v19. Facts from MITRE ATT&CK
/// (https://attack.mitre.org), which asks to be named as their source.
///
/// One line a technique: id, tactics as letters (`a` the first of the kill chain), name. The table is one text because it
/// is data: it costs nothing until the first look-up, and reads as a list.
struct TechniqueTable: Sendable {
    struct Entry: Sendable {
        var name: String
        var tactics: TacticSet
    }

    static let shared = TechniqueTable()

    private let entries: [String: Entry]
    private let idsByName: [String: String]

    private init() {
        var entries: [String: Entry] = [:]
        var idsByName: [String: String] = [:]
        for line in TechniqueTable.lines.split(separator: "\n") {
            let fields = line.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            let letters = fields[1].utf8.map { TacticSet(rawValue: 1 << UInt32($0 - UInt8(ascii: "a"))) }
            entries[String(fields[0])] = Entry(name: String(fields[2]), tactics: TacticSet(letters))
            let name = fields[2].lowercased()
            // A sub-technique may share its parent's name: the shorter id is the more general reading.
            if idsByName[name].map({ $0.utf8.count > fields[0].utf8.count }) ?? true { idsByName[name] = String(fields[0]) }
        }
        self.entries = entries
        self.idsByName = idsByName
    }

    func entry(_ id: String) -> Entry? { entries[id] }

    func technique(named name: String) -> String? { idsByName[name.lowercased()] }

    private static let lines = """
        T1001|m|Data Obfuscation
        T1001.001|m|Junk Data
        T1001.002|m|Steganography
        T1001.003|m|Protocol Impersonation
        T1003|i|OS Credential Dumping
        T1003.001|i|LSASS Memory
        T1003.002|i|Security Account Manager
        T1003.003|i|NTDS
        T1003.004|i|LSA Secrets
        T1003.005|i|Cached Domain Credentials
        T1003.006|i|DCSync
        T1003.007|i|Proc Filesystem
        T1003.008|i|/etc/passwd and /etc/shadow
        T1005|l|Data from Local System
        T1006|g|Direct Volume Access
        T1007|j|System Service Discovery
        T1008|m|Fallback Channels
        T1010|j|Application Window Discovery
        T1011|n|Exfiltration Over Other Network Medium
        T1011.001|n|Exfiltration Over Bluetooth
        T1012|j|Query Registry
        T1014|g|Rootkit
        T1016|j|System Network Configuration Discovery
        T1016.001|j|Internet Connection Discovery
        T1016.002|j|Wi-Fi Discovery
        T1018|j|Remote System Discovery
        T1020|n|Automated Exfiltration
        T1020.001|n|Traffic Duplication
        T1021|k|Remote Services
        T1021.001|k|Remote Desktop Protocol
        T1021.002|k|SMB/Windows Admin Shares
        T1021.003|k|Distributed Component Object Model
        T1021.004|k|SSH
        T1021.005|k|VNC
        T1021.006|k|Windows Remote Management
        T1021.007|k|Cloud Services
        T1021.008|k|Direct Cloud VM Connections
        T1025|l|Data from Removable Media
        T1027|g|Obfuscated Files or Information
        T1027.001|g|Binary Padding
        T1027.002|g|Software Packing
        T1027.003|g|Steganography
        T1027.004|g|Compile After Delivery
        T1027.005|g|Indicator Removal from Tools
        T1027.006|g|HTML Smuggling
        T1027.007|g|Dynamic API Resolution
        T1027.008|g|Stripped Payloads
        T1027.009|g|Embedded Payloads
        T1027.010|g|Command Obfuscation
        T1027.011|g|Fileless Storage
        T1027.012|g|LNK Icon Smuggling
        T1027.013|g|Encrypted/Encoded File
        T1027.014|g|Polymorphic Code
        T1027.015|g|Compression
        T1027.016|g|Junk Code Insertion
        T1027.017|g|SVG Smuggling
        T1029|n|Scheduled Transfer
        T1030|n|Data Transfer Size Limits
        T1033|j|System Owner/User Discovery
        T1036|g|Masquerading
        T1036.001|g|Invalid Code Signature
        T1036.002|g|Right-to-Left Override
        T1036.003|g|Rename Legitimate Utilities
        T1036.004|g|Masquerade Task or Service
        T1036.005|g|Match Legitimate Resource Name or Location
        T1036.006|g|Space after Filename
        T1036.007|g|Double File Extension
        T1036.008|g|Masquerade File Type
        T1036.009|g|Break Process Trees
        T1036.010|g|Masquerade Account Name
        T1036.011|g|Overwrite Process Arguments
        T1037|ef|Boot or Logon Initialization Scripts
        T1037.001|ef|Logon Script (Windows)
        T1037.002|ef|Login Hook
        T1037.003|ef|Network Logon Script
        T1037.004|ef|RC Scripts
        T1037.005|ef|Startup Items
        T1039|l|Data from Network Shared Drive
        T1040|ij|Network Sniffing
        T1041|n|Exfiltration Over C2 Channel
        T1046|j|Network Service Discovery
        T1047|d|Windows Management Instrumentation
        T1048|n|Exfiltration Over Alternative Protocol
        T1048.001|n|Exfiltration Over Symmetric Encrypted Non-C2 Protocol
        T1048.002|n|Exfiltration Over Asymmetric Encrypted Non-C2 Protocol
        T1048.003|n|Exfiltration Over Unencrypted Non-C2 Protocol
        T1049|j|System Network Connections Discovery
        T1052|n|Exfiltration Over Physical Medium
        T1052.001|n|Exfiltration over USB
        T1053|def|Scheduled Task/Job
        T1053.002|def|At
        T1053.003|def|Cron
        T1053.005|def|Scheduled Task
        T1053.006|def|Systemd Timers
        T1053.007|def|Container Orchestration Job
        T1055|fg|Process Injection
        T1055.001|fg|Dynamic-link Library Injection
        T1055.002|fg|Portable Executable Injection
        T1055.003|fg|Thread Execution Hijacking
        T1055.004|fg|Asynchronous Procedure Call
        T1055.005|fg|Thread Local Storage
        T1055.008|fg|Ptrace System Calls
        T1055.009|fg|Proc Memory
        T1055.011|fg|Extra Window Memory Injection
        T1055.012|fg|Process Hollowing
        T1055.013|fg|Process Doppelgänging
        T1055.014|fg|VDSO Hijacking
        T1055.015|fg|ListPlanting
        T1056|il|Input Capture
        T1056.001|il|Keylogging
        T1056.002|il|GUI Input Capture
        T1056.003|il|Web Portal Capture
        T1056.004|il|Credential API Hooking
        T1057|j|Process Discovery
        T1059|d|Command and Scripting Interpreter
        T1059.001|d|PowerShell
        T1059.002|d|AppleScript
        T1059.003|d|Windows Command Shell
        T1059.004|d|Unix Shell
        T1059.005|d|Visual Basic
        T1059.006|d|Python
        T1059.007|d|JavaScript
        T1059.008|d|Network Device CLI
        T1059.009|d|Cloud API
        T1059.010|d|AutoHotKey & AutoIT
        T1059.011|d|Lua
        T1059.012|d|Hypervisor CLI
        T1068|f|Exploitation for Privilege Escalation
        T1069|j|Permission Groups Discovery
        T1069.001|j|Local Groups
        T1069.002|j|Domain Groups
        T1069.003|j|Cloud Groups
        T1070|g|Indicator Removal
        T1070.003|g|Clear Command History
        T1070.004|g|File Deletion
        T1070.005|g|Network Share Connection Removal
        T1070.006|g|Timestomp
        T1070.007|g|Clear Network Connection History and Configurations
        T1070.008|g|Clear Mailbox Data
        T1070.009|g|Clear Persistence
        T1071|m|Application Layer Protocol
        T1071.001|m|Web Protocols
        T1071.002|m|File Transfer Protocols
        T1071.003|m|Mail Protocols
        T1071.004|m|DNS
        T1072|dk|Software Deployment Tools
        T1074|l|Data Staged
        T1074.001|l|Local Data Staging
        T1074.002|l|Remote Data Staging
        T1078|cefg|Valid Accounts
        T1078.001|cefg|Default Accounts
        T1078.002|cefg|Domain Accounts
        T1078.003|cefg|Local Accounts
        T1078.004|cefg|Cloud Accounts
        T1080|k|Taint Shared Content
        T1082|j|System Information Discovery
        T1083|j|File and Directory Discovery
        T1087|j|Account Discovery
        T1087.001|j|Local Account
        T1087.002|j|Domain Account
        T1087.003|j|Email Account
        T1087.004|j|Cloud Account
        T1090|m|Proxy
        T1090.001|m|Internal Proxy
        T1090.002|m|External Proxy
        T1090.003|m|Multi-hop Proxy
        T1090.004|m|Domain Fronting
        T1091|ck|Replication Through Removable Media
        T1092|m|Communication Through Removable Media
        T1095|m|Non-Application Layer Protocol
        T1098|ef|Account Manipulation
        T1098.001|ef|Additional Cloud Credentials
        T1098.002|ef|Additional Email Delegate Permissions
        T1098.003|ef|Additional Cloud Roles
        T1098.004|ef|SSH Authorized Keys
        T1098.005|ef|Device Registration
        T1098.006|ef|Additional Container Cluster Roles
        T1102|m|Web Service
        T1102.001|m|Dead Drop Resolver
        T1102.002|m|Bidirectional Communication
        T1102.003|m|One-Way Communication
        T1104|m|Multi-Stage Channels
        T1105|m|Ingress Tool Transfer
        T1106|d|Native API
        T1110|i|Brute Force
        T1110.001|i|Password Guessing
        T1110.002|i|Password Cracking
        T1110.003|i|Password Spraying
        T1110.004|i|Credential Stuffing
        T1111|i|Multi-Factor Authentication Interception
        T1112|eg|Modify Registry
        T1113|l|Screen Capture
        T1114|l|Email Collection
        T1114.001|l|Local Email Collection
        T1114.002|l|Remote Email Collection
        T1114.003|l|Email Forwarding Rule
        T1115|l|Clipboard Data
        T1119|l|Automated Collection
        T1120|j|Peripheral Device Discovery
        T1123|l|Audio Capture
        T1124|j|System Time Discovery
        T1125|l|Video Capture
        T1127|g|Trusted Developer Utilities Proxy Execution
        T1127.001|g|MSBuild
        T1127.002|g|ClickOnce
        T1127.003|g|JamPlus
        T1129|d|Shared Modules
        T1132|m|Data Encoding
        T1132.001|m|Standard Encoding
        T1132.002|m|Non-Standard Encoding
        T1133|ce|External Remote Services
        T1134|fg|Access Token Manipulation
        T1134.001|fg|Token Impersonation/Theft
        T1134.002|fg|Create Process with Token
        T1134.003|fg|Make and Impersonate Token
        T1134.004|fg|Parent PID Spoofing
        T1134.005|fg|SID-History Injection
        T1135|j|Network Share Discovery
        T1136|e|Create Account
        T1136.001|e|Local Account
        T1136.002|e|Domain Account
        T1136.003|e|Cloud Account
        T1137|e|Office Application Startup
        T1137.001|e|Office Template Macros
        T1137.002|e|Office Test
        T1137.003|e|Outlook Forms
        T1137.004|e|Outlook Home Page
        T1137.005|e|Outlook Rules
        T1137.006|e|Add-ins
        T1140|g|Deobfuscate/Decode Files or Information
        T1176|e|Software Extensions
        T1176.001|e|Browser Extensions
        T1176.002|e|IDE Extensions
        T1185|l|Browser Session Hijacking
        T1187|i|Forced Authentication
        T1189|c|Drive-by Compromise
        T1190|c|Exploit Public-Facing Application
        T1195|c|Supply Chain Compromise
        T1195.001|c|Compromise Software Dependencies and Development Tools
        T1195.002|c|Compromise Software Supply Chain
        T1195.003|c|Compromise Hardware Supply Chain
        T1197|eg|BITS Jobs
        T1199|c|Trusted Relationship
        T1200|c|Hardware Additions
        T1201|j|Password Policy Discovery
        T1202|g|Indirect Command Execution
        T1203|d|Exploitation for Client Execution
        T1204|d|User Execution
        T1204.001|d|Malicious Link
        T1204.002|d|Malicious File
        T1204.003|d|Malicious Image
        T1204.004|d|Malicious Copy and Paste
        T1205|egm|Traffic Signaling
        T1205.001|egm|Port Knocking
        T1205.002|egm|Socket Filters
        T1207|g|Rogue Domain Controller
        T1210|k|Exploitation of Remote Services
        T1211|g|Exploitation for Defense Evasion
        T1212|i|Exploitation for Credential Access
        T1213|l|Data from Information Repositories
        T1213.001|l|Confluence
        T1213.002|l|Sharepoint
        T1213.003|l|Code Repositories
        T1216|g|System Script Proxy Execution
        T1216.001|g|PubPrn
        T1216.002|g|SyncAppvPublishingServer
        T1217|j|Browser Information Discovery
        T1218|g|System Binary Proxy Execution
        T1218.001|g|Compiled HTML File
        T1218.002|g|Control Panel
        T1218.003|g|CMSTP
        T1218.004|g|InstallUtil
        T1218.005|g|Mshta
        T1218.007|g|Msiexec
        T1218.008|g|Odbcconf
        T1218.009|g|Regsvcs/Regasm
        T1218.010|g|Regsvr32
        T1218.011|g|Rundll32
        T1218.012|g|Verclsid
        T1218.013|g|Mavinject
        T1218.014|g|MMC
        T1218.015|g|Electron Applications
        T1219|m|Remote Access Tools
        T1219.001|m|IDE Tunneling
        T1219.002|m|Remote Desktop Software
        T1219.003|m|Remote Access Hardware
        T1220|g|XSL Script Processing
        T1221|g|Template Injection
        T1222|g|File and Directory Permissions Modification
        T1222.001|g|Windows File and Directory Permissions Modification
        T1222.002|g|Linux and Mac File and Directory Permissions Modification
        T1480|g|Execution Guardrails
        T1480.001|g|Environmental Keying
        T1482|j|Domain Trust Discovery
        T1484|fg|Domain or Tenant Policy Modification
        T1484.001|fg|Group Policy Modification
        T1484.002|fg|Trust Modification
        T1485|o|Data Destruction
        T1486|o|Data Encrypted for Impact
        T1489|o|Service Stop
        T1490|o|Inhibit System Recovery
        T1491|o|Defacement
        T1491.001|o|Internal Defacement
        T1491.002|o|External Defacement
        T1495|o|Firmware Corruption
        T1496|o|Resource Hijacking
        T1497|gj|Virtualization/Sandbox Evasion
        T1497.001|gj|System Checks
        T1497.002|gj|User Activity Based Checks
        T1497.003|gj|Time Based Evasion
        T1498|o|Network Denial of Service
        T1498.001|o|Direct Network Flood
        T1498.002|o|Reflection Amplification
        T1499|o|Endpoint Denial of Service
        T1499.001|o|OS Exhaustion Flood
        T1499.002|o|Service Exhaustion Flood
        T1499.003|o|Application Exhaustion Flood
        T1499.004|o|Application or System Exploitation
        T1505|e|Server Software Component
        T1505.001|e|SQL Stored Procedures
        T1505.002|e|Transport Agent
        T1505.003|e|Web Shell
        T1505.004|e|IIS Components
        T1505.005|e|Terminal Services DLL
        T1505.006|e|vSphere Installation Bundles
        T1518|j|Software Discovery
        T1518.001|j|Security Software Discovery
        T1525|e|Implant Internal Image
        T1526|j|Cloud Service Discovery
        T1528|i|Steal Application Access Token
        T1529|o|System Shutdown/Reboot
        T1530|l|Data from Cloud Storage
        T1531|o|Account Access Removal
        T1534|k|Internal Spearphishing
        T1535|g|Unused/Unsupported Cloud Regions
        T1537|n|Transfer Data to Cloud Account
        T1538|j|Cloud Service Dashboard
        T1539|i|Steal Web Session Cookie
        T1542|eg|Pre-OS Boot
        T1542.001|eg|System Firmware
        T1542.002|eg|Component Firmware
        T1542.003|eg|Bootkit
        T1542.004|eg|ROMMONkit
        T1542.005|eg|TFTP Boot
        T1543|ef|Create or Modify System Process
        T1543.001|ef|Launch Agent
        T1543.002|ef|Systemd Service
        T1543.003|ef|Windows Service
        T1543.004|ef|Launch Daemon
        T1543.005|ef|Container Service
        T1546|ef|Event Triggered Execution
        T1546.001|ef|Change Default File Association
        T1546.002|ef|Screensaver
        T1546.003|ef|Windows Management Instrumentation Event Subscription
        T1546.004|ef|Unix Shell Configuration Modification
        T1546.005|ef|Trap
        T1546.006|ef|LC_LOAD_DYLIB Addition
        T1546.007|ef|Netsh Helper DLL
        T1546.008|ef|Accessibility Features
        T1546.009|ef|AppCert DLLs
        T1546.010|ef|AppInit DLLs
        T1546.011|ef|Application Shimming
        T1546.012|ef|Image File Execution Options Injection
        T1546.013|ef|PowerShell Profile
        T1546.014|ef|Emond
        T1546.015|ef|Component Object Model Hijacking
        T1546.016|ef|Installer Packages
        T1547|ef|Boot or Logon Autostart Execution
        T1547.001|ef|Registry Run Keys / Startup Folder
        T1547.002|ef|Authentication Package
        T1547.003|ef|Time Providers
        T1547.004|ef|Winlogon Helper DLL
        T1547.005|ef|Security Support Provider
        T1547.006|ef|Kernel Modules and Extensions
        T1547.007|ef|Re-opened Applications
        T1547.008|ef|LSASS Driver
        T1547.009|ef|Shortcut Modification
        T1547.010|ef|Port Monitors
        T1547.012|ef|Print Processors
        T1547.013|ef|XDG Autostart Entries
        T1547.014|ef|Active Setup
        T1547.015|ef|Login Items
        T1548|fg|Abuse Elevation Control Mechanism
        T1548.001|fg|Setuid and Setgid
        T1548.002|fg|Bypass User Account Control
        T1548.003|fg|Sudo and Sudo Caching
        T1548.004|fg|Elevated Execution with Prompt
        T1548.005|fg|Temporary Elevated Cloud Access
        T1548.006|fg|TCC Manipulation
        T1550|gk|Use Alternate Authentication Material
        T1550.001|gk|Application Access Token
        T1550.002|gk|Pass the Hash
        T1550.003|gk|Pass the Ticket
        T1550.004|gk|Web Session Cookie
        T1552|i|Unsecured Credentials
        T1552.001|i|Credentials In Files
        T1552.002|i|Credentials in Registry
        T1552.003|i|Bash History
        T1552.004|i|Private Keys
        T1552.005|i|Cloud Instance Metadata API
        T1552.006|i|Group Policy Preferences
        T1552.007|i|Container API
        T1552.008|i|Chat Messages
        T1553|g|Subvert Trust Controls
        T1553.001|g|Gatekeeper Bypass
        T1553.002|g|Code Signing
        T1553.003|g|SIP and Trust Provider Hijacking
        T1553.004|g|Install Root Certificate
        T1553.005|g|Mark-of-the-Web Bypass
        T1553.006|g|Code Signing Policy Modification
        T1554|e|Compromise Host Software Binary
        T1555|i|Credentials from Password Stores
        T1555.001|i|Keychain
        T1555.002|i|Securityd Memory
        T1555.003|i|Credentials from Web Browsers
        T1555.004|i|Windows Credential Manager
        T1555.005|i|Password Managers
        T1555.006|i|Cloud Secrets Management Stores
        T1556|egi|Modify Authentication Process
        T1556.001|egi|Domain Controller Authentication
        T1556.002|egi|Password Filter DLL
        T1556.003|egi|Pluggable Authentication Modules
        T1556.004|egi|Network Device Authentication
        T1556.005|egi|Reversible Encryption
        T1556.006|egi|Multi-Factor Authentication
        T1556.007|egi|Hybrid Identity
        T1556.008|egi|Network Provider DLL
        T1556.009|egi|Conditional Access Policies
        T1557|il|Adversary-in-the-Middle
        T1557.001|il|LLMNR/NBT-NS Poisoning and SMB Relay
        T1557.002|il|ARP Cache Poisoning
        T1557.003|il|DHCP Spoofing
        T1558|i|Steal or Forge Kerberos Tickets
        T1558.001|i|Golden Ticket
        T1558.002|i|Silver Ticket
        T1558.003|i|Kerberoasting
        T1558.004|i|AS-REP Roasting
        T1559|d|Inter-Process Communication
        T1559.001|d|Component Object Model
        T1559.002|d|Dynamic Data Exchange
        T1559.003|d|XPC Services
        T1560|l|Archive Collected Data
        T1560.001|l|Archive via Utility
        T1560.002|l|Archive via Library
        T1560.003|l|Archive via Custom Method
        T1561|o|Disk Wipe
        T1561.001|o|Disk Content Wipe
        T1561.002|o|Disk Structure Wipe
        T1563|k|Remote Service Session Hijacking
        T1563.001|k|SSH Hijacking
        T1563.002|k|RDP Hijacking
        T1564|g|Hide Artifacts
        T1564.001|g|Hidden Files and Directories
        T1564.002|g|Hidden Users
        T1564.003|g|Hidden Window
        T1564.004|g|NTFS File Attributes
        T1564.005|g|Hidden File System
        T1564.006|g|Run Virtual Instance
        T1564.007|g|VBA Stomping
        T1564.008|g|Email Hiding Rules
        T1564.009|g|Resource Forking
        T1564.010|g|Process Argument Spoofing
        T1564.011|g|Ignore Process Interrupts
        T1564.012|g|File/Path Exclusions
        T1564.013|g|Bind Mounts
        T1564.014|g|Extended Attributes
        T1565|o|Data Manipulation
        T1565.001|o|Stored Data Manipulation
        T1565.002|o|Transmitted Data Manipulation
        T1565.003|o|Runtime Data Manipulation
        T1566|c|Phishing
        T1566.001|c|Spearphishing Attachment
        T1566.002|c|Spearphishing Link
        T1566.003|c|Spearphishing via Service
        T1566.004|c|Spearphishing Voice
        T1567|n|Exfiltration Over Web Service
        T1567.001|n|Exfiltration to Code Repository
        T1567.002|n|Exfiltration to Cloud Storage
        T1567.003|n|Exfiltration to Text Storage Sites
        T1567.004|n|Exfiltration Over Webhook
        T1568|m|Dynamic Resolution
        T1568.001|m|Fast Flux DNS
        T1568.002|m|Domain Generation Algorithms
        T1568.003|m|DNS Calculation
        T1569|d|System Services
        T1569.001|d|Launchctl
        T1569.002|d|Service Execution
        T1569.003|d|Systemctl
        T1570|k|Lateral Tool Transfer
        T1571|m|Non-Standard Port
        T1572|m|Protocol Tunneling
        T1573|m|Encrypted Channel
        T1573.001|m|Symmetric Cryptography
        T1573.002|m|Asymmetric Cryptography
        T1574|efg|Hijack Execution Flow
        T1574.001|efg|DLL
        T1574.004|efg|Dylib Hijacking
        T1574.005|efg|Executable Installer File Permissions Weakness
        T1574.006|efg|Dynamic Linker Hijacking
        T1574.007|efg|Path Interception by PATH Environment Variable
        T1574.008|efg|Path Interception by Search Order Hijacking
        T1574.009|efg|Path Interception by Unquoted Path
        T1574.010|efg|Services File Permissions Weakness
        T1574.011|efg|Services Registry Permissions Weakness
        T1574.012|efg|COR_PROFILER
        T1574.013|efg|KernelCallbackTable
        T1574.014|efg|AppDomainManager
        T1578|g|Modify Cloud Compute Infrastructure
        T1578.001|g|Create Snapshot
        T1578.002|g|Create Cloud Instance
        T1578.003|g|Delete Cloud Instance
        T1578.004|g|Revert Cloud Instance
        T1578.005|g|Modify Cloud Compute Configurations
        T1580|j|Cloud Infrastructure Discovery
        T1583|b|Acquire Infrastructure
        T1583.001|b|Domains
        T1583.002|b|DNS Server
        T1583.003|b|Virtual Private Server
        T1583.004|b|Server
        T1583.005|b|Botnet
        T1583.006|b|Web Services
        T1583.007|b|Serverless
        T1583.008|b|Malvertising
        T1584|b|Compromise Infrastructure
        T1584.001|b|Domains
        T1584.002|b|DNS Server
        T1584.003|b|Virtual Private Server
        T1584.004|b|Server
        T1584.005|b|Botnet
        T1584.006|b|Web Services
        T1584.007|b|Serverless
        T1584.008|b|Network Devices
        T1585|b|Establish Accounts
        T1585.001|b|Social Media Accounts
        T1585.002|b|Email Accounts
        T1585.003|b|Cloud Accounts
        T1586|b|Compromise Accounts
        T1586.001|b|Social Media Accounts
        T1586.002|b|Email Accounts
        T1586.003|b|Cloud Accounts
        T1587|b|Develop Capabilities
        T1587.001|b|Malware
        T1587.002|b|Code Signing Certificates
        T1587.003|b|Digital Certificates
        T1587.004|b|Exploits
        T1588|b|Obtain Capabilities
        T1588.001|b|Malware
        T1588.002|b|Tool
        T1588.003|b|Code Signing Certificates
        T1588.004|b|Digital Certificates
        T1588.005|b|Exploits
        T1588.006|b|Vulnerabilities
        T1588.007|b|Artificial Intelligence
        T1589|a|Gather Victim Identity Information
        T1589.001|a|Credentials
        T1589.002|a|Email Addresses
        T1589.003|a|Employee Names
        T1590|a|Gather Victim Network Information
        T1590.001|a|Domain Properties
        T1590.002|a|DNS
        T1590.003|a|Network Trust Dependencies
        T1590.004|a|Network Topology
        T1590.005|a|IP Addresses
        T1590.006|a|Network Security Appliances
        T1591|a|Gather Victim Org Information
        T1591.001|a|Determine Physical Locations
        T1591.002|a|Business Relationships
        T1591.003|a|Identify Business Tempo
        T1591.004|a|Identify Roles
        T1592|a|Gather Victim Host Information
        T1592.001|a|Hardware
        T1592.002|a|Software
        T1592.003|a|Firmware
        T1592.004|a|Client Configurations
        T1593|a|Search Open Websites/Domains
        T1593.001|a|Social Media
        T1593.002|a|Search Engines
        T1593.003|a|Code Repositories
        T1594|a|Search Victim-Owned Websites
        T1595|a|Active Scanning
        T1595.001|a|Scanning IP Blocks
        T1595.002|a|Vulnerability Scanning
        T1595.003|a|Wordlist Scanning
        T1596|a|Search Open Technical Databases
        T1596.001|a|DNS/Passive DNS
        T1596.002|a|WHOIS
        T1596.003|a|Digital Certificates
        T1596.004|a|CDNs
        T1596.005|a|Scan Databases
        T1597|a|Search Closed Sources
        T1597.001|a|Threat Intel Vendors
        T1597.002|a|Purchase Technical Data
        T1598|a|Phishing for Information
        T1598.001|a|Spearphishing Service
        T1598.002|a|Spearphishing Attachment
        T1598.003|a|Spearphishing Link
        T1598.004|a|Spearphishing Voice
        T1599|g|Network Boundary Bridging
        T1599.001|g|Network Address Translation Traversal
        T1600|g|Weaken Encryption
        T1600.001|g|Reduce Key Space
        T1600.002|g|Disable Crypto Hardware
        T1601|g|Modify System Image
        T1601.001|g|Patch System Image
        T1601.002|g|Downgrade System Image
        T1602|l|Data from Configuration Repository
        T1602.001|l|SNMP (MIB Dump)
        T1602.002|l|Network Device Configuration Dump
        T1606|i|Forge Web Credentials
        T1606.001|i|Web Cookies
        T1606.002|i|SAML Tokens
        T1608|b|Stage Capabilities
        T1608.001|b|Upload Malware
        T1608.002|b|Upload Tool
        T1608.003|b|Install Digital Certificate
        T1608.004|b|Drive-by Target
        T1608.005|b|Link Target
        T1608.006|b|SEO Poisoning
        T1609|d|Container Administration Command
        T1610|dg|Deploy Container
        T1611|f|Escape to Host
        T1612|g|Build Image on Host
        T1613|j|Container and Resource Discovery
        T1614|j|System Location Discovery
        T1614.001|j|System Language Discovery
        T1615|j|Group Policy Discovery
        T1619|j|Cloud Storage Object Discovery
        T1620|g|Reflective Code Loading
        T1621|i|Multi-Factor Authentication Request Generation
        T1622|gj|Debugger Evasion
        T1647|g|Plist File Modification
        T1648|d|Serverless Execution
        T1649|i|Steal or Forge Authentication Certificates
        T1650|b|Acquire Access
        T1651|d|Cloud Administration Command
        T1652|j|Device Driver Discovery
        T1653|e|Power Settings
        T1654|j|Log Enumeration
        T1656|g|Impersonation
        T1657|o|Financial Theft
        T1659|cm|Content Injection
        T1665|m|Hide Infrastructure
        T1666|g|Modify Cloud Resource Hierarchy
        T1667|o|Email Bombing
        T1668|e|Exclusive Control
        T1669|c|Wi-Fi Networks
        T1671|e|Cloud Application Integration
        T1672|g|Email Spoofing
        T1673|j|Virtual Machine Discovery
        T1674|d|Input Injection
        T1675|d|ESXi Administration Command
        T1685|h|Impair Defenses
        T1685.001|h|Disable Windows Event Logging
        T1685.002|h|Disable or Modify Cloud Logs
        T1685.004|h|Disable or Modify Linux Audit System
        T1685.005|h|Clear Windows Event Logs
        T1685.006|h|Clear Linux or Mac System Logs
        T1686|h|Disable or Modify System Firewall
        T1686.001|h|Disable or Modify Cloud Firewall
        T1686.003|h|Disable or Modify System Firewall
        T1689|h|Downgrade Attack
        T1690|h|Impair Command History Logging
        """
}
