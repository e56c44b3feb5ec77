"""A lure by mail: the link, the click, the password; and a colleague who reports it."""

from generator.attack.step import FIRST_MAIL, step
from generator.clock import at
from generator.evidence import device, evidence, ip, mailbox, message, url, user
from generator.formats.graph import graph
from generator.formats.leef import leef
from generator.formats.suricata import TROJAN, suricata
from generator.identifiers import guid, hexadecimal
from generator.world import MARA, TOMAS, Attacker

SUBJECT = "Freight notice 8841: delivery on hold"
DELIVERED = at(1, "08:12:20")
MAIL_QUERY = 'SenderFromDomain:"northpier-freight.example" AND UrlDomain:"docs-northpier.example"'


def _lure(person, *roles, message_id=FIRST_MAIL):
    return message(
        DELIVERED, person.upn, Attacker.sender, Attacker.mail_ip, SUBJECT, message_id, *roles,
        display="Northpier Freight", urls=[Attacker.phishing_url], verdict="malicious")


def steps():
    return [
        step(
            "mail", graph, "mail.delivered", DELIVERED, "A freight notice with a link reaches Mara and two colleagues.",
            service="microsoftDefenderForOffice365", severity="informational", category="InitialAccess",
            title="Email messages containing malicious URL delivered to mailboxes", techniques=["T1566.002"], delay=400,
            description="Three mails of one campaign carry a link that was found malicious after delivery.",
            evidence=[
                _lure(MARA, "source"), url(Attacker.phishing_url, "attacker", verdict="malicious"),
                ip(Attacker.mail_ip, "source", country="NL"), mailbox(MARA, "attacked"),
                evidence(
                    "mailCluster", "contextual", verdict="malicious", clusterBy="SenderFromDomain;UrlDomain",
                    clusterByValue="northpier-freight.example;docs-northpier.example", emailCount=3, query=MAIL_QUERY,
                    networkMessageIds=[FIRST_MAIL, guid("mail", "tomas"), guid("mail", "leena")],
                    urn=f"urn:MailCluster:{hexadecimal(32, 'cluster')}")]),
        step(
            "mail", graph, "mail.clicked", at(1, "08:31:12"), "Mara follows the link.",
            service="microsoftDefenderForOffice365", severity="high", category="InitialAccess",
            title="A potentially malicious URL click was detected", techniques=["T1566.002"],
            description="A user opened a link that is now known to lead to a page that steals sessions.",
            actions="Check whether the user entered credentials\nRevoke the user's sessions",
            evidence=[
                user(MARA, "compromised"), url(Attacker.phishing_url, "attacker", verdict="malicious"), _lure(MARA),
                mailbox(MARA, "attacked"), device(MARA.host, "source", person=MARA)]),
        step(
            "suricata", suricata, "mail.kit", at(1, "08:31:40"),
            "The laptop's browser reaches the look-alike sign-in page.",
            source=MARA.host.ip, target=Attacker.proxy_ip, sid=1000117, category=TROJAN, severity=1, app="tls",
            signature="LOCAL PHISHING sign-in page behind a reverse proxy (SNI)",
            tls={"sni": Attacker.phishing_host, "version": "TLS 1.3"}),
        step(
            "proxy", leef, "mail.password", at(1, "08:33:05"),
            "She enters her password; the proxy's log arrives two days late.",
            reason="Form posted to a newly registered domain", action="Allowed", severity=6, person=MARA,
            target=Attacker.proxy_ip,
            url=f"{Attacker.phishing_host}/common/login", category="Newly Registered Domains", method="POST", risk=78,
            agent="Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/133.0", sent=2214, threat="Suspicious Sign-in Page"),
        step(
            "mail", graph, "mail.reported", at(1, "10:20:31"), "Tomas reports the same mail as phishing.",
            service="microsoftDefenderForOffice365", severity="low", category="InitialAccess",
            title="Email reported by user as malware or phish", techniques=["T1566"],
            description="A user reported a mail as phishing.",
            evidence=[
                evidence(
                    "submissionMail", "contextual", networkMessageId=guid("mail", "tomas"), recipient=TOMAS.upn,
                    reportType="Phish", sender=Attacker.sender, senderIp=Attacker.mail_ip, subject=SUBJECT,
                    submissionDateTime=at(1, "10:20:31"), submissionId=guid("submission"), submitter=TOMAS.upn),
                _lure(TOMAS, "source", message_id=guid("mail", "tomas")), mailbox(TOMAS, "attacked"), user(TOMAS),
                url(Attacker.phishing_url, "attacker"), ip(Attacker.mail_ip, "source", country="NL")]),
    ]
