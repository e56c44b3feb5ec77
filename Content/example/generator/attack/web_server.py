"""Keys found on the file server open the customers' portal: a web shell, root, and out of the container."""

from generator.attack.step import PLANTED_CONTAINER, POD, REGISTRY, step
from generator.clock import at
from generator.formats.crowdsec import crowdsec
from generator.formats.falco import falco
from generator.formats.suricata import WEB, suricata
from generator.formats.wazuh import ssh_login, sudo, wazuh
from generator.identifiers import hashes, hexadecimal
from generator.twins import twin
from generator.world import FILE_SERVER, WEB_SERVER, Attacker

SHELL = "/srv/portal/uploads/.cache/thumb.php"
CONTAINER_ID = hexadecimal(64, "container", "portal")


def portal():
    upload = step(
        "suricata", suricata, "web.upload", at(2, "14:26:13"), "A script is uploaded as a picture.",
        source=Attacker.proxy_ip, target=WEB_SERVER.ip, sid=1000412, category=WEB, severity=1, app="http",
        ports=(None, 443),
        signature="LOCAL WEB_SERVER script uploaded as an image", technique=("T1505.003", "TA0003"),
        http={"hostname": "portal.quillmere.example", "url": "/admin/media/upload", "http_method": "POST",
            "status": 201,
              "http_user_agent": Attacker.user_agent, "protocol": "HTTP/1.1", "length": 312})
    paths = ["/.env", "/admin/.git/config", "/admin/backup.zip", "/uploads/shell.php", "/admin/media/upload"]
    return [
        step(
            "crowdsec", crowdsec, "web.probed", at(2, "14:20:05"),
            "The portal is probed from the address of the stolen session.",
            host=WEB_SERVER, scenario="crowdsecurity/http-backdoors-attempts", source=Attacker.proxy_ip, country="NL",
            network=("64511", "Documentation Hosting B.V.", "203.0.113.0/24"), capacity=4, lasts=41,
            behaviour="http:exploit",
            events=[{"http_path": path, "http_status": "404", "http_verb": "GET", "log_type": "http_access-log",
                     "service": "http", "target_fqdn": "portal.quillmere.example",
                     "http_user_agent": Attacker.user_agent}
                    for path in paths]),
        upload, twin(upload),
        step(
            "wazuh", wazuh, "web.file", at(2, "14:27:02"), "The file's integrity check sees the new script.",
            host=WEB_SERVER, rule=554, level=5, description="File added to the system.", techniques=[],
            groups=["ossec", "syscheck", "syscheck_entry_added", "syscheck_file"], decoder="syscheck_new_entry",
            location="syscheck", log=f"File '{SHELL}' added\nMode: realtime\n",
            extra={"syscheck": {
                "path": SHELL, "mode": "realtime", "size_after": "312", "perm_after": "rw-r--r--", "uid_after": "33",
                "gid_after": "33", "uname_after": "www-data", "gname_after": "www-data", "event": "added",
                "md5_after": hashes("thumb.php")["md5"], "sha1_after": hashes("thumb.php")["sha1"],
                "sha256_after": hashes("thumb.php")["sha256"]}}),
        step(
            "wazuh", wazuh, "web.command", at(2, "14:31:47"), "The web server's account starts a shell.",
            host=WEB_SERVER, rule=100212, level=12, description="Command run by a web server process",
            techniques=["T1505.003", "T1059.004"],
            groups=["local", "audit", "web"], decoder="auditd", location="/var/log/audit/audit.log",
            log="type=EXECVE a0=\"sh\" a1=\"-c\" a2=\"id; uname -a; cat /srv/portal/.env\"",
            data={"audit": {
                "type": "SYSCALL", "id": "48213", "success": "yes", "exe": "/usr/bin/dash", "command": "sh",
                "uid": "33", "euid": "33",
                "auid": "4294967295", "pid": "31877", "ppid": "1204", "cwd": "/srv/portal/uploads/.cache",
                "key": "webshell",
                "execve": {"a0": "sh", "a1": "-c", "a2": "id; uname -a; cat /srv/portal/.env"}}}),
        step(
            "wazuh", ssh_login, "web.ssh", at(2, "14:44:30"),
            "From the file server, with the deployment key found there.",
            host=WEB_SERVER, account="deploy", source=FILE_SERVER.ip),
        step(
            "wazuh", sudo, "web.root", at(2, "14:52:11"), "The deployment account becomes root.",
            host=WEB_SERVER, account="deploy", folder="/srv/portal", command="/usr/bin/bash"),
    ]


def container():
    inside = dict(host=WEB_SERVER, pod=POD, namespace="portal", image=f"{REGISTRY}/portal/web")
    return [
        step(
            "falco", falco, "pod.shell", at(2, "14:55:24"), "A shell in the portal's container.",
            rule="Terminal shell in container", priority="Notice",
            text="A shell with a terminal was started in a container",
            tags=["T1059", "container", "maturity_stable", "mitre_execution", "shell"],
            container=(CONTAINER_ID[:12], "web"),
            process="bash", command="bash -i", parent="php-fpm", **inside),
        step(
            "falco", falco, "pod.escape", at(2, "15:03:09"),
            "Out of the container through a control group's release agent.",
            rule="Detect release_agent File Container Escapes", priority="Critical",
            text="A release_agent file was written inside a container", container=(PLANTED_CONTAINER[:12], "tools"),
            tags=["T1611", "container", "maturity_stable", "mitre_privilege_escalation", "process"],
            file="/tmp/cgrp/release_agent", **inside),
        step(
            "falco", falco, "host.shadow", at(2, "15:04:40"), "On the host, the password file is read.",
            rule="Read sensitive file untrusted", priority="Warning",
            text="A sensitive file was opened by an untrusted program",
            tags=["T1555", "container", "filesystem", "host", "maturity_stable", "mitre_credential_access"],
            host=WEB_SERVER,
            file="/etc/shadow", process="cat", command="cat /etc/shadow", parent="sh"),
    ]


def steps():
    return portal() + container()
