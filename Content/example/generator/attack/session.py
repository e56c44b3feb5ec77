"""The stolen session, and what it opens: a second factor, the mailbox, an application's consent, a chat, an agent."""

from generator.attack.step import OAUTH_APP, OAUTH_NAME, OAUTH_OBJECT, SESSION, step
from generator.clock import at
from generator.evidence import (
    cloud_application, evidence, ip, mailbox, oauth_application, service_principal, url, user)
from generator.formats import sentinel as rows
from generator.formats.graph import graph
from generator.formats.sentinel import sentinel
from generator.identifiers import guid, hexadecimal
from generator.world import LEENA, MARA, TENANT, Attacker


def _session():
    return evidence(
        "cloudLogonSession", "compromised", sessionId=SESSION, account=user(MARA), userAgent=Attacker.user_agent,
        browser="Firefox 128.0", operatingSystem="Linux", deviceName="", protocol="OAuth2:Token",
        startUtcDateTime=at(1, "08:34:50"))


def taken():
    return [
        step(
            "identity", graph, "session.stolen", at(1, "08:34:50"),
            "The attacker replays her session from the proxy's address.",
            service="azureAdIdentityProtection", severity="high", category="CredentialAccess", title="Anomalous token",
            techniques=["T1539", "T1557"], detector="anomalousToken",
            description="A session token was used from an address and a browser that it was not issued to.",
            evidence=[
                user(MARA, "compromised"), ip(Attacker.proxy_ip, "attacker", country="NL", verdict="malicious"),
                _session(),
                evidence("cloudLogonRequest", "contextual", requestId=guid("request", "stolen"))]),
        step(
            "sentinel", sentinel, "session.fatigue", at(1, "08:44:02"),
            "Eleven prompts for a second factor, the last accepted.",
            title="Sign-in approved after many denied prompts", severity="Medium", lasts=470, techniques=["T1621"],
            tactics=["CredentialAccess"], compromised=MARA.upn, details={"DeniedPrompts": 10, "ApprovedPrompts": 1},
            description="A user denied prompts for a second factor many times and then approved one.",
            entities=[rows.account(MARA), rows.address(Attacker.proxy_ip)]),
        step(
            "sentinel", sentinel, "session.factor", at(1, "09:11:20"),
            "A second factor of the attacker's own is registered.",
            title="New authentication method registered after a risky sign-in", severity="Medium",
            techniques=["T1098.005"],
            tactics=["Persistence"], compromised=MARA.upn, details={"Method": "Authenticator app"},
            description="An authentication method was added in a session that was rated risky.",
            entities=[rows.account(MARA), rows.address(Attacker.proxy_ip),
                rows.cloud_application("Account settings", 20894)]),
        step(
            "identity", graph, "mailbox.rule", at(1, "09:24:15"), "A rule hides replies about freight and payments.",
            service="microsoftDefenderForCloudApps", detection="cloudAppSecurity", severity="medium",
            category="DefenseEvasion",
            title="Suspicious inbox manipulation rule", techniques=["T1564.008"],
            detector="MCAS_ALERT_ANUBIS_DETECTION_NEW_INBOX_RULE",
            description="A rule moves messages with certain words to a folder that nobody reads.",
            evidence=[
                user(MARA, "compromised"), mailbox(MARA, "compromised"),
                ip(Attacker.proxy_ip, "attacker", country="NL", verdict="malicious"),
                cloud_application("Microsoft Exchange Online", 20893),
                evidence(
                    "mailboxConfiguration", "created", verdict="malicious",
                    configurationId=hexadecimal(16, "inbox-rule"),
                    configurationType="userInboxRule", displayName="..", mailboxPrimaryAddress=MARA.upn, upn=MARA.upn,
                    externalDirectoryObjectId=MARA.object_id)]),
        step(
            "identity", graph, "oauth.consent", at(1, "09:41:33"),
            "The session consents to an application of the attacker's.",
            service="microsoftAppGovernance", detection="appGovernanceDetection", severity="medium",
            category="CredentialAccess",
            title="Consent to an unverified application with mail permissions", techniques=["T1528"],
            description="An application registered two days ago got permission to read all mail at any time.",
            evidence=[
                user(MARA, "compromised"), ip(Attacker.proxy_ip, "source", country="NL"),
                oauth_application(OAUTH_APP, OAUTH_NAME, OAUTH_OBJECT, "unverified", "attacker", verdict="malicious"),
                service_principal(OAUTH_APP, OAUTH_NAME, OAUTH_OBJECT, "created", owner=guid("foreign", "tenant"))]),
        step(
            "identity", graph, "oauth.harvest", at(1, "10:02:41"),
            "The application reads four years of mail in 48 minutes.",
            service="microsoftAppGovernance", detection="appGovernanceDetection", severity="high",
            category="Collection",
            title="Unusual volume of mail read by an application", techniques=["T1114.002"], lasts=2880,
            description="An application read 18,412 messages of one mailbox.",
            evidence=[
                oauth_application(OAUTH_APP, OAUTH_NAME, OAUTH_OBJECT, "unverified", "attacker", verdict="malicious"),
                mailbox(MARA, "attacked"), user(MARA), ip(Attacker.cloud_ip, "source", country="NL"),
                cloud_application("Microsoft Exchange Online", 20893)]),
    ]


def inside():
    """Day 2: what the session does in the name of its owner."""
    sent = at(2, "08:40:18")
    return [
        step(
            "mail", graph, "chat.lure", sent, "In Mara's name, a link goes to Leena over chat.",
            service="microsoftDefenderForOffice365", severity="medium", category="LateralMovement",
            title="Malicious URL in an internal chat message", techniques=["T1534"],
            description="A chat message between colleagues holds a link of a known campaign.",
            evidence=[
                evidence(
                    "teamsMessage", "source", verdict="malicious", messageId=hexadecimal(13, "chat"),
                    threadId="19:" + guid("thread"),
                    threadType="chat", messageDirection="intraorg", deliveryAction="delivered",
                    deliveryLocation="teams",
                    senderFromAddress=MARA.upn, senderIP=Attacker.proxy_ip, recipients=[LEENA.upn], subject="",
                    suspiciousRecipients=[LEENA.upn], receivedDateTime=sent, isExternal=False, isOwned=True,
                    owningTenantId=TENANT,
                    sourceAppName="Teams", urls=[url(Attacker.phishing_url, verdict="malicious")]),
                url(Attacker.phishing_url, "attacker", verdict="malicious"), user(MARA, "compromised"),
                user(LEENA, "attacked"),
                ip(Attacker.proxy_ip, "source", country="NL")]),
        step(
            "cloud", graph, "agent.asked", at(2, "09:30:07"),
            "The order desk's agent is talked into listing suppliers' accounts.",
            service="microsoftSecurityForAI", detection="microsoftDefenderForAIServices", severity="medium",
            category="Collection",
            title="Sensitive data in the answers of an agent after a jailbreak attempt", techniques=[],
            description="Prompts told an agent to forget its instructions; its answers then held suppliers' accounts.",
            evidence=[
                evidence(
                    "aiAgent", "attacked", agentId=guid("agent"), agentName="Order desk assistant",
                    hostingPlatformType="copilotStudio",
                    instructions="Help the order desk with delivery dates and order numbers."),
                user(MARA, "compromised"), ip(Attacker.proxy_ip, "attacker", country="NL")]),
    ]


def steps():
    return taken() + inside()
