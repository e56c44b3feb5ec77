"""People at work and on the road: sign-ins that look far apart, reported newsletters, blocked pages, new domains."""

from generator.clock import at, later
from generator.evidence import cloud_application, evidence, ip, mailbox, message, url, user
from generator.formats import sentinel as rows
from generator.formats.aminer import aminer
from generator.formats.graph import graph
from generator.formats.leef import leef
from generator.formats.sentinel import sentinel
from generator.identifiers import dice, guid, hexadecimal
from generator.record import made
from generator.world import COLLEAGUES, VPN_EGRESS, OFFICE_EGRESS

SITES = [("deals.shop.example", "Online Shopping"), ("play.games.example", "Games"),
    ("new-offer.example", "Newly Registered Domains"),
         ("stream.video.example", "Streaming Media"), ("files.share.example", "File Sharing")]
SENDERS = ["news@trade-fair.example", "offers@supply-house.example", "survey@panel.example"]


def records():
    random = dice("people")

    def anyone():
        return COLLEAGUES[random.randrange(len(COLLEAGUES))]

    def working_hours(index):
        return later(at(index % 4, "06:50"), random.randrange(36_000))

    return ([_travel(index, anyone(), working_hours(index)) for index in range(14)]
            + [_address(index, anyone(), working_hours(index)) for index in range(6)]
            + [_reported(index, anyone(), working_hours(index)) for index in range(14)]
            + [_removed(index, anyone(), working_hours(index)) for index in range(12)]
            + [_blocked(index, anyone(), working_hours(index), random) for index in range(70)]
            + [_domain(index, anyone(), working_hours(index), random) for index in range(30)])


def _travel(index, person, time):
    """The company's own VPN leaves from another country."""
    return made(
        "travel", "identity", graph, f"travel.{index}", time, service="microsoftDefenderForCloudApps",
        detection="cloudAppSecurity",
        severity="medium", category="InitialAccess", title="Impossible travel activity", techniques=["T1078"],
        lasts=1500,
        description="A user was active in two countries within a time too short to travel between them.",
        evidence=[user(person), ip(OFFICE_EGRESS, country="EE"), ip(VPN_EGRESS, country="IE"),
                  cloud_application("Microsoft 365", 11161)])


def _address(index, person, time):
    return made(
        "travel", "sentinel", sentinel, f"address.{index}", time, title="Sign-in from an address new to the account",
        severity="Medium",
        description="An account signed in from an address that it had not used in two weeks.",
        tactics=["InitialAccess"],
        techniques=["T1078"], compromised=person.upn, entities=[rows.account(person), rows.address(VPN_EGRESS)])


def _reported(index, person, time):
    sender, mail = SENDERS[index % 3], guid("newsletter", index)
    subject = f"Newsletter {index + 11}"
    return made(
        "mailNoise", "mail", graph, f"reported.{index}", time, service="microsoftDefenderForOffice365", severity="low",
        category="InitialAccess", title="Email reported by user as malware or phish", techniques=["T1566"],
        description="A user reported a mail as phishing.",
        evidence=[
            evidence("submissionMail", "contextual", networkMessageId=mail, recipient=person.upn, reportType="Phish",
                sender=sender,
                     senderIp=f"192.0.2.{60 + index}", subject=subject, submissionDateTime=time, submitter=person.upn,
                     submissionId=guid("newsletter-submission", index)),
            mailbox(person), user(person)])


def _removed(index, person, time):
    link = f"https://tracking{index}.panel.example/c/{hexadecimal(8, 'track', index)}"
    return made(
        "mailNoise", "mail", graph, f"removed.{index}", time, service="microsoftDefenderForOffice365",
        severity="informational",
        category="InitialAccess", title="Email messages removed after delivery", techniques=["T1566"],
        description="Mails that turned out to be spam were removed from mailboxes.",
        evidence=[
            message(time, person.upn, SENDERS[index % 3], f"192.0.2.{80 + index}", f"Offer {index}",
                guid("spam", index), urls=[link],
                    threats=("Spam",), status="remediated", delivery="Delivered", location="Quarantine"),
            url(link, status="remediated"), mailbox(person)])


def _blocked(index, person, time, random):
    site, category = SITES[random.randrange(len(SITES))]
    return made(
        "webNoise", "proxy", leef, f"blocked.{index}", time, reason="Not allowed to browse this category",
        action="Blocked",
        severity=3, person=person, target=f"192.0.2.{210 + random.randrange(20)}", url=f"{site}/", category=category,
        status=403,
        agent="Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/133.0", risk=20)


def _domain(index, person, time, random):
    detector = "entropy" if index % 3 == 0 else "newDomain"
    name = f"{hexadecimal(12, 'cdn', index)}.edge.example" if detector == "entropy" else f"shop-{index}.example"
    return made("webNoise", "dns", aminer, f"domain.{index}", time, detector=detector, domain=name,
        client=person.host.ip)
