"""The attack, a file for each act, in the order of the story. Every step says in its note what happened."""


def attack():
    from generator.attack import (
        cloud, cluster, credentials, device, exfiltration, mail, server, session, web_server)

    acts = [mail, session, device, credentials, server, web_server, cluster, cloud, exfiltration]
    return [record for act in acts for record in act.steps()]
