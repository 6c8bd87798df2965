"""What the stories share: the simulated providers and a gateway in processes of their own, and what an order must become.

Every story lets orders of the simulated providers cross to an OMS, over the configuration of an example, and compares what
came of them there with the gateway's own order. What it expects is calculated here, apart from the example's programs.
"""

import dataclasses
import http.client
import http.server
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from decimal import ROUND_HALF_EVEN, Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 120
# Whoever calls this may block signals, and what inherits that could not be ended.
signal.pthread_sigmask(signal.SIG_SETMASK, [])
# Short waits, so that a story of crashes and lost answers takes seconds.
QUICK = "  retry: { first: 100ms, max: 1s, attempts: 60, settling: 500ms }\n"


def gateway_program():
    """The built gateway: the one that CROSSDOCK names, else the newest build."""
    if named := os.environ.get("CROSSDOCK"):
        if not os.access(named, os.X_OK):
            sys.exit(f"CROSSDOCK names {named}, which is no program")
        return named
    found = [path for kind in ("release", "debug") if (path := ROOT / ".build" / kind / "crossdock").exists()]
    if not found:
        sys.exit("first: swift build --product crossdock")
    return str(max(found, key=lambda path: path.stat().st_mtime))


def free_ports(count):
    """Ports that nothing listens at now, all different."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


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
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.2)
    raise SystemExit(f"{what}: not within {PATIENCE} seconds")


class Installation:
    """The simulated providers and the gateway on an example's configuration; more programs can be started beside them."""

    def __init__(self, example, gateway_port=None, **environment):
        self.program = gateway_program()
        self.folder = tempfile.TemporaryDirectory(prefix="crossdock-story-")
        self.processes = []
        ports = free_ports(4)
        ports[3] = gateway_port or ports[3]
        self.glopal, self.globale, _, self.gateway = (f"http://127.0.0.1:{port}" for port in ports)
        self.environment = dict(
            os.environ, GLOPAL_ENDPOINT=self.glopal, GLOBALE_ENDPOINT=self.globale, CROSSDOCK_LISTEN=f"127.0.0.1:{ports[3]}",
            CROSSDOCK_JOURNAL=f"sqlite:{self.folder.name}/journal.db", **environment)
        self.configuration = self.quick(ROOT / "examples/oms" / example)
        try:
            self.start(
                "simulate", self.program, "simulate", "glopal-orders", "globale-checkout", "--glopal-port", str(ports[0]),
                "--globale-port", str(ports[1]), "--oms-port", str(ports[2]), "--gateway", self.gateway)
            self.serve()
            until("the simulators answer", lambda: call("GET", f"{self.globale}/_control/state"))
        except BaseException:
            self.stop()
            raise

    def quick(self, example):
        """The example's configuration, its programs beside it, with short waits."""
        folder = pathlib.Path(self.folder.name, "configuration")
        folder.mkdir()
        for file in example.iterdir():
            if file.suffix in (".jq", ".path"):
                (folder / file.name).write_bytes(file.read_bytes())
        text = (example / "adapters.yaml").read_text().replace("\nadapters:\n", f"\n{QUICK}\nadapters:\n", 1)
        (folder / "adapters.yaml").write_text(re.sub("every: [0-9]+s", "every: 1s", text))
        return folder / "adapters.yaml"

    def start(self, name, *command):
        with open(f"{self.folder.name}/{name}.log", "ab") as log:
            process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        self.processes.append(process)
        return process

    def serve(self):
        self.server = self.start(
            "serve", self.program, "serve", "--config", str(self.configuration), "--log-level", "warning")

        def is_ready():
            if self.server.poll() is not None:
                raise SystemExit(f"the gateway ended with {self.server.returncode}:\n{self.logs()}")
            return urllib.request.urlopen(f"{self.gateway}/readyz", timeout=5)

        until("the gateway is ready", is_ready)

    def kill(self):
        """Takes the gateway away without a word, as a power cut does."""
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.folder.cleanup()

    def ask(self, *arguments):
        command = [self.program, *arguments, "--config", str(self.configuration)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def order(self, order):
        """The order as the gateway knows it; None as long as it does not."""
        shown = self.ask("order", "show", order, "--json")
        return json.loads(shown.stdout, parse_float=Decimal) if shown.returncode == 0 else None

    def attention(self):
        """What waits for a person, one line for each delivery and message."""
        asked = self.ask("attention")
        if asked.returncode not in (0, 1):
            raise SystemExit(f"attention: {asked.stderr}")
        return asked.stdout.splitlines() if asked.returncode == 1 else []

    def logs(self):
        files = sorted(pathlib.Path(self.folder.name).glob("*.log"))
        return "\n".join(f"--- {file.name}\n{file.read_text(errors='replace')[-4000:]}" for file in files)


class Wire:
    """What stands between the gateway and an OMS, and loses answers on demand."""

    def __init__(self, target):
        parts = urllib.parse.urlsplit(target)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.orders = []
        wire = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                wire.pass_on(self)

            do_POST = do_PUT = do_GET

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}{parts.path}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def lose(self, method, part, hang=False):
        """Loses the answer to the next such request, which is done; with `hang` none comes until the caller is gone."""
        self.orders.append((method, part, hang))

    def refuse(self, method, part):
        """Answers the next such request with a refusal; it is not done."""
        self.orders.append((method, part, None))

    def is_lost(self):
        return not self.orders

    def order(self, handler):
        for order in self.orders:
            if order[0] == handler.command and order[1] in handler.path:
                self.orders.remove(order)
                return order
        return None

    def pass_on(self, handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0))) or None
        headers = {name: value for name, value in handler.headers.items() if name.lower() not in ("host", "connection")}
        request = urllib.request.Request(self.origin + handler.path, data=body, method=handler.command, headers=headers)
        order = self.order(handler)
        if order and order[2] is None:
            status, kind, data = 400, "application/json", b'{"status": 400, "message": "refused by the story"}'
        else:
            try:
                answer = urllib.request.urlopen(request, timeout=60)
            except urllib.error.HTTPError as error:
                answer = error
            with answer:
                status, kind, data = answer.status, answer.headers.get("Content-Type", "text/plain"), answer.read()
            if order:
                if order[2]:
                    handler.connection.recv(1)
                handler.close_connection = True
                return
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)


@dataclasses.dataclass
class Place:
    """Where somebody is, as an OMS has it."""

    name: str
    street: list
    city: str
    postal_code: str
    country: str

    @staticmethod
    def of(party):
        """A party's address; an address of two lines may be one, so lines are compared by their words."""
        address = party["address"]
        name = " ".join(filter(None, [party.get("firstName"), party.get("lastName")])) or party.get("company", "")
        lines = [party["company"]] if name != party.get("company") and party.get("company") else []
        return Place(
            name, words(*lines, *address.get("lines", [])), address.get("city", ""), address.get("postalCode", ""),
            address["country"])


def words(*lines):
    return " ".join(line or "" for line in lines).replace(",", " ").split()


@dataclasses.dataclass
class Booking:
    """What an order comes to, in one currency: what is expected, or what an OMS has."""

    currency: str
    total: Decimal
    # (sku, quantity, unit price), sorted.
    goods: list
    # Amounts, sorted; discounts above zero.
    discounts: list
    shipping: list
    # Taxes, duties and fees on top of the prices.
    levies: Decimal
    receiver: Place
    payer: Place
    # What no line has: as expected, the most that the order itself gives a name to; at an OMS, what is booked as that.
    rounding: Decimal = Decimal(0)

    def differences(self, booked):
        """What of a booking is not as this one says; nothing when it is right."""
        for name in ("currency", "total", "goods", "discounts", "shipping", "levies", "receiver", "payer"):
            mine, other = getattr(self, name), getattr(booked, name)
            if mine != other:
                yield f"{name} {other}, not {mine}"
        if abs(booked.rounding) > self.rounding:
            yield f"{booked.rounding} as rounding, where the order names {self.rounding}"


def expected(order, roles=("merchant", "customer")):
    """What an OMS must have of an order, in the first role that the order has a total in."""
    totals = order["totals"]
    grand = {**totals["computed"].get("grand", {}), **totals.get("stated", {}).get("grand", {})}
    role = next(role for role in roles if role in grand)
    currency = grand[role]["currency"]
    digits = Decimal(1).scaleb({"JPY": 0, "KWD": -3}.get(currency, -2))

    def amount(amounts):
        return Decimal(amounts[role]["amount"]) if amounts and role in amounts else None

    def components(part, *kinds):
        return [
            amount(each.get("amounts")) or Decimal(0) for each in part.get("components", [])
            if each["kind"] in kinds and not each.get("isIncluded")]

    goods = [
        (line["sku"], Decimal(line["quantity"]), price(amount(line.get("unitPrice")) or amount(line["discountedPrice"])))
        for line in order["lines"]]
    discounts, shipping = components(order, "discount"), []
    for line in order["lines"]:
        discounts += components(line, "discount") if "unitPrice" in line else []
    for charge in order.get("charges", []):
        full, paid, less = amount(charge.get("price")), amount(charge.get("discountedPrice")), components(charge, "discount")
        is_plain = full is not None and (paid is None or full - sum(less) == paid)
        shipping.append(full if is_plain else paid)
        discounts += less if is_plain else []
    parts = [order, *order["lines"], *order.get("charges", [])]
    named = sum(abs(each) for part in parts for each in components(part, "rounding"))
    named += sum(abs(Decimal(each["money"]["amount"])) for each in totals.get("differences", []) if each["role"] == role)
    # Where a line's price times its quantity has more digits than the currency, each may be half a unit away.
    amounts = [quantity * each for _, quantity, each in goods] + discounts + shipping
    named += sum(digits / 2 for each in amounts if each != each.quantize(digits, ROUND_HALF_EVEN))
    parties = order["parties"]
    receiver, payer = parties.get("hub") or parties["shipTo"], parties.get("billTo") or parties["shipTo"]
    return Booking(
        currency, Decimal(grand[role]["amount"]), sorted(goods), sorted(filter(None, discounts)),
        sorted(filter(None, shipping)), sum((sum(components(part, "tax", "duty", "fee")) for part in parts), Decimal(0)),
        Place.of(receiver), Place.of(payer), named)


def price(amount):
    return amount.normalize() + 0


class Story:
    """Lets orders cross, and says of each thing that must be so whether it is."""

    def __init__(self, installation):
        self.at = installation
        self.failures = []
        self.number = int(time.time()) * 100

    def place(self, provider, **wish):
        """Lets a provider sell something, under an id that nothing else has."""
        self.number += 1
        wish["id"] = f"410001-{self.number}" if provider == self.at.glopal else f"GE{self.number}GB"
        return call("POST", f"{provider}/_control/orders", wish)["orders"][0]

    def provider(self, provider, order):
        return call("GET", f"{provider}/_control/orders/{order}")

    def check(self, order, words, holds):
        if not holds:
            self.failures.append(f"{order}: {words}")
        print(f"  {'ok ' if holds else 'NOT'} {order:20} {words}", flush=True)

    def compare(self, order, booking, words):
        """Whether an OMS has booked an order as it is; `booking` reads it there, and may look at what is wanted."""
        wanted = expected(self.at.order(order))
        booked = booking(wanted)
        wrong = list(wanted.differences(booked))
        rounding = f", {booked.rounding} rounding" if booked.rounding else ""
        right = f"{words}, {booked.total} {booked.currency}, {len(booked.goods)} products{rounding}"
        self.check(order, "; ".join(wrong) or right, not wrong)

    def nobody_waits(self):
        """Nothing must be left to a person."""
        waiting = self.at.attention()
        self.check("attention", " | ".join(waiting) or "nothing waits for a person", not waiting)

    def chapter(self, title):
        print(title, flush=True)


def run(installation, tell):
    """Tells a story on an installation; ends the process with 1 when something is not as it must be."""
    try:
        story = tell(installation)
    except BaseException:
        print(installation.ask("attention").stdout, installation.logs(), file=sys.stderr)
        raise
    finally:
        installation.stop()
    if story.failures:
        sys.exit("\n".join(["not as it must be:", *story.failures]))
