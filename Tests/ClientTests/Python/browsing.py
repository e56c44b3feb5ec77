"""What the tests of the pages have in common: a server with incidents and people, the real Chromium, signed-in pages."""

import pytest

from conftest import ACCOUNT, PASSWORD, Server, browser, signed_in, wazuh  # noqa: F401

COLLEAGUE = "ben"
WAITED_FOR = 60_000


@pytest.fixture(scope="module")
def portal():
    """A server with incidents and two people."""
    server = Server()
    for agent, day in [("web01", 11), ("db07", 14), ("mail02", 17), ("app03", 20)]:
        server.ingest("hids", [wazuh(n, agent, day * 100 + n, f"203.0.113.{day}", f"2026-05-{day}T10:00") for n in range(8)])
    for account in (ACCOUNT, COLLEAGUE):
        person = {"account": account, "password": PASSWORD, "roles": ["Security administrator"]}
        server.call("POST", "api/people", person).raise_for_status()
    yield server
    server.stop()


class Desk:
    """A person at a browser of his own. At the end no word may be on its console."""

    def __init__(self, portal, browser, account=ACCOUNT, **options):
        self.page = signed_in(browser, portal, account, **{"viewport": {"width": 1440, "height": 960}, **options})
        self.context = self.page.context
        self.words = []
        self.page.on("console", lambda message: self.words.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.words.append(str(error)))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def close(self, expecting=None):
        """- expecting: a part of the words that belong to what was tried."""
        self.context.close()
        left = [word for word in self.words if expecting is None or expecting not in word]
        assert left == [], left


@pytest.fixture
def page(portal, browser):
    """A signed-in page; it fails the test that leaves a word on the console."""
    desk = Desk(portal, browser)
    yield desk.page
    desk.close()


@pytest.fixture
def colleague(portal, browser):
    """The page of somebody else, in another browser."""
    desk = Desk(portal, browser, COLLEAGUE)
    yield desk.page
    desk.close()


def queue(portal):
    return portal.call("GET", "api/queue?all=true&status=active").json()["incidents"]


def save(page):
    """Saves what was changed in the manage pane. The page shows it before it is loaded again, and that has to be over first."""
    with page.expect_navigation():
        page.click("dialog[open] button[value=save]")
