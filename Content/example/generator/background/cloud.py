"""Noise of clouds and containers: probes of open ports, settings that a benchmark dislikes, programs that talk to the
cluster as they should."""

from generator.clock import at, later
from generator.evidence import azure_resource, evidence, ip
from generator.formats.falco import falco
from generator.formats.graph import graph
from generator.formats.ocsf import ACCOUNT, observed_ip, ocsf
from generator.identifiers import dice, hexadecimal
from generator.record import made
from generator.world import BUILD_SERVER, WEB_SERVER

FINDINGS = [("A security group allows any address to reach port 22", "Effects/Data Exposure", "sg-0a1b2c3d4e5f60718",
    "AwsEc2SecurityGroup"),
            ("Access log is not switched on for a bucket", "Software and Configuration Checks",
                "arn:aws:s3:::quillmere-web", "AwsS3Bucket"),
            ("An access key is older than a year", "Software and Configuration Checks", "AIDAEXAMPLEUSER",
                "AwsIamUser")]
WORKLOADS = [("monitoring", "metrics-agent", BUILD_SERVER), ("portal", "portal-worker", WEB_SERVER)]


def records():
    random = dice("cloud")

    def moment(index):
        return later(at(index % 4, "00:20"), random.randrange(62_000))

    return ([_probe(index, moment(index), random) for index in range(14)]
            + [_setting(index, moment(index)) for index in range(12)]
            + [_cluster(index, moment(index)) for index in range(40)]
            + [_storage(index, moment(index)) for index in range(12)])


def _probe(index, time, random):
    source = f"198.51.100.{200 + random.randrange(40)}"
    instance = "i-0123456789abcdef0"
    return made(
        "cloudNoise", "aws", ocsf, f"probe.{index}", time, title="An unprotected port of an instance is being probed",
        severity="Low",
        description="A known scanner probed a port that is open to any address.",
        kind="Recon:EC2/PortProbeUnprotectedPort", lasts=900,
        resources=[{"uid": f"arn:aws:ec2:eu-north-1:{ACCOUNT}:instance/{instance}", "name": instance,
                "type": "AwsEc2Instance"}],
        evidences=[{"src_endpoint": {"ip": source}, "dst_endpoint": {"port": 22, "uid": instance}}],
        observables=[observed_ip(source)])


def _setting(index, time):
    title, kind, resource, resource_type = FINDINGS[index % 3]
    return made(
        "cloudNoise", "aws", ocsf, f"setting.{index}", time, title=title, severity="Medium", kind=kind,
        product="Security Hub",
        description="A check of the account's settings failed.",
        resources=[{"uid": resource, "name": resource.split(":")[-1], "type": resource_type}])


def _cluster(index, time):
    namespace, name, host = WORKLOADS[index % 2]
    return made(
        "cloudNoise", "falco", falco, f"api.{index}", time, host=host, rule="Contact K8S API Server From Container",
        priority="Notice",
        text="A container connected to the cluster's interface", namespace=namespace,
        pod=f"{name}-{hexadecimal(5, 'pod', index % 4)}",
        tags=["T1565", "container", "k8s", "maturity_stable", "mitre_discovery", "network"],
        image=f"registry.quillmere.example/{name}",
        container=(hexadecimal(12, "noise", index % 4), name), process=name, command=f"{name} --watch",
        parent="containerd-shim",
        file="10.42.0.12:40122->10.43.0.1:443", event="connect")


def _storage(index, time):
    account = azure_resource("rg-web/providers/Microsoft.Storage/storageAccounts/qmwebassets", "qmwebassets",
        "Storage account")
    return made(
        "cloudNoise", "cloud", graph, f"storage.{index}", time, service="microsoftDefenderForCloud", severity="low",
        detection="microsoftDefenderForStorage", category="InitialAccess",
        title="Access from an unusual location to a storage account",
        description="A storage account was read from a country that it was not read from before.",
        evidence=[account, evidence("blobContainer", name="assets",
                url="https://qmwebassets.blob.storage.example/assets"),
                  ip(f"192.0.2.{230 + index}", country="IE")])
