"""Everything else that four days bring: one file for each origin, a group of `expected.json` each."""


def background():
    from generator.background import (
        administrator, antivirus, cloud, failed_logons, maintenance, network, people, scanner)

    origins = [scanner, administrator, maintenance, antivirus, failed_logons, network, people, cloud]
    return [record for origin in origins for record in origin.records()]
