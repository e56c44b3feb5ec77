"""Programs that ship logs, as they come: Elasticsearch's, OpenTelemetry's and Azure's clients, and rsyslog."""

import base64
import email.utils
import hashlib
import hmac
import json
import logging
import pathlib
import shutil
import subprocess
import tempfile
import time

import pytest
import requests
from azure.core.credentials import AccessToken
from azure.monitor.ingestion import LogsIngestionClient
from conftest import free_port, wazuh
from elasticsearch import AuthenticationException, Elasticsearch, helpers
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import SimpleLogRecordProcessor
from opentelemetry.sdk.resources import Resource

RSYSLOG = shutil.which("rsyslogd") or ("/usr/sbin/rsyslogd" if pathlib.Path("/usr/sbin/rsyslogd").exists() else None)


@pytest.fixture
def source(server, request):
    """A source of its own for each test, with its token."""
    name = request.node.name.replace("[", ".").replace("]", "")[:60]
    server.call("PUT", f"api/sources/{name}", {"format": "wazuh"}).raise_for_status()
    token = server.call("POST", f"api/sources/{name}/token", {}).json()["token"]
    return name, token


def received(server, name):
    """What came by a source so far, after everything in the inbox is read."""
    server.settle()
    return next(source for source in server.call("GET", "api/sources").json()["sources"] if source["name"] == name)


def elastic(server, **credentials):
    return Elasticsearch(server.address, ca_certs=str(server.authority), **credentials)


def test_elasticsearch(server, source):
    name, token = source
    client = elastic(server, api_key=token)
    assert client.info()["version"]["number"] == "9.99.0"
    assert client.ping()
    assert client.cluster.health()["status"] == "green"
    documents = [{"_index": "filebeat-9.1.0", "_id": f"d{number}", **wazuh(number)} for number in range(20)]
    assert helpers.bulk(client, documents) == (20, [])
    done, errors = helpers.bulk(client, [{"_index": "x", "nonsense": True}, *documents[:1]], raise_on_error=False)
    assert done == 1
    assert errors[0]["index"]["status"] == 400
    # 20 at first, one again, and the one that nobody can read.
    assert received(server, name)["receivedCount"] == 22
    assert received(server, name)["rejectedCount"] == 1
    with pytest.raises(AuthenticationException):
        elastic(server, api_key="nonsense").info()


@pytest.mark.parametrize("form", ["pair", "basic", "bearer"])
def test_elasticsearch_credentials(server, source, form):
    name, token = source
    options = {"pair": {"api_key": ("id", token)}, "basic": {"basic_auth": ("watchfloor", token)}, "bearer": {"bearer_auth": token}}
    client = elastic(server, **options[form])
    assert helpers.bulk(client, [{"_index": "x", **wazuh(1)}]) == (1, [])


@pytest.mark.parametrize("compression", ["gzip", "none"])
def test_opentelemetry(server, source, compression):
    name, token = source
    from opentelemetry.exporter.otlp.proto.http import Compression

    exporter = OTLPLogExporter(
        endpoint=f"{server.address}/v1/logs", headers={"Authorization": f"Bearer {token}"}, compression=Compression(compression),
        certificate_file=str(server.authority))
    provider = LoggerProvider(resource=Resource.create({"service.name": name, "host.name": "sensor1"}))
    provider.add_log_record_processor(SimpleLogRecordProcessor(exporter))
    logger = logging.getLogger(name)
    logger.propagate = False
    logger.setLevel(logging.INFO)
    logger.addHandler(LoggingHandler(logger_provider=provider))
    for number in range(5):
        logger.info("%s", json.dumps(wazuh(number)))
    logger.info("nonsense")
    provider.shutdown()
    assert received(server, name)["receivedCount"] == 6
    assert received(server, name)["rejectedCount"] == 1


class Credential:
    """A source's token, as Azure's clients ask for one."""

    def __init__(self, token):
        self.token = token

    def get_token(self, *scopes, **options):
        return AccessToken(self.token, 1 << 40)


def test_azure_monitor_ingestion(server, source):
    name, token = source
    client = LogsIngestionClient(server.address, Credential(token))
    client.upload(rule_id="dcr-00000000000000000000000000000000", stream_name=f"Custom-{name}_CL", logs=[wazuh(number) for number in range(7)])
    assert received(server, name)["receivedCount"] == 7


@pytest.mark.skipif(RSYSLOG is None, reason="there is no rsyslogd; script/setup tests installs it")
@pytest.mark.parametrize(("protocol", "framing"), [("udp", "traditional"), ("tcp", "traditional"), ("tcp", "octet-counted")])
def test_rsyslog(server, source, protocol, framing):
    name, _ = source
    port = free_port()
    answer = server.call("PUT", f"api/sources/{name}/listeners", {"address": f"{protocol}://127.0.0.1:{port}"})
    assert answer.json()["listeners"][0]["isOpen"], answer.text
    extra = "" if protocol == "udp" else f' TCP_Framing="{framing}"'
    action = f'action(type="omfwd" target="127.0.0.1" port="{port}" protocol="{protocol}" template="RSYSLOG_SyslogProtocol23Format"{extra})'
    run_rsyslog(action, [json.dumps(wazuh(number)) for number in range(30)], lambda: received(server, name)["receivedCount"] == 30, server)
    assert received(server, name)["rejectedCount"] == 0


@pytest.mark.skipif(RSYSLOG is None, reason="there is no rsyslogd; script/setup tests installs it")
def test_rsyslog_tls(server, source):
    name, _ = source
    port = free_port()
    answer = server.call("PUT", f"api/sources/{name}/listeners", {"address": f"tls://127.0.0.1:{port}"})
    assert answer.json()["listeners"][0]["isOpen"], answer.text
    action = (
        f'action(type="omfwd" target="127.0.0.1" port="{port}" protocol="tcp" template="RSYSLOG_SyslogProtocol23Format"'
        ' TCP_Framing="octet-counted" StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="x509/certvalid")')
    authority = f' defaultNetstreamDriverCAFile="{server.authority}"'
    run_rsyslog(
        action, [json.dumps(wazuh(number)) for number in range(30)],
        lambda: received(server, name)["receivedCount"] == 30, server, authority)


def run_rsyslog(action, messages, is_done, server, globals=""):
    """Lets rsyslog read the messages as lines of a file and send them on."""
    with tempfile.TemporaryDirectory(prefix="watchfloor-rsyslog-") as folder:
        lines = pathlib.Path(folder) / "alerts.json"
        lines.write_text("".join(message + "\n" for message in messages))
        configuration = pathlib.Path(folder) / "rsyslog.conf"
        configuration.write_text(
            f'global(workDirectory="{folder}" maxMessageSize="64k"{globals})\n'
            'module(load="imfile" mode="polling" pollingInterval="1")\n'
            f'input(type="imfile" file="{lines}" tag="wazuh:" readTimeout="1")\n{action}\n')
        process = subprocess.Popen([RSYSLOG, "-n", "-f", str(configuration), "-i", f"{folder}/pid"])
        try:
            server.wait("everything has come", is_done)
        finally:
            process.terminate()
            process.wait(20)


def signed(source, key, body, date, path="/api/logs"):
    """The head of a request as the HTTP Data Collector's samples sign it."""
    text = f"POST\n{len(body)}\napplication/json\nx-ms-date:{date}\n{path}"
    code = base64.b64encode(hmac.new(base64.b64decode(key), text.encode(), hashlib.sha256).digest()).decode()
    return {
        "Authorization": f"SharedKey {source}:{code}", "Content-Type": "application/json", "Log-Type": "Alerts", "x-ms-date": date,
    }


def test_the_data_collector(server):
    server.call("PUT", "api/sources/collected", {"format": "wazuh"}).raise_for_status()
    key = server.call("POST", "api/sources/collected/token", {}).json()["sharedKey"]
    body = json.dumps([wazuh(n, "dc01", None, "192.0.2.14", "2026-05-07T10:00") for n in range(4)]).encode()
    now = email.utils.formatdate(usegmt=True)
    address = f"{server.address}/api/logs?api-version=2016-04-01"
    answer = requests.post(address, data=body, headers=signed("collected", key, body, now), timeout=30)
    assert (answer.status_code, answer.content) == (200, b"")
    server.settle()
    assert len(server.call("GET", "api/machines/dc01/alerts").json()["value"]) == 4
    old = email.utils.formatdate(time.time() - 3600, usegmt=True)
    other = base64.b64encode(bytes(32)).decode()
    for headers in [
        signed("collected", other, body, now), signed("nobody", key, body, now), signed("collected", key, body, old),
        signed("collected", key, body + b" ", now), {**signed("collected", key, body, now), "x-ms-date": old},
        signed("collected", key, body, now, "/api/other"), {"Authorization": "SharedKey collected", "Log-Type": "Alerts"},
    ]:
        refused = requests.post(address, data=body, headers=headers, timeout=30)
        assert refused.status_code == 401 and refused.json()["error"]["code"] == "Unauthorized", headers
    # A new token makes a new key.
    server.call("POST", "api/sources/collected/token", {})
    assert requests.post(address, data=body, headers=signed("collected", key, body, now), timeout=30).status_code == 401
