"""The cluster that the portal runs on, as its own product sees it: a planted container, a secret, an open port."""

from generator.attack.step import PLANTED_CONTAINER, POD, REGISTRY, step
from generator.clock import at
from generator.evidence import azure_resource, device, evidence, ip
from generator.formats.graph import graph
from generator.world import WEB_SERVER, Attacker


def steps():
    arc = azure_resource(
        "rg-portal/providers/Microsoft.Kubernetes/connectedClusters/qm-portal", "qm-portal", "Connected cluster",
        "contextual")
    cluster = evidence("kubernetesCluster", "attacked", name="qm-portal", platform="arc", distribution="k3s",
        version="1.31.5",
                       cloudResource=arc)
    namespace = evidence("kubernetesNamespace", "attacked", name="portal", cluster=cluster, labels={"tier": "customer"})
    controller = evidence("kubernetesController", "contextual", name="portal-web", type="ReplicaSet",
        namespace=namespace,
                          labels={"app": "portal-web"})
    account = evidence("kubernetesServiceAccount", "compromised", name="portal-deployer", namespace=namespace)
    registry = evidence("containerRegistry", "contextual", registry=REGISTRY)
    image = evidence("containerImage", "attacker", verdict="malicious", imageId=f"{REGISTRY}/portal/tools:latest",
        registry=registry)
    planted = evidence("container", "attacker", verdict="malicious", name="tools", containerId=PLANTED_CONTAINER,
        image=image,
                       isPrivileged=True, command=["/bin/sh"], args=["-c", "sleep infinity"])
    pod = evidence("kubernetesPod", "compromised", name=POD, namespace=namespace, controller=controller,
        serviceAccount=account,
                   containers=[planted], podIp=ip("10.42.0.31"), labels={"app": "portal-web"})
    service = evidence("kubernetesService", "created", name="portal-sync", namespace=namespace, serviceType="nodePort",
                       clusterIP=ip("10.43.7.90"), externalIPs=[ip(Attacker.cloud_ip)], selector={"app": "portal-web"},
                       labels={},
                       servicePorts=[{"name": "sync", "port": 8081, "nodePort": 31881, "protocol": "tcp",
                               "targetPort": "8081"}])
    secret = evidence("kubernetesSecret", "attacked", name="portal-cloud-keys", namespace=namespace,
        secretType="Opaque")
    common = dict(service="microsoftDefenderForCloud", detection="microsoftDefenderForContainers")
    node = device(WEB_SERVER, "compromised")
    return [
        step(
            "cloud", graph, "pod.privileged", at(2, "15:01:50"),
            "A privileged container from an image that nobody built.",
            **common, severity="medium", category="PrivilegeEscalation", title="Privileged container detected",
            techniques=["T1610", "T1611"],
            description="A container with all rights on its node was started from a new image.",
            evidence=[node, cluster, namespace, pod, controller, planted, image, registry]),
        step(
            "cloud", graph, "secret.read", at(2, "15:20:33"),
            "The deployer's token reads the secret with the cloud keys.",
            **common, severity="high", category="CredentialAccess", title="Unusual access to a Kubernetes secret",
            techniques=["T1552.007"],
            description="A service account listed and read secrets that it never used before.",
            evidence=[node, cluster, namespace, account, secret, pod, ip(WEB_SERVER.ip, "source")]),
        step(
            "cloud", graph, "service.exposed", at(2, "15:26:08"), "A service opens a port of the node to the attacker.",
            **common, severity="low", category="Persistence", title="Exposed Kubernetes service detected",
            techniques=["T1133"],
            description="A new service makes a pod reachable from outside the cluster.",
            evidence=[node, cluster, namespace, service, ip(Attacker.cloud_ip, "attacker", country="NL")]),
    ]
