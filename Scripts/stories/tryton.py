"""Lets orders of the simulated providers cross to a running Tryton, and checks what came of them there.

`Scripts/oms-tryton run` calls this; TRYTON_ENDPOINT, TRYTON_KEY and TRYTON_COMPANY say where Tryton is. Exit code 1 when
something is not as it must be.
"""

import base64
import json
import os
import sys
import urllib.parse
from decimal import Decimal

import crossing
from crossing import Booking, Place, call, until

SERVICES = ("SHIPPING", "DISCOUNT", "TAX", "DUTY", "FEE", "ROUNDING")


class Tryton:
    """What Tryton's REST interface says."""

    def __init__(self):
        self.base = os.environ["TRYTON_ENDPOINT"]
        context = base64.b64encode(json.dumps({"company": int(os.environ["TRYTON_COMPANY"])}).encode())
        self.headers = {"Authorization": f"Bearer {os.environ['TRYTON_KEY']}", "X-Tryton-Context": context.decode()}

    def get(self, model, domain, *fields):
        wanted = base64.b64encode(json.dumps(domain).encode()).decode()
        query = urllib.parse.urlencode([("f", field) for field in fields] + [("d", wanted)])
        return call("GET", f"{self.base}/{model}?{query}", headers=self.headers)

    def click(self, model, number, button):
        return call("POST", f"{self.base}/{model}/{number}/{button}?f=state", {}, self.headers)

    def write(self, model, number, **values):
        return call("PUT", f"{self.base}/{model}/{number}?f=id", values, self.headers)

    def sale(self, order):
        place = "{0}.party_name {0}.street_unstructured {0}.city {0}.postal_code {0}.country.code {0}.subdivision.code "
        fields = (
            "number state description total_amount currency.code party.name lines.product.code lines.quantity "
            "lines.unit_price lines.amount shipments.state invoices.state "
            + place.format("shipment_address") + place.format("invoice_address"))
        sales = self.get("sale.sale", [["web_id", "=", order]], *fields.split())
        if len(sales) > 1:
            raise SystemExit(f"order {order} is in Tryton {len(sales)} times")
        return sales[0] if sales else None

    def notes(self, sale):
        return [note["message"] for note in self.get("ir.note", [["resource", "=", f"sale.sale,{sale['id']}"]], "message")]


def number(value):
    return Decimal(value["decimal"] if isinstance(value, dict) else str(value))


def place(address):
    return Place(
        address["party_name"], crossing.words(*address["street_unstructured"].splitlines()),
        # A region that Tryton does not know stands beside the city.
        address["city"].split(", ")[0], address["postal_code"] or "", address["country"]["code"])


def booking(sale):
    """What a sale holds."""
    def amounts(*codes):
        return [number(line["amount"]) for line in sale["lines"] if line["product"]["code"] in codes]

    goods = [
        (line["product"]["code"], number(line["quantity"]), crossing.price(number(line["unit_price"])))
        for line in sale["lines"] if line["product"]["code"] not in SERVICES]
    return Booking(
        sale["currency"]["code"], number(sale["total_amount"]), sorted(goods), sorted(-each for each in amounts("DISCOUNT")),
        sorted(amounts("SHIPPING")), sum(amounts("TAX", "DUTY", "FEE"), Decimal(0)), place(sale["shipment_address"]),
        place(sale["invoice_address"]), sum(amounts("ROUNDING"), Decimal(0)))


class TrytonStory(crossing.Story):
    def __init__(self, installation, wire):
        super().__init__(installation)
        self.tryton = Tryton()
        self.wire = wire

    def sale_in(self, order, *states):
        sale = self.tryton.sale(order)
        return sale if sale and sale["state"] in states else None

    def cross(self, provider, **wish):
        """An order that is ready becomes a sale that Tryton works on."""
        order = self.place(provider, **wish)
        sale = until(f"{order} is a sale in Tryton", lambda: self.sale_in(order, "processing"))
        self.compare(order, lambda _: booking(sale), f"sale {sale['number']}")
        return order, sale

    def numbers(self, order, sale):
        """The sale's number is the provider's."""
        known = until(
            f"Glopal has the sale's number for {order}",
            lambda: (self.provider(self.at.glopal, order).get("external") or {}).get("order_number"))
        self.check(order, f"accepted at Glopal with number {known}", str(known) == str(sale["number"]))

    def ship(self, order, sale):
        """The warehouse sends the goods, and Global-e hears of it with the carrier's number."""
        shipment = sale["shipments"][0]["id"]
        # So that a number of our own arrives there, and none that was made up.
        tracking = f"JD0146{self.number}"
        self.tryton.write("stock.shipment.out", shipment, reference=tracking)
        for button in ("assign_force", "pick", "pack", "do"):
            self.tryton.click("stock.shipment.out", shipment, button)
        parcels = until(f"Global-e knows the parcel of {order}", lambda: self.provider(self.at.globale, order)["parcels"])
        there = self.provider(self.at.globale, order)
        left = sum(line["dispatchable"] for line in there["lines"])
        self.check(
            order, f"at Global-e {there['status']}, parcels {', '.join(each['trackingNumber'] for each in parcels)}, {left} left",
            [each["trackingNumber"] for each in parcels] == [tracking] and left == 0)

    def cancel(self, order, wanted):
        call("POST", f"{self.at.glopal}/_control/orders/{order}/cancel", {"reason": "fraud_suspected"})
        sale = until(f"{order} is cancelled in Tryton", lambda: (s := self.tryton.sale(order)) and wanted(s) and s)
        states = [part["state"] for part in sale["shipments"] + sale["invoices"]]
        self.check(
            order, f"cancelled: sale {sale['state']}, shipment and invoice {', '.join(states) or 'none'}",
            all(state == "cancelled" for state in states))

    def lost(self, what, method, path):
        """The answer to a call is lost; Tryton has done it, and it is not done again."""
        self.wire.lose(method, path)
        order, sale = self.cross(self.at.glopal, currency="EUR", lines=2, ready=True)
        self.numbers(order, sale)
        self.check(order, f"the answer to {what} was lost", self.wire.is_lost())

    def refund(self, order, sale):
        """Global-e pays back; the accountant finds one note, though the answer to it was lost."""
        self.wire.lose("POST", "/ir.note")
        call("POST", f"{self.at.globale}/_control/orders/{order}/refund", {"minorUnits": 100})
        until(f"the refund of {order} is noted", lambda: self.wire.is_lost() and self.tryton.notes(sale))
        self.settle(order)
        notes = self.tryton.notes(sale)
        self.check(order, " | ".join(notes), len(notes) == 1 and notes[0].startswith("Refund "))

    def announced(self):
        """An order that Global-e has announced, a quotation here."""
        order = self.place(
            self.at.globale, currency="USD", merchantCurrency="GBP", lines=2, quantity=2, documents=False, paid=False)
        return order, until(f"{order} is a quotation in Tryton", lambda: self.sale_in(order, "quotation"))

    def change(self):
        """Global-e sends the order again; its lines are written anew, though two answers are lost."""
        order, before = self.announced()
        self.wire.lose("PUT", "/sale.sale/")
        self.wire.lose("POST", "/quote?")
        self.announce(order)
        sale = until(f"{order} is quoted anew", lambda: self.wire.is_lost() and self.sale_in(order, "quotation"))
        self.settle(order)
        is_new = not {line["id"] for line in before["lines"]} & {line["id"] for line in sale["lines"]}
        self.check(order, "the lines were written anew", is_new)
        self.compare(order, lambda _: booking(self.tryton.sale(order)), f"sale {sale['number']}")

    def refused_change(self):
        """New lines that Tryton refuses are no reason to go on with the old ones."""
        order, sale = self.announced()
        self.wire.refuse("PUT", "/sale.sale/")
        self.announce(order)
        until(f"the change of {order} waits for a person", self.at.attention)
        state = self.tryton.sale(order)["state"]
        self.check(order, f"Tryton refuses the new lines: the sale stays a {state}, and a person decides", state == "draft")
        waiting, = [each for each in self.deliveries(order) if each["state"] == "needs-attention"]
        call("POST", f"{self.at.gateway}/v1/deliveries/{waiting['id']}/retry", {"reason": "Tryton takes the lines now"})
        until(f"{order} is quoted anew", lambda: self.sale_in(order, "quotation"))
        self.settle(order)
        self.compare(order, lambda _: booking(self.tryton.sale(order)), f"retried: sale {sale['number']}")

    def announce(self, order):
        call("POST", f"{self.at.globale}/_control/orders/{order}/announce", {})

    def deliveries(self, order):
        return call("GET", f"{self.at.gateway}/v1/orders/{order}/deliveries")["deliveries"]

    def settle(self, order):
        """Waits until nothing of an order is under way."""
        open_states = ("waiting", "sending", "in-doubt")
        until(f"nothing of {order} is under way", lambda: not any(
            each["state"] in open_states for each in self.deliveries(order)))

    def cancel_with_crash(self):
        """The gateway ends while it reads, before it has changed anything."""
        order, _ = self.cross(self.at.glopal, currency="EUR", lines=1, ready=True)
        self.wire.lose("GET", "/sale.sale?", hang=True)
        call("POST", f"{self.at.glopal}/_control/orders/{order}/cancel", {"reason": "fraud_suspected"})
        until(f"the cancellation of {order} is under way", self.wire.is_lost)
        self.at.kill()
        self.at.serve()
        sale = until(f"{order} is cancelled in Tryton", lambda: (
            s := self.tryton.sale(order)) and (s["description"] or "").startswith("CANCELLED") and s)
        self.check(order, f"cancelled after a crash: sale {sale['state']}", True)

    def tell(self):
        glopal, globale = self.at.glopal, self.at.globale
        self.chapter("Orders become sales")
        for currency in ("EUR", "USD", "KWD", "JPY"):
            order, sale = self.cross(glopal, currency=currency, lines=3, ready=True)
            self.numbers(order, sale)
        for currency, merchant in (("USD", "GBP"), ("KWD", "GBP"), ("JPY", "EUR")):
            order, sale = self.cross(
                globale, currency=currency, merchantCurrency=merchant, lines=2, quantity=2, documents=False, paid=True)
        self.chapter("Goods leave, money goes back")
        self.ship(order, sale)
        self.refund(order, sale)
        self.chapter("A lost answer doubles nothing")
        self.lost("making the sale", "POST", "/sale.sale?")
        self.lost("confirming it", "POST", "/confirm?")
        self.chapter("An announced order is a quotation until it is ready")
        order = self.place(glopal, currency="EUR", lines=2)
        until(f"{order} is a quotation in Tryton", lambda: self.sale_in(order, "quotation"))
        self.check(order, "a quotation", True)
        call("POST", f"{glopal}/_control/orders/{order}/ready", {})
        sale = until(f"{order} is confirmed in Tryton", lambda: self.sale_in(order, "processing"))
        self.compare(order, lambda _: booking(sale), f"sale {sale['number']}")
        self.chapter("A changed order replaces the lines")
        self.change()
        self.refused_change()
        self.chapter("Cancellations arrive")
        order = self.place(glopal, currency="EUR", lines=2)
        until(f"{order} is a quotation in Tryton", lambda: self.sale_in(order, "quotation"))
        self.cancel(order, lambda sale: sale["state"] == "cancelled")
        order, _ = self.cross(glopal, currency="USD", lines=2, ready=True)
        self.cancel(order, lambda sale: (sale["description"] or "").startswith("CANCELLED"))
        self.cancel_with_crash()
        self.nobody_waits()
        return self


if __name__ == "__main__":
    if "TRYTON_ENDPOINT" not in os.environ:
        sys.exit("Scripts/oms-tryton run starts a Tryton and calls this")
    wire = crossing.Wire(os.environ["TRYTON_ENDPOINT"])
    crossing.run(
        crossing.Installation("tryton", TRYTON_ENDPOINT=wire.endpoint),
        lambda installation: TrytonStory(installation, wire).tell())
