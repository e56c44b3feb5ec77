/// What the Security log's events are called, for records that come without their text: from files of logs, and as XML.
enum SecurityTitles {
    static let all: [Int: String] = {
        var titles: [Int: String] = [:]
        for line in text.split(separator: "\n") {
            guard let blank = line.firstIndex(of: " "), let id = Int(line[..<blank]) else { continue }
            titles[id] = String(line[line.index(after: blank)...])
        }
        return titles
    }()

    private static let text = """
        1100 The event logging service has shut down.
        1102 The audit log was cleared.
        1104 The security log is now full.
        4608 Windows is starting up.
        4616 The system time was changed.
        4624 An account was successfully logged on.
        4625 An account failed to log on.
        4626 User/Device claims information.
        4627 Group membership information.
        4634 An account was logged off.
        4647 User initiated logoff.
        4648 A logon was attempted using explicit credentials.
        4649 A replay attack was detected.
        4656 A handle to an object was requested.
        4657 A registry value was modified.
        4658 The handle to an object was closed.
        4660 An object was deleted.
        4661 A handle to an object was requested.
        4662 An operation was performed on an object.
        4663 An attempt was made to access an object.
        4664 An attempt was made to create a hard link.
        4670 Permissions on an object were changed.
        4672 Special privileges assigned to new logon.
        4673 A privileged service was called.
        4674 An operation was attempted on a privileged object.
        4688 A new process has been created.
        4689 A process has exited.
        4690 An attempt was made to duplicate a handle to an object.
        4692 Backup of data protection master key was attempted.
        4693 Recovery of data protection master key was attempted.
        4696 A primary token was assigned to process.
        4697 A service was installed in the system.
        4698 A scheduled task was created.
        4699 A scheduled task was deleted.
        4700 A scheduled task was enabled.
        4701 A scheduled task was disabled.
        4702 A scheduled task was updated.
        4703 A user right was adjusted.
        4704 A user right was assigned.
        4705 A user right was removed.
        4713 Kerberos policy was changed.
        4717 System security access was granted to an account.
        4718 System security access was removed from an account.
        4719 System audit policy was changed.
        4720 A user account was created.
        4722 A user account was enabled.
        4723 An attempt was made to change an account's password.
        4724 An attempt was made to reset an account's password.
        4725 A user account was disabled.
        4726 A user account was deleted.
        4727 A security-enabled global group was created.
        4728 A member was added to a security-enabled global group.
        4729 A member was removed from a security-enabled global group.
        4730 A security-enabled global group was deleted.
        4731 A security-enabled local group was created.
        4732 A member was added to a security-enabled local group.
        4733 A member was removed from a security-enabled local group.
        4734 A security-enabled local group was deleted.
        4735 A security-enabled local group was changed.
        4737 A security-enabled global group was changed.
        4738 A user account was changed.
        4739 Domain Policy was changed.
        4740 A user account was locked out.
        4741 A computer account was created.
        4742 A computer account was changed.
        4743 A computer account was deleted.
        4754 A security-enabled universal group was created.
        4755 A security-enabled universal group was changed.
        4756 A member was added to a security-enabled universal group.
        4757 A member was removed from a security-enabled universal group.
        4758 A security-enabled universal group was deleted.
        4764 A group's type was changed.
        4765 SID History was added to an account.
        4766 An attempt to add SID History to an account failed.
        4767 A user account was unlocked.
        4768 A Kerberos authentication ticket (TGT) was requested.
        4769 A Kerberos service ticket was requested.
        4770 A Kerberos service ticket was renewed.
        4771 Kerberos pre-authentication failed.
        4776 The computer attempted to validate the credentials for an account.
        4778 A session was reconnected to a Window Station.
        4779 A session was disconnected from a Window Station.
        4781 The name of an account was changed.
        4782 The password hash an account was accessed.
        4798 A user's local group membership was enumerated.
        4799 A security-enabled local group membership was enumerated.
        4800 The workstation was locked.
        4801 The workstation was unlocked.
        4825 A user was denied the access to Remote Desktop.
        4886 Certificate Services received a certificate request.
        4887 Certificate Services approved a certificate request and issued a certificate.
        4902 The Per-user audit policy table was created.
        4904 An attempt was made to register a security event source.
        4905 An attempt was made to unregister a security event source.
        4907 Auditing settings on object were changed.
        4912 Per User Audit Policy was changed.
        4946 A change has been made to Windows Firewall exception list. A rule was added.
        4947 A change has been made to Windows Firewall exception list. A rule was modified.
        4948 A change has been made to Windows Firewall exception list. A rule was deleted.
        4950 A Windows Firewall setting has changed.
        4964 Special groups have been assigned to a new logon.
        4985 The state of a transaction has changed.
        5024 The Windows Firewall Service has started successfully.
        5025 The Windows Firewall Service has been stopped.
        5058 Key file operation.
        5059 Key migration operation.
        5061 Cryptographic operation.
        5136 A directory service object was modified.
        5137 A directory service object was created.
        5138 A directory service object was undeleted.
        5139 A directory service object was moved.
        5140 A network share object was accessed.
        5141 A directory service object was deleted.
        5142 A network share object was added.
        5143 A network share object was modified.
        5144 A network share object was deleted.
        5145 A network share object was checked to see whether client can be granted desired access.
        5152 The Windows Filtering Platform blocked a packet.
        5154 The Windows Filtering Platform has permitted an application or service to listen on a port for incoming connections.
        5156 The Windows Filtering Platform has permitted a connection.
        5157 The Windows Filtering Platform has blocked a connection.
        5158 The Windows Filtering Platform has permitted a bind to a local port.
        5379 Credential Manager credentials were read.
        5382 Vault credentials were read.
        6416 A new external device was recognized by the System.
        """
}
