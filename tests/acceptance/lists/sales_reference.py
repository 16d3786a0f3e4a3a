"""sales_reference.py BY FROM TO ZONE < EVENTS: the sales report over the output of `boxoffice events`.

A second implementation of the report of spec section 8, from its text alone. FROM and TO may be empty. Prints
{"rows": […], "totals": […]} as the API does.
"""
import json
import sys
from collections import defaultdict
from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

FIGURES = ["seatsSold", "seatsReturned", "seatsExpired", "revenue", "unallocated", "refundsDue",
           "refundsPaid", "reversed"]


class Figures:
    def __init__(self):
        self.sums = dict.fromkeys(FIGURES, 0)
        self.parts = {"types": defaultdict(lambda: [0, 0]), "methods": defaultdict(lambda: [0, 0])}

    def add(self, entry):
        for name, value in entry["figures"].items():
            self.sums[name] += value
        for kind in ("types", "methods"):
            for name, seats, revenue in entry.get(kind, []):
                self.parts[kind][name][0] += seats
                self.parts[kind][name][1] += revenue

    def to_json(self):
        out = dict(self.sums)
        for kind, called in (("types", "type"), ("methods", "method")):
            out[kind] = []
            for name in sorted(self.parts[kind]):
                part = {called: name} if name else {}
                part["seats"], part["revenue"] = self.parts[kind][name]
                out[kind].append(part)
        return out


def time_of(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


class Show:
    def __init__(self, stream, zone):
        self.stream, self.default_zone = stream, zone
        self.body, self.bookings, self.entries = {}, {}, []

    @property
    def zone(self):
        return ZoneInfo(self.body.get("timeZone") or self.default_zone or "UTC")

    def price(self, seat, kind):
        body = self.body
        for row in body["rows"]:
            for place in row["seats"]:
                if place == seat or (isinstance(place, dict) and place["id"] == seat):
                    of_class = next(c for c in body["classes"] if c["id"] == row["class"])
                    types = {t["id"]: t["price"] for t in body.get("priceTypes", [])}
                    return body["price"] + of_class["price"] + (types[kind] if kind else 0)
        raise KeyError(seat)

    def count(self, at, method, currency, figures, **parts):
        self.entries.append({"at": at, "method": method, "currency": currency, "figures": figures, **parts})

    def method_of(self, booking, payment):
        return booking["method"] if booking.get("payment") == payment else "ONLINE"

    def take(self, event):
        kind, data, at = event["type"], event["data"], time_of(event["at"])
        if kind == "ShowOpened":
            self.body = {name: value for name, value in data.items() if name not in ("rules", "by")}
        elif kind == "ShowChanged":
            for name, value in data["changes"].items():
                if value is None:
                    self.body.pop(name, None)
                else:
                    self.body[name] = value
        elif kind == "BookingRequested":
            first = self.body["priceTypes"][0]["id"] if self.body.get("priceTypes") else ""
            types = data.get("types") or [first] * len(data["seats"])
            free = data.get("channel") == "counter" and data["amount"]["value"] == 0
            self.bookings[event["seq"]] = {
                "status": "open", "method": "ONLINE",
                "lines": [[seat, each, 0 if free else self.price(seat, each)]
                          for seat, each in zip(data["seats"], types)]}
        elif "number" in data:
            self.change(kind, data, at, self.bookings[data["number"]])

    def change(self, kind, data, at, booking):
        amount = data.get("amount", {"value": 0, "currency": self.body["currency"]})
        value, currency = amount["value"], amount["currency"]
        own = self.body["currency"]
        if kind == "BookingPaid":
            booking.update(status="paid", payment=data["paymentId"], method=data.get("method", "ONLINE"))
            lines = booking["lines"]
            assert sum(price for _, _, price in lines) == value, (self.stream, data)
            self.count(at, booking["method"], currency, {"seatsSold": len(lines), "revenue": value},
                       types=[(each, 1, price) for _, each, price in lines],
                       methods=[(booking["method"], len(lines), value)])
        elif kind == "BookingMoved":
            assert [line[0] for line in booking["lines"]] == data["from"]
            for line, seat in zip(booking["lines"], data["to"]):
                line[0] = seat
        elif kind == "SeatsReturned":
            gone = [line for line in booking["lines"] if line[0] in data["seats"]]
            booking["lines"] = [line for line in booking["lines"] if line[0] not in data["seats"]]
            assert sum(price for _, _, price in gone) == value
            if booking["status"] == "paid":
                self.count(at, booking["method"], own, {"seatsReturned": len(gone)})
        elif kind == "BookingCancelled":
            if booking["status"] == "paid":
                self.count(at, booking["method"], own, {"seatsReturned": len(booking["lines"])})
            booking["status"] = "cancelled"
        elif kind == "BookingExpired":
            booking["status"] = "expired"
            if data["reason"] == "payment_timeout":
                self.count(at, "ONLINE", own, {"seatsExpired": len(booking["lines"])})
        elif kind == "RefundDue":
            figures = {"refundsDue": value}
            if booking.get("payment") != data["paymentId"]:
                figures["unallocated"] = value
            self.count(at, self.method_of(booking, data["paymentId"]), currency, figures)
        elif kind == "RefundCompleted":
            self.count(at, self.method_of(booking, data["paymentId"]), currency, {"refundsPaid": value})
        elif kind == "PaymentReversed":
            self.count(at, self.method_of(booking, data["paymentId"]), currency, {"reversed": value})

    def is_in(self, moment, begin, end):
        def reached(bound):
            if len(bound) == 10:
                return moment.astimezone(self.zone).date() >= date.fromisoformat(bound)
            return moment >= time_of(bound)
        return (not begin or reached(begin)) and not (end and reached(end))


def report(shows, by, begin, end):
    rows, totals, heads = defaultdict(Figures), defaultdict(Figures), {}
    for show in shows:
        by_event = by in ("day", "method")
        if not by_event and not show.is_in(time_of(show.body["startsAt"]), begin, end):
            continue
        own = {"show": show.stream, "movie": show.body["movie"], "hall": show.body["hall"]}.get(by)
        if not by_event:
            heads[own] = {name: show.body[name] for name in ("movie", "hall", "startsAt")}
            show.count(datetime.now(timezone.utc), "ONLINE", show.body["currency"], {})
        for entry in show.entries:
            if by_event and not show.is_in(entry["at"], begin, end):
                continue
            key = {"day": str(entry["at"].astimezone(show.zone).date()), "method": entry["method"]}.get(by, own)
            rows[(key, entry["currency"])].add(entry)
            totals[entry["currency"]].add(entry)
    return {"rows": [{by: key, **(heads[key] if by == "show" else {}), "currency": currency, **of.to_json()}
                     for (key, currency), of in sorted(rows.items())],
            "totals": [{"currency": currency, **of.to_json()} for currency, of in sorted(totals.items())]}


def main():
    by, begin, end, zone = sys.argv[1:]
    shows = {}
    for line in sys.stdin:
        event = json.loads(line)
        shows.setdefault(event["stream"], Show(event["stream"], zone)).take(event)
    json.dump(report(shows.values(), by, begin, end), sys.stdout)


if __name__ == "__main__":
    main()
