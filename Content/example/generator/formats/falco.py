"""Falco's JSON output, as falcosidekick passes it on (it adds `uuid`)."""

from generator.clock import rfc3339
from generator.identifiers import guid


def falco(key, time, *, host, rule, priority, text, tags, pod=None, namespace=None, container=None, image=None,
          user="root", process=None, command=None, parent=None, file=None, event=None):
    """`container`: (id, name); outside a container Falco calls it `host`."""
    container_id, container_name = container or ("host", "host")
    fields = {
        "container.id": container_id, "container.name": container_name, "container.image.repository": image,
        "evt.type": event or ("openat" if file else "execve"), "k8s.ns.name": namespace, "k8s.pod.name": pod,
        "proc.name": process,
        "proc.cmdline": command, "proc.pname": parent, "fd.name": file, "user.name": user, "user.loginuid": -1,
    }
    told = " ".join(f"{name}={value}" for name, value in fields.items() if value not in (None, -1))
    return time, {
        "uuid": guid("falco", key), "hostname": host.name, "output": f"{priority} {text} ({told})",
        "priority": priority,
        "rule": rule, "source": "syscall", "tags": list(tags), "time": rfc3339(time, 9), "output_fields": fields,
    }
