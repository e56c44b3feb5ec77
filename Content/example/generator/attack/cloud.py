"""The keys of the secret open the code, two more clouds, and the storage of customers' exports."""

from generator.attack.step import step
from generator.clock import at
from generator.evidence import azure_resource, evidence, ip
from generator.formats.graph import graph
from generator.formats.ocsf import ACCOUNT, call, observed_ip, observed_user, ocsf
from generator.identifiers import hashes, hexadecimal, number
from generator.world import Attacker

BUCKET = "quillmere-calibration-archive"
KEY_OWNER = "portal-sync"
ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"
GCP_PROJECT = "quillmere-telemetry"
STORAGE = "qmportalexports"
CONTAINER_URL = f"https://{STORAGE}.blob.storage.example/exports"
ARCHIVE = "customers-full.tar.zst"


def _bucket():
    return {"uid": f"arn:aws:s3:::{BUCKET}", "name": BUCKET, "type": "AwsS3Bucket", "region": "eu-north-1",
            "owner": {"account": {"uid": ACCOUNT}}}


def keys():
    resource = f"//bigquery.cloud.example/projects/{GCP_PROJECT}/datasets/instruments"
    return [
        step(
            "cloud", graph, "code.cloned", at(2, "16:10:25"), "The build token clones every private repository.",
            service="microsoftDefenderForCloudApps", detection="cloudAppSecurity", severity="medium",
            category="Collection",
            title="Mass clone of private repositories", techniques=["T1213.003"], lasts=540,
            description="A token cloned 34 private repositories in nine minutes, from an address new to it.",
            evidence=[
                evidence("gitHubOrganization", "attacked", orgId=str(number(10**7, 10**8, "org")), login="quillmere",
                    displayName="Quillmere",
                         company="Quillmere Instruments", email="code@quillmere.example",
                         webUrl="https://code.example/quillmere"),
                evidence("gitHubRepo", "attacked", repoId=str(number(10**8, 10**9, "repo")), login="portal",
                    owner="quillmere",
                         ownerType="Organization", baseUrl="https://code.example/quillmere/portal"),
                evidence("gitHubUser", "compromised", userId=str(number(10**7, 10**8, "bot")), login="quillmere-build",
                    name="Build robot",
                         email="build@quillmere.example", webUrl="https://code.example/quillmere-build"),
                ip(Attacker.proxy_ip, "attacker", country="NL"), ip(Attacker.cloud_ip, "attacker", country="NL")]),
        step(
            "aws", ocsf, "aws.unusual", at(2, "16:45:12"),
            "The access key lists buckets and users from a foreign address.",
            title="An access key made calls that are unusual for it", severity="Medium",
            kind="Discovery:IAMUser/AnomalousBehavior",
            description="Calls that list resources came from a network that this key was never used from.", lasts=380,
            attack=("TA0007", "Discovery", "T1580", "Cloud Infrastructure Discovery"),
            resources=[{"uid": ACCESS_KEY, "name": KEY_OWNER, "type": "AwsIamAccessKey"}],
            evidences=[call("ListBuckets", "s3", Attacker.cloud_ip, KEY_OWNER, ACCESS_KEY)],
            observables=[observed_ip(Attacker.cloud_ip), observed_user(KEY_OWNER)]),
        step(
            "cloud", graph, "aws.bucket", at(2, "16:50:40"),
            "Defender for Cloud sees the same key at the archive bucket.",
            service="microsoftDefenderForCloud", severity="medium", category="Collection", techniques=["T1530"],
            title="Unusual access to a storage bucket with a long-lived key",
            description="A bucket that one service writes to was read from outside.",
            evidence=[
                evidence("amazonResource", "attacked", amazonAccountId=ACCOUNT,
                    amazonResourceId=f"arn:aws:s3:::{BUCKET}",
                         resourceName=BUCKET, resourceType="S3 bucket"),
                ip(Attacker.cloud_ip, "attacker", country="NL")]),
        step(
            "cloud", graph, "gcp.export", at(2, "17:05:19"), "A data set of instruments' measurements is exported.",
            service="microsoftDefenderForCloud", severity="medium", category="Exfiltration", techniques=["T1537"],
            title="Export of a data set to a foreign project",
            description="A service account exported a whole data set to a bucket of another organisation.",
            evidence=[
                evidence("googleCloudResource", "attacked", projectId=GCP_PROJECT,
                    projectNumber=number(10**11, 10**12, "gcp"),
                         fullResourceName=resource, resourceName="instruments", resourceType="Data set",
                         location="europe-north1",
                         locationType="regional"),
                ip(Attacker.cloud_ip, "attacker", country="NL")]),
    ]


def storage():
    account = azure_resource(
        f"rg-portal/providers/Microsoft.Storage/storageAccounts/{STORAGE}", STORAGE, "Storage account", "attacked")
    exports = evidence("blobContainer", "attacked", name="exports", url=CONTAINER_URL, storageResource=account)
    digest = hashes(ARCHIVE)["sha256"]
    return [
        step(
            "cloud", graph, "storage.drained", at(3, "06:02:11"),
            "A token for the storage takes every customer's export.",
            service="microsoftDefenderForCloud", detection="microsoftDefenderForStorage", severity="high",
            category="Exfiltration",
            title="Unusual amount of data extracted from a storage account with a SAS token",
            techniques=["T1530", "T1567.002"],
            description="41 GB were read with one token that never expires before next year.", lasts=1660,
            evidence=[
                evidence(
                    "sasToken", "attacker", verdict="malicious", signatureHash=hexadecimal(64, "sas"),
                    signedWith="Key1", protocol="HttpsOnly",
                    permissions=["read", "list", "write"], allowedServices=["blob"],
                    allowedResourceTypes=["container", "object"],
                    allowedIpAddresses="", startDateTime=at(2, "16:31:00"), expiryDateTime=at(370, "00:00:00"),
                    storageResource=account),
                account, exports,
                evidence("blob", "attacked", name=ARCHIVE, url=f"{CONTAINER_URL}/{ARCHIVE}",
                    etag=hexadecimal(16, "etag"),
                         blobContainer=exports, fileHashes=[{"algorithm": "sha256", "value": digest}]),
                ip(Attacker.cloud_ip, "attacker", country="NL", verdict="malicious"),
                ip(Attacker.proxy_ip, "attacker", country="NL")]),
        step(
            "aws", ocsf, "aws.drained", at(3, "06:48:30"), "The archive bucket follows.",
            title="Objects were copied out of a bucket at an unusual rate", severity="High",
            kind="Exfiltration:S3/AnomalousBehavior",
            description="An access key read most objects of a bucket within half an hour.", lasts=1850,
            attack=("TA0010", "Exfiltration", "T1537", "Transfer Data to Cloud Account"), resources=[_bucket()],
            evidences=[call("GetObject", "s3", Attacker.cloud_ip, KEY_OWNER, ACCESS_KEY)],
            observables=[observed_ip(Attacker.cloud_ip), observed_user(KEY_OWNER)]),
    ]


def steps():
    return keys() + storage()
