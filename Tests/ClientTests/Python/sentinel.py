"""The resource manager's addresses for the client tests, and a credential that needs no sign-in."""

import time

from azure.core.credentials import AccessToken
from azure.core.pipeline.policies import SansIOHTTPPolicy

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
GROUP = "soc"
WORKSPACE = "main"
RESOURCE = (
    f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{WORKSPACE}"
)
PROVIDER = f"{RESOURCE[1:]}/providers/Microsoft.SecurityInsights"


class StaticCredential:
    """The administrator's token in the place of one that a sign-in gives."""

    def __init__(self, token):
        self.token = token

    def get_token(self, *scopes, **options):
        return AccessToken(self.token, int(time.time()) + 3600)


class PlainHTTP(SansIOHTTPPolicy):
    """Lets a bearer token go over a connection to this machine that is not encrypted."""

    def on_request(self, request):
        request.context.options["enforce_https"] = False
