"""Lets orders of the simulated providers cross to a running Tryton, and checks what came of them there.

`Scripts/oms-tryton run` calls this; TRYTON_ENDPOINT and TRYTON_KEY say where Tryton is. Exit code 1 when something is
not as it must be.
"""

import base64
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "examples/oms/tryton/adapters.yaml"
PATIENCE = 120


def gateway_program():
    """The built gateway: the one that CROSSDOCK names, else the newest build."""
    named = os.environ.get("CROSSDOCK")
    built = [ROOT / ".build" / kind / "crossdock" for kind in ("release", "debug")]
    found = [pathlib.Path(named)] if named else [path for path in built if path.exists()]
    if not found:
        sys.exit("first: swift build -c release --product crossdock")
    return max(found, key=lambda path: path.stat().st_mtime)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def call(method, url, body=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=dict(headers or {}))
    if data is not None:
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read(), parse_float=Decimal)


def until(what, holds):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if result := holds():
                return result
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.3)
    raise SystemExit(f"{what}: not within {PATIENCE} seconds")


class Tryton:
    """What Tryton's REST interface says."""

    def __init__(self):
        self.base = os.environ["TRYTON_ENDPOINT"]
        context = base64.b64encode(json.dumps({"company": int(os.environ.get("TRYTON_COMPANY", "1"))}).encode())
        self.headers = {"Authorization": f"Bearer {os.environ['TRYTON_KEY']}", "X-Tryton-Context": context.decode()}

    def get(self, model, domain, *fields):
        wanted = base64.b64encode(json.dumps(domain).encode()).decode()
        query = urllib.parse.urlencode([("f", field) for field in fields] + [("d", wanted)])
        return call("GET", f"{self.base}/{model}?{query}", headers=self.headers)

    def click(self, model, number, button):
        return call("POST", f"{self.base}/{model}/{number}/{button}?f=state", {}, self.headers)

    def sale(self, order):
        fields = (
            "number state description total_amount currency.code party.name shipment_address.city "
            "shipment_address.country.code lines.product.code lines.quantity lines.unit_price lines.amount "
            "shipments.state invoices.state")
        sales = self.get("sale.sale", [["web_id", "=", order]], *fields.split())
        if len(sales) > 1:
            raise SystemExit(f"order {order} is in Tryton {len(sales)} times")
        return sales[0] if sales else None


class Installation:
    """The simulated providers and the gateway, in processes of their own."""

    def __init__(self):
        self.program = str(gateway_program())
        self.folder = tempfile.TemporaryDirectory()
        ports = [free_port() for _ in range(4)]
        self.glopal, self.globale, self.gateway = (f"http://127.0.0.1:{port}" for port in ports[:3])
        self.environment = dict(
            os.environ, GLOPAL_ENDPOINT=self.glopal, GLOBALE_ENDPOINT=self.globale,
            CROSSDOCK_LISTEN=f"127.0.0.1:{ports[2]}", CROSSDOCK_JOURNAL=f"sqlite:{self.folder.name}/journal.db")
        self.processes = []
        self.start(
            "simulate", "glopal-orders", "globale-checkout", "--glopal-port", str(ports[0]),
            "--globale-port", str(ports[1]), "--oms-port", str(ports[3]), "--gateway", self.gateway)
        self.start("serve", "--config", str(CONFIGURATION), "--log-level", "warning")
        until("the simulators answer", lambda: call("GET", f"{self.globale}/_control/state"))
        until("the gateway answers", lambda: urllib.request.urlopen(f"{self.gateway}/readyz", timeout=5))

    def start(self, *arguments):
        log = open(f"{self.folder.name}/{arguments[0]}.log", "wb")
        self.processes.append(
            subprocess.Popen([self.program, *arguments], env=self.environment, stdout=log, stderr=subprocess.STDOUT))

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait(timeout=30)
        self.folder.cleanup()

    def ask(self, *arguments):
        command = [self.program, *arguments, "--config", str(CONFIGURATION)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def order(self, order):
        shown = self.ask("order", "show", order, "--json")
        return json.loads(shown.stdout, parse_float=Decimal) if shown.returncode == 0 else None

    def logs(self):
        return "\n".join(
            pathlib.Path(self.folder.name, f"{name}.log").read_text(errors="replace")[-4000:]
            for name in ("simulate", "serve"))


def total(order):
    """What the order comes to for the merchant, as stated or else as computed."""
    totals = order["totals"]
    stated = totals.get("stated", {}).get("grand", {})
    return (stated.get("merchant") or totals["computed"]["grand"]["merchant"])


def differences(order, sale):
    """What of a sale is not as the order says; nothing when it is right."""
    wanted = total(order)
    amount = Decimal(sale["total_amount"]["decimal"])
    if amount != Decimal(wanted["amount"]):
        yield f"comes to {amount}, not {wanted['amount']}"
    if sale["currency"]["code"] != wanted["currency"]:
        yield f"is in {sale['currency']['code']}, not {wanted['currency']}"
    goods = sorted((line["sku"], Decimal(line["quantity"])) for line in order["lines"])
    skus = {sku for sku, _ in goods}
    sold = sorted(
        (line["product"]["code"], Decimal(str(line["quantity"]))) for line in sale["lines"]
        if line["product"]["code"] in skus)
    if goods != sold:
        yield f"holds {sold}, not {goods}"
    parties = order["parties"]
    place = (parties.get("hub") or parties["shipTo"])["address"]
    if not sale["shipment_address"]["city"].startswith(place["city"]):
        yield f"goes to {sale['shipment_address']['city']}, not {place['city']}"
    if sale["shipment_address"]["country"]["code"] != place["country"]:
        yield f"goes to {sale['shipment_address']['country']['code']}, not {place['country']}"


class Story:
    def __init__(self, installation, tryton):
        self.at, self.tryton = installation, tryton
        self.failures = []
        self.number = int(time.time()) * 100

    def place(self, provider, **wish):
        """Lets a provider sell something, under an id that no earlier run has left in Tryton."""
        self.number += 1
        wish["id"] = f"410001-{self.number}" if provider == self.at.glopal else f"GE{self.number}GB"
        return call("POST", f"{provider}/_control/orders", wish)["orders"][0]

    def provider(self, provider, order):
        return call("GET", f"{provider}/_control/orders/{order}")

    def check(self, order, words, holds):
        if not holds:
            self.failures.append(f"{order}: {words}")
        print(f"  {'ok ' if holds else 'NOT'} {order:16} {words}", flush=True)

    def cross(self, provider, **wish):
        """An order that is ready becomes a sale that Tryton works on."""
        order = self.place(provider, **wish)
        sale = until(f"{order} is a sale in Tryton", lambda: self.sale_in(order, "processing"))
        wrong = list(differences(self.at.order(order), sale))
        amount = f"{sale['total_amount']['decimal']} {sale['currency']['code']}"
        self.check(order, "; ".join(wrong) or f"sale {sale['number']}, {amount}, {len(sale['lines'])} lines", not wrong)
        return order, sale

    def sale_in(self, order, *states):
        sale = self.tryton.sale(order)
        return sale if sale and sale["state"] in states else None

    def numbers(self, order, sale):
        """The sale's number is the provider's."""
        known = until(
            f"Glopal has the sale's number for {order}",
            lambda: (self.provider(self.at.glopal, order).get("external") or {}).get("order_number"))
        self.check(order, f"accepted at Glopal with number {known}", str(known) == str(sale["number"]))

    def ship(self, order, sale):
        """The warehouse sends the goods, and Global-e hears of it."""
        shipment = sale["shipments"][0]["id"]
        for button in ("assign_force", "pick", "pack", "do"):
            self.tryton.click("stock.shipment.out", shipment, button)
        parcels = until(
            f"Global-e knows the parcels of {order}",
            lambda: [p for p in self.provider(self.at.globale, order)["parcels"] if p["dispatched"]])
        self.check(order, f"dispatched at Global-e in {len(parcels)} parcel", len(parcels) == 1)

    def cancel(self, order, wanted):
        call("POST", f"{self.at.glopal}/_control/orders/{order}/cancel", {"reason": "fraud_suspected"})
        sale = until(f"{order} is cancelled in Tryton", lambda: (s := self.tryton.sale(order)) and wanted(s) and s)
        states = [part["state"] for part in sale["shipments"] + sale["invoices"]]
        self.check(order, f"cancelled: sale {sale['state']}, shipment and invoice {states or 'none'}", True)

    def tell(self):
        glopal, globale = self.at.glopal, self.at.globale
        print("Orders become sales", flush=True)
        for currency in ("EUR", "USD", "KWD", "JPY"):
            order, sale = self.cross(glopal, currency=currency, lines=3, ready=True)
            self.numbers(order, sale)
        for currency, merchant in (("USD", "GBP"), ("JPY", "EUR"), ("KWD", "GBP")):
            order, sale = self.cross(
                globale, currency=currency, merchantCurrency=merchant, lines=2, quantity=2, documents=False, paid=True)
        print("Goods leave", flush=True)
        self.ship(order, sale)
        print("Cancellations arrive", flush=True)
        order = self.place(glopal, currency="EUR", lines=2)
        until(f"{order} is a quotation in Tryton", lambda: self.sale_in(order, "quotation"))
        self.cancel(order, lambda sale: sale["state"] == "cancelled")
        order, _ = self.cross(glopal, currency="USD", lines=2, ready=True)
        self.cancel(order, lambda sale: (sale["description"] or "").startswith("CANCELLED"))
        waiting = self.at.ask("attention").stdout
        print(waiting, end="", flush=True)


def main():
    installation = Installation()
    story = Story(installation, Tryton())
    try:
        story.tell()
    except BaseException:
        print(installation.logs(), file=sys.stderr)
        raise
    finally:
        installation.stop()
    if story.failures:
        sys.exit("\n".join(["not as it must be:", *story.failures]))


if __name__ == "__main__":
    main()
