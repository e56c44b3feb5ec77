#!/usr/bin/env python3
"""Makes other streams of the labelled alert streams, to measure correlation where it was not developed:

  transformed_streams.py FOLDER OUTPUT     FOLDER holds NAME.jsonl and NAME.csv of each stream

  renamed    hosts, rules and products under random words
  shuffled   the alerts of each second in another order
  noise      every benign alert three times more, up to ten minutes off, on hosts of their own
  noise-same the same on the same hosts
  cut        the stream from eight hours before the intrusion
  overlaid   two streams at once, hosts kept apart, the intrusions beginning at the same second

Writes OUTPUT/TRANSFORMATION-NAME.jsonl and .csv, and prints their names.
"""
import csv, datetime, json, os, random, sys

NAMES = ("fox", "russellmitchell", "santos")


def seconds(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def load(folder, name):
    with open(f"{folder}/{name}.csv") as file:
        labels = {row["id"]: row for row in csv.DictReader(file)}
    with open(f"{folder}/{name}.jsonl") as file:
        alerts = [json.loads(line) for line in file]
    return [(seconds(alert["time"]), alert, dict(labels[alert["id"]], cell=f"{name}/{labels[alert['id']]['cell']}"))
            for alert in alerts]


def write(output, name, stream):
    with open(f"{output}/{name}.jsonl", "w") as alerts, open(f"{output}/{name}.csv", "w") as labels:
        columns = ("id", "class", "campaign", "stage", "cell", "event_label", "time_label", "t")
        rows = csv.DictWriter(labels, columns)
        rows.writeheader()
        for number, (time, alert, label) in enumerate(stream):
            moment = datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            alerts.write(json.dumps(dict(alert, id=f"{name}-{number}", time=moment)) + "\n")
            rows.writerow(dict(label, id=f"{name}-{number}", t=time))
    print(name)


def changed(stream, shift=0, **fields):
    """Fields of each alert through the given functions, its time later by so many seconds."""
    return [(time + shift, dict(alert, **{key: change(alert[key]) for key, change in fields.items()}), label)
            for time, alert, label in stream]


def sorted_by_time(stream):
    return sorted(stream, key=lambda entry: entry[0])


def renamed(stream, dice):
    words = {}
    def word(text):
        return words.setdefault(text, "".join(dice.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(9)))
    return changed(stream, host=word, product=word, rule=word, rule_code=lambda code: code and word(code))


def shuffled(stream, dice):
    return sorted(stream, key=lambda entry: (entry[0], dice.random()))


def noisy(stream, dice, same_hosts):
    first, last = stream[0][0], stream[-1][0]
    out = list(stream)
    for copy in range(3):
        for time, alert, label in stream:
            at = time + dice.randint(-600, 600)
            if label["class"] == "benign" and first <= at <= last:
                host = alert["host"] if same_hosts else f"copy{copy}-{alert['host']}"
                cell = f"{copy}/{host}/{alert['rule']}/{at // 60}"
                out.append((at, dict(alert, host=host), dict(label, cell=cell)))
    return sorted_by_time(out)


def intrusion(stream):
    return min(time for time, _, label in stream if label["class"] == "attack" and label["campaign"].endswith("intrusion"))


def cut(stream):
    start = intrusion(stream) - 8 * 3600
    return [entry for entry in stream if entry[0] >= start]


def overlaid(one, other):
    shift = intrusion(one) - intrusion(other)
    return sorted_by_time(changed(one, host=lambda host: "a." + host) + changed(other, shift, host=lambda host: "b." + host))


def main():
    folder, output = sys.argv[1:]
    os.makedirs(output, exist_ok=True)
    streams = {name: load(folder, name) for name in NAMES if os.path.exists(f"{folder}/{name}.jsonl")}
    for name, stream in streams.items():
        write(output, f"renamed-{name}", renamed(stream, random.Random(1)))
        write(output, f"shuffled-{name}", shuffled(stream, random.Random(2)))
        write(output, f"noise-{name}", noisy(stream, random.Random(3), same_hosts=False))
        write(output, f"noise-same-{name}", noisy(stream, random.Random(4), same_hosts=True))
        write(output, f"cut-{name}", cut(stream))
    names = list(streams)
    for index, one in enumerate(names):
        for other in names[index + 1:]:
            write(output, f"overlaid-{one}-{other}", overlaid(streams[one], streams[other]))


main()
