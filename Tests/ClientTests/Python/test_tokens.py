"""Tokens as the identity libraries of others get them, and what their clients then may."""

import msal
import pytest
import requests
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import ClientSecretCredential

SCOPES = [
    "https://graph.microsoft.com/.default",
    "https://api.securitycenter.microsoft.com/.default",
    "https://api.security.microsoft.com/.default",
    "https://management.azure.com/.default",
    "https://management.core.windows.net//.default",
    "https://monitor.azure.com//.default",
    "https://api.loganalytics.io/.default",
]


@pytest.fixture(scope="module")
def client(server):
    answer = server.call("POST", "api/clients", {"name": "soar", "grants": ["SecurityIncident.Read.All"]})
    assert answer.status_code == 201, answer.text
    return answer.json()


def credential(server, client, secret=None, tenant=None):
    return ClientSecretCredential(
        tenant or client["tenantId"], client["clientId"], secret or client["clientSecret"], authority=server.address,
        disable_instance_discovery=True)


@pytest.mark.parametrize("scope", SCOPES)
def test_azure_identity_gets_a_token(server, client, scope):
    token = credential(server, client).get_token(scope).token
    assert server.call("GET", "v1.0/security/incidents", token=token).status_code == 200
    assert server.call("GET", "api/sources", token=token).status_code == 403


def test_any_tenant_name_will_do(server, client):
    assert credential(server, client, tenant="contoso.onmicrosoft.com").get_token(SCOPES[0]).token


def test_azure_identity_names_a_wrong_secret(server, client):
    with pytest.raises(ClientAuthenticationError, match="AADSTS7000215"):
        credential(server, client, secret="guess").get_token(SCOPES[0])


def test_msal_gets_a_token(server, client):
    application = msal.ConfidentialClientApplication(
        client["clientId"], client["clientSecret"], authority=f"{server.address}/{client['tenantId']}",
        instance_discovery=False)
    answer = application.acquire_token_for_client([SCOPES[0]])
    assert answer.get("expires_in") == 3599, answer


def test_the_body_needs_no_content_type(server, client):
    form = (
        f"grant_type=client_credentials&client_id={client['clientId']}&client_secret={client['clientSecret']}"
        "&resource=https%3A%2F%2Fmanagement.azure.com%2F"
    )
    answer = requests.post(f"{server.address}/common/oauth2/token", data=form.encode(), timeout=30)
    assert answer.status_code == 200 and answer.json()["expires_in"] == "3599"
