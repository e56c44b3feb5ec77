"""Schemathesis reads the description of the HTTP surface and tries what it allows and what it forbids."""

import os
import pathlib
import subprocess
import sys

import pytest
from conftest import Server

# What must hold for every answer; the rest of Schemathesis' checks are matters of taste (a JSON number for a flag is one).
CHECKS = ",".join([
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "unsupported_method", "allow_header_conformance", "ignored_auth",
])
# They would take the test's own means away: keys and tokens, and folders of the machine.
EXCLUDED = ["/api/signingKeys", "/api/backup"]
# The same routes under a second name.
TWICE = r"^/(beta|api/v1\.0|elastic|services/collector/(event|raw))/"


@pytest.fixture(scope="module")
def server():
    running = Server("--requests-per-minute", "0", "--strangers-requests-per-minute", "0")
    yield running
    running.stop()


def test_answers_are_those_that_are_described(server, incidents):
    command = [
        str(pathlib.Path(sys.executable).with_name("st")), "run", f"{server.address}/openapi.json", "--no-color",
        "--checks", CHECKS, "--tls-verify", str(server.authority), "--header", f"Authorization: Bearer {server.token}",
        "--phases", "examples,coverage,fuzzing", "--max-examples", "12", "--max-time", "90", "--seed", "5",
        "--generation-database", "none", "--suppress-health-check", "all", "--warnings", "off",
        "--request-timeout", "20",
    ]
    command += ["--exclude-path-regex", TWICE, "--exclude-tag", "notServed"]
    for path in EXCLUDED:
        command += ["--exclude-path", path]
    run = subprocess.run(command, capture_output=True, text=True, timeout=240, cwd=server.data, env=os.environ)
    assert run.returncode == 0, run.stdout[-12000:] + run.stderr[-2000:]
