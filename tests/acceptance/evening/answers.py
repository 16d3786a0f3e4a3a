"""answers.py EVENTS ANSWERS: compares what clients got with the log that `boxoffice events` printed.

Each line of ANSWERS is {"kind", "reader", …}; those of one reader are in the order in which it got them. Prints
{"checked": {kind: count}, "wrong": [text]}, up to 20 texts.

kind      members                       what must hold
receipt   body of a 202                 the booking of its BookingRequested, at the prices in force then
ticket    body                          the ticket after some event; not older than what the reader knows
seats     body                          the map after its version; not older than what the reader knows
show      body                          the show after its version; likewise
frame     show, after?, body            with the frames before it: the map after its version; versions only rise
past      show, query, body             the map after that seq, or after the last event until that time
payment   booking, status, payment,     the log has the event that the outcome names
          amount, body
"""
import json
import sys
from bisect import bisect_right
from collections import Counter, defaultdict

import show_fold

RECEIPT = ("reqId", "number", "reference", "status", "amount", "seats", "lines")


class Comparison:
    def __init__(self, streams, answers):
        self.times = {stream: [event["at"] for event in events] for stream, events in streams.items()}
        kept = defaultdict(set)
        for each in answers:
            kept[self.show_of(each)] |= self.versions_of(each)
        self.shows = {stream: show_fold.Show(stream, kept[stream]) for stream in streams}
        for stream, events in streams.items():
            for event in events:
                self.shows[stream].take(event)
        self.wrong = [text for show in self.shows.values() for text in show.wrong]
        self.known = defaultdict(int)        # (reader, show) -> version that its answers so far rest on
        self.ticket_seen = defaultdict(int)  # (reader, reqId) -> place in the states of the ticket
        self.feeds = {}                      # reader -> (version, seats)
        self.checked = Counter()

    @staticmethod
    def show_of(each):
        body = each["body"]
        if each["kind"] in ("frame", "past"):
            return each["show"]
        if each["kind"] == "payment":
            return each["booking"].rsplit(".", 1)[0]
        if each["kind"] == "show":
            return body["id"]
        return body["reqId"].rsplit(".", 1)[0] if "reqId" in body else body["movieShowId"]

    def versions_of(self, each):
        if each["kind"] == "past":
            return {self.version_then(each)}
        if each["kind"] in ("seats", "show", "frame"):
            return {each["body"]["version"], each.get("after", 0)}
        return set()

    def version_then(self, each):
        query = each["query"]
        return query["seq"] if "seq" in query else bisect_right(self.times[each["show"]], query["at"])

    def compare(self, each):
        show = self.shows[self.show_of(each)]
        problem = getattr(self, each["kind"])(show, each, each["body"])
        self.checked[each["kind"]] += 1
        if problem:
            self.wrong.append(f"{problem}: {json.dumps(each)[:1500]}")

    def learn(self, each, show, version):
        place = (each["reader"], show.stream)
        self.known[place] = max(self.known[place], version)

    def is_old(self, each, show, version):
        return version < self.known[(each["reader"], show.stream)]

    def receipt(self, show, each, body):
        states = show.states.get(body["number"])
        if not states:
            return "no such booking in the log"
        self.learn(each, show, body["number"])
        first = states[0][1]
        expected = {name: first[name] for name in RECEIPT}
        return body != expected and f"the log has {expected}"

    def ticket(self, show, each, body):
        states = show.states.get(body["number"], [])
        seen = (each["reader"], body["reqId"])
        for place in range(self.ticket_seen[seen], len(states)):
            version, ticket = states[place]
            is_over = place + 1 < len(states) and self.is_old(each, show, states[place + 1][0] - 1)
            if body == ticket and not is_over:
                self.ticket_seen[seen] = place
                self.learn(each, show, version)
                return None
        return f"no such ticket from state {self.ticket_seen[seen]} on of {states}"

    def seats(self, show, each, body):
        version = body["version"]
        if self.is_old(each, show, version):
            return "older than an answer before"
        self.learn(each, show, version)
        return body["seats"] != show.seats_at.get(version) and f"the log has {show.seats_at.get(version)}"

    def show(self, show, each, body):
        version = body["version"]
        if self.is_old(each, show, version):
            return "older than an answer before"
        self.learn(each, show, version)
        members = {name: value for name, value in body.items() if name not in ("id", "version")}
        return members != show.body_at.get(version) and f"the log has {show.body_at.get(version)}"

    def frame(self, show, each, body):
        version = body["version"]
        before, seats = self.feeds.get(each["reader"], (each.get("after", 0), None))
        if version < before or (version == before and "changed" in body):
            return f"comes behind version {before}"
        if "seats" in body:
            seats = body["seats"]
        else:
            seats = {**(show.seats_at[before] if seats is None else seats), **body["changed"]}
        self.feeds[each["reader"]] = (version, seats)
        return seats != show.seats_at.get(version) and f"makes {seats}, the log has {show.seats_at.get(version)}"

    def past(self, show, each, body):
        version = self.version_then(each)
        if body["version"] != version:
            return f"is not of version {version}"
        return body["seats"] != show.seats_at[version] and f"the log has {show.seats_at[version]}"

    def payment(self, show, each, body):
        number = show.numbers.get(each["booking"])
        recorded = {"PaymentFailed"} if each["status"] == "FAILED" else {"RefundCompleted", "PaymentReversed"}
        kinds = {"PAID": {"BookingPaid"}, "REFUND_DUE": {"RefundDue"}, "RECORDED": recorded}
        for kind, payment, amount, reason in show.payments.get(number, []):
            if (kind in kinds[body["outcome"]] and payment == each["payment"] and amount == each["amount"] and
                    body.get("reason") == (reason if kind in ("BookingPaid", "RefundDue") else None)):
                return None
        return f"no such event among {show.payments.get(number)}"


def main():
    streams = show_fold.streams_of(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as lines:
        answers = [json.loads(line) for line in lines]
    comparison = Comparison(streams, answers)
    for each in answers:
        comparison.compare(each)
    json.dump({"checked": comparison.checked, "wrong": comparison.wrong[:20]}, sys.stdout)


main()
