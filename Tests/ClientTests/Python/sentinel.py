"""The resource manager's addresses for the client tests, and a credential as a program signs in with it."""

from azure.identity import ClientSecretCredential

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
GROUP = "soc"
WORKSPACE = "main"
RESOURCE = (
    f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{WORKSPACE}"
)
PROVIDER = f"{RESOURCE[1:]}/providers/Microsoft.SecurityInsights"
CLIENT = "soar"
GRANTS = [
    "readSecurityData", "manageAlerts", "manageResponse", "manageDetectionTuning", "readSecuritySettings", "manageSecuritySettings",
]


def credential(server):
    """An account for a program, and how the program shows it."""
    made = server.call("POST", "api/clients", {"name": CLIENT, "grants": GRANTS})
    made.raise_for_status()
    return ClientSecretCredential(
        "11111111-1111-1111-1111-111111111111", made.json()["clientId"], made.json()["clientSecret"],
        authority=server.address, disable_instance_discovery=True)
