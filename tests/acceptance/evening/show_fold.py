"""Folds the output of `boxoffice events`: the hall, the seats, the tickets and the money after each event.

A second implementation of spec sections 2 to 8, from their text alone. What a log must not contain is added to
`wrong`: a gap, a seat with two owners, an amount that is not that of the prices in force, a hall without a used seat.
"""
import base64
import hashlib
import json
from collections import defaultdict


def reference_of(show, number, handle):
    secret = base64.urlsafe_b64decode(handle.rsplit(".", 1)[1] + "==")
    digest = hashlib.sha256(b"boxoffice payment reference" + secret).hexdigest()
    return f"{show}-{number}-{digest[:20]}"


def streams_of(file):
    """The events of each show, in their order."""
    streams = defaultdict(list)
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            streams[event["stream"]].append(event)
    return streams


class Show:
    """`kept`: the versions whose seats and body stay readable in `seats_at` and `body_at`."""

    def __init__(self, stream, kept=()):
        self.stream, self.kept = stream, frozenset(kept)
        self.version, self.status, self.body, self.times = 0, "OPEN", {}, []
        self.numbers = {}                  # reqId -> number
        self.tickets = {}                  # number -> the ticket now
        self.states = defaultdict(list)    # number -> [(seq, ticket)], each time that the ticket changed
        self.blocked, self.owners, self.claims = set(), {}, defaultdict(set)
        self.payments = defaultdict(list)  # number -> [(type of event, paymentId, amount, reason)]
        self.due, self.reversed = [], []
        self.seats_at, self.body_at = {}, {}
        self.wrong = []

    def fail(self, text):
        self.wrong.append(f"{self.stream} at {self.version}: {text}")

    def take(self, event):
        if event["seq"] != self.version + 1:
            self.fail(f"is followed by {event['seq']}")
        self.version = event["seq"]
        self.times.append(event["at"])
        kind, data, at = event["type"], event["data"], event["at"]
        if kind == "BookingRequested":
            self.request(data, at)
        elif "number" in data:
            self.change_booking(kind, data, at)
        else:
            self.change_show(kind, data)
        if self.version in self.kept:
            self.seats_at[self.version] = self.seats()
            self.body_at[self.version] = {"status": self.status, **self.body}

    # Show

    def change_show(self, kind, data):
        if kind == "ShowOpened":
            self.set_body({name: value for name, value in data.items() if name not in ("rules", "by")})
        elif kind == "ShowChanged":
            body = {**self.body, **data["changes"]}
            self.set_body({name: value for name, value in body.items() if value is not None})
        elif kind in ("SeatsBlocked", "SeatsUnblocked"):
            change = self.blocked.update if kind == "SeatsBlocked" else self.blocked.difference_update
            change(data["seats"])
        elif kind in ("SalesPaused", "SalesResumed", "ShowCancelled"):
            self.status = {"SalesPaused": "PAUSED", "SalesResumed": "OPEN", "ShowCancelled": "CANCELLED"}[kind]
        elif kind != "RulesChanged":
            self.fail(f"unknown event {kind}")

    def set_body(self, body):
        self.body = body
        of_class = {each["id"]: each["price"] for each in body["classes"]}
        self.prices = {}
        for row in body["rows"]:
            for seat in row["seats"]:
                if seat is not None:
                    name = seat["id"] if isinstance(seat, dict) else seat
                    self.prices[name] = body["price"] + of_class[row["class"]]
        self.types = {each["id"]: each["price"] for each in body.get("priceTypes", [])}
        used = self.blocked | self.owners.keys() | {seat for seat, by in self.claims.items() if by}
        if used - self.prices.keys():
            self.fail(f"the hall has lost {sorted(used - self.prices.keys())}")

    def seats(self):
        return {seat: self.state_of(seat) for seat in self.prices}

    def state_of(self, seat):
        if seat in self.blocked:
            return "blocked"
        if seat in self.owners:
            return "sold" if self.tickets[self.owners[seat]]["status"] == "PAID" else "held"
        return "in_review" if self.claims[seat] else "available"

    # Bookings

    def request(self, data, at):
        number, amount = self.version, data["amount"]
        first = next(iter(self.types), None)
        types = data.get("types") or [first] * len(data["seats"])
        is_free = data.get("channel") == "counter" and amount["value"] == 0
        lines = []
        for seat, kind in zip(data["seats"], types, strict=True):
            price = 0 if is_free else self.prices[seat] + (self.types[kind] if kind else 0)
            lines.append({"seat": seat, **({"type": kind} if kind else {}), "price": price})
        if amount != {"value": sum(line["price"] for line in lines), "currency": self.body["currency"]}:
            self.fail(f"costs {amount}, but its seats {lines}")
        self.tickets[number] = {
            "reqId": data["reqId"], "number": number, "reference": reference_of(self.stream, number, data["reqId"]),
            "movieShowId": self.stream, "seats": data["seats"], "status": "IN_REVIEW", "amount": amount,
            "lines": lines, "requestedAt": at}
        self.numbers[data["reqId"]] = number
        for seat in data["seats"]:
            self.claims[seat].add(number)
        self.note(number)

    def change_booking(self, kind, data, at):
        number = data["number"]
        ticket = self.tickets[number] = dict(self.tickets[number])
        if kind in ("BookingConfirmed", "BookingRejected"):
            self.decide(ticket, kind, data, at)
        elif kind in ("BookingExpired", "BookingCancelled"):
            self.leave(ticket)
            ticket["status"] = kind.removeprefix("Booking").upper()
            ticket["reason"] = data["reason"] if kind == "BookingExpired" else data["by"]
        elif kind == "BookingPaid":
            ticket.pop("reason", None)
            ticket.update(status="PAID", paidAt=data["paidAt"],
                          **({"reason": data["reason"]} if "reason" in data else {}))
            self.own(ticket)
        elif kind == "BookingMoved":
            self.move(ticket, data)
        elif kind == "SeatsReturned":
            self.give_back(ticket, data)
        elif kind not in ("RefundDue", "RefundCompleted", "PaymentReversed", "PaymentFailed", "SeatAdmitted"):
            self.fail(f"unknown event {kind}")
        if "paymentId" in data:
            self.note_payment(kind, ticket, data, at)
        self.note(number)

    def note(self, number):
        states = self.states[number]
        if not states or states[-1][1] != self.tickets[number]:
            states.append((self.version, self.tickets[number]))

    def decide(self, ticket, kind, data, at):
        self.leave(ticket)
        ticket["decidedAt"] = at
        others = {name: data[name] for name in ("lostTo", "seatsLost", "rivals") if data.get(name)}
        if data.get("round"):
            ticket["explanation"] = {"round": data["round"], "rule": data["rule"], "seed": data["seed"], **others}
        if kind == "BookingRejected":
            ticket.update(status="REJECTED", reason=data["rule"])
            return
        ticket.update(status="CONFIRMED", payBy=data["payBy"])
        self.own(ticket)

    def move(self, ticket, data):
        if ticket["seats"] != data["from"] or ticket["status"] not in ("CONFIRMED", "PAID"):
            self.fail(f"moves {data['from']} of {ticket}")
        self.leave(ticket)
        ticket["seats"] = data["to"]
        ticket["lines"] = [{**line, "seat": seat} for line, seat in zip(ticket["lines"], data["to"], strict=True)]
        self.own(ticket)

    def give_back(self, ticket, data):
        is_owner = ticket["status"] in ("CONFIRMED", "PAID")
        self.leave(ticket)
        gone = [line for line in ticket["lines"] if line["seat"] in data["seats"]]
        ticket["lines"] = [line for line in ticket["lines"] if line not in gone]
        ticket["seats"] = [line["seat"] for line in ticket["lines"]]
        if sum(line["price"] for line in gone) != data["amount"]["value"] or len(gone) != len(data["seats"]):
            self.fail(f"returns {data} of {gone}")
        left = ticket["amount"]["value"] - data["amount"]["value"]
        ticket["amount"] = {**ticket["amount"], "value": left}
        if is_owner:
            self.own(ticket)
        else:
            for seat in ticket["seats"]:
                self.claims[seat].add(ticket["number"])

    def leave(self, ticket):
        for seat in ticket["seats"]:
            self.claims[seat].discard(ticket["number"])
            if self.owners.get(seat) == ticket["number"]:
                del self.owners[seat]

    def own(self, ticket):
        for seat in ticket["seats"]:
            if seat not in self.prices or seat in self.blocked:
                self.fail(f"{ticket['number']} gets {seat}, which is blocked or not in the hall")
            if self.owners.setdefault(seat, ticket["number"]) != ticket["number"]:
                self.fail(f"{seat} belongs to {self.owners[seat]} and {ticket['number']}")

    # Money

    def note_payment(self, kind, ticket, data, at):
        amount, payment = data.get("amount"), data["paymentId"]
        self.payments[ticket["number"]].append((kind, payment, amount, data.get("reason")))
        entry = {"reqId": ticket["reqId"], "paymentId": payment, "amount": amount, "since": at}
        if kind == "RefundDue":
            self.due.append({**entry, "reason": data["reason"]})
        elif kind == "PaymentReversed":
            self.reversed.append({**entry, "reason": "payment_reversed"})
        elif kind == "RefundCompleted":
            is_settled = [all(each[name] == entry[name] for name in ("reqId", "paymentId", "amount"))
                          for each in self.due]
            if True in is_settled:
                del self.due[is_settled.index(True)]
            else:
                self.fail(f"settles what is not due: {data}")
