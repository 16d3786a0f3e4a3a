"""final_state.py EVENTS ZONE: what the server must answer after the last of the events that `boxoffice events` printed.

Prints {"tickets": {reqId: ticket}, "seats": {show: {version, seats}}, "bodies": {show: body}, "refunds": […],
"reversed": […], "reports": {by: {rows, totals}}, "wrong": [text]}. ZONE is `cinema.time_zone`.
"""
import json
import sys
from pathlib import Path

import show_fold

sys.path.insert(0, str(Path(__file__).parents[1] / "lists"))
import sales_reference  # noqa: E402, its folder is known only now


def folded(make, streams):
    shows = []
    for stream, events in streams.items():
        show = make(stream)
        for event in events:
            show.take(event)
        shows.append(show)
    return shows


def main():
    file, zone = sys.argv[1:]
    streams = show_fold.streams_of(file)
    shows = folded(show_fold.Show, streams)
    reports = {}
    for by in ("show", "movie", "hall", "day", "method"):
        sales = folded(lambda stream: sales_reference.Show(stream, zone), streams)
        reports[by] = sales_reference.report(sales, by, "", "")
    json.dump({
        "tickets": {ticket["reqId"]: ticket for show in shows for ticket in show.tickets.values()},
        "seats": {show.stream: {"version": show.version, "seats": show.seats()} for show in shows},
        "bodies": {show.stream: {"status": show.status, **show.body} for show in shows},
        "refunds": [each for show in shows for each in show.due],
        "reversed": [each for show in shows for each in show.reversed],
        "reports": reports,
        "wrong": [text for show in shows for text in show.wrong]}, sys.stdout)


main()
