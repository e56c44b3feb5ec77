"""What the client tests have in common: a running server of their own, its address and credentials, alerts to look at."""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import pytest
import requests

ROOT = pathlib.Path(__file__).resolve().parents[3]
# Swift's threads block signals, and a child of theirs inherits that: whatever is started here could not be told to end.
signal.pthread_sigmask(signal.SIG_SETMASK, [])
BINARY = os.environ.get("WATCHFLOOR_BINARY", str(ROOT / ".build/debug/watchfloor"))


class Server:
    """The built binary on a free port of the loopback address, with a data folder that goes when it stops.

    Its certificate is by an authority of its own; clients are told so as their users would tell them, by the environment.
    """

    def __init__(self, *arguments):
        self.data = tempfile.mkdtemp(prefix="watchfloor-client-test-")
        self.port = free_port()
        self.host = f"localhost:{self.port}"
        self.address = f"https://{self.host}"
        self.authority = pathlib.Path(self.data) / "tls/ca.pem"
        command = [BINARY, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", "--log-level", "warning"]
        self.process = subprocess.Popen([*command, *arguments], cwd=ROOT)
        self.wait("there is a certificate", lambda: self.is_running() and self.authority.exists())
        for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
            os.environ[name] = str(self.authority)
        self.wait("the server answers", self.is_ready)

    @property
    def token(self):
        """The administrator's token."""
        return (pathlib.Path(self.data) / "admin.token").read_text().strip()

    def is_running(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended with {self.process.returncode}")
        return True

    def is_ready(self):
        self.is_running()
        try:
            return requests.get(f"{self.address}/readyz", timeout=30).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False

    def call(self, method, path, body=None, token=None, **options):
        """Asks as the administrator, or with another token."""
        headers = {"Authorization": f"Bearer {token or self.token}", **options.pop("headers", {})}
        return requests.request(method, f"{self.address}/{path}", json=body, headers=headers, timeout=60, **options)

    def ingest(self, source, records, format="wazuh"):
        """Makes the source, sends the records and waits until all of them have come to an incident."""
        self.call("PUT", f"api/sources/{source}", {"format": format}).raise_for_status()
        lines = "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)
        answer = self.call("POST", f"api/ingest/{source}", data=lines.encode())
        answer.raise_for_status()
        self.settle()
        return answer.json()

    def settle(self):
        self.wait("the inbox is read", lambda: self.call("GET", "api/status").json()["inbox"]["waiting"] == 0)

    def wait(self, what, condition, seconds=120):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"waited in vain until {what}")
            time.sleep(0.05)

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.data, ignore_errors=True)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wazuh(number, agent="web01", rule=None, address="203.0.113.9", minute="2026-05-04T10:00"):
    """An alert as Wazuh writes it, of a rule of its own unless one is named."""
    return {
        "timestamp": f"{minute}:{number % 60:02d}.000+0000",
        "id": f"1777888800.{agent}.{number}",
        "rule": {
            "level": 10, "description": f"sshd: attempt of kind {number}", "id": str(rule or 9000 + number),
            "mitre": {"id": ["T1110"], "tactic": ["Credential Access"], "technique": ["Brute Force"]},
        },
        "agent": {"name": agent, "ip": "10.3.0.7"},
        "manager": {"name": "wazuh"}, "data": {"srcip": address, "srcuser": "admin"},
        "location": "/var/log/auth.log", "decoder": {"name": "sshd"},
    }


@pytest.fixture(scope="module")
def server():
    running = Server()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def incidents(server):
    """Two incidents of four alerts each, on two devices, an hour apart: their ids."""
    for agent, hour, address in [("web01", "10", "203.0.113.9"), ("db07", "11", "198.51.100.23")]:
        server.ingest("hids", [wazuh(n, agent, None, address, f"2026-05-04T{hour}:00") for n in range(4)])
    found = server.call("GET", "v1.0/security/incidents").json()["value"]
    return sorted((incident["id"] for incident in found), key=int)


# Who signs in to the pages.
ACCOUNT, PASSWORD = "ana", "correct horse battery 9"


def sign_in(page, account=ACCOUNT):
    page.goto("/sign-in")
    page.fill("[name=account]", account)
    page.fill("[name=password]", PASSWORD)
    page.click("text=Sign in >> nth=-1")
    page.wait_for_url(re.compile("/incidents"))


def signed_in(browser, server, account=ACCOUNT, **options):
    """A browser of its own for somebody who is signed in, at the queue. He gives his password once for each server: to check
    one takes a while, and is tried by tests of its own."""
    options = {"base_url": server.address, "ignore_https_errors": True, **options}
    kept = server.__dict__.setdefault("sessions", {})
    context = browser.new_context(storage_state=kept.get(account), **options)
    page = context.new_page()
    if account in kept:
        page.goto("/incidents")
    else:
        sign_in(page, account)
        kept[account] = context.storage_state()
    return page


@pytest.fixture(scope="module")
def browser():
    """The installed Chromium."""
    from playwright.sync_api import expect, sync_playwright

    # The other tests run at the same time: what a person waits a moment for takes a busy machine a while.
    expect.set_options(timeout=45_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


def serious_faults(page):
    """What axe finds that keeps people from using the page."""
    from axe_playwright_python.sync_playwright import Axe

    faults = [fault for fault in Axe().run(page).response["violations"] if fault["impact"] in ("serious", "critical")]
    return [f"{fault['id']} at {fault['nodes'][0]['target']}" for fault in faults]
