"""A small stand-in of Shopify's Admin API, for tests: what the mapping uses, and what the real one refuses of it.

usage: stand-in.py PORT [WEBHOOK-URL]

Knows variants SKU-1 to SKU-999. The shop's side of it:

GET  /_control/orders                                        everything
POST /_control/orders {"order": {"line_items": …}}           a sale of the shop's own
POST /_control/orders/ID/fulfil, POST /_control/orders/ID/cancel  what a shop manager does
POST /_control/lose {"method": "POST", "path": "/orders.json"}  does the next such request, and loses the answer;
  with "hang" it gives none until the caller is gone. GET /_control/lose: how many are still to come
POST /_control/throttle                                      has no time for the next GraphQL query

Events go to WEBHOOK-URL, signed with SHOPIFY_WEBHOOK_SECRET; `webhook` says what they were answered with.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal, InvalidOperation
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN, VERSION = "shpat_stand_in", "/admin/api/2025-01"
DIGITS = {"JPY": 0, "KWD": 3}
ORDERS, LOST, THROTTLED, LOCK = {}, [], [], threading.Lock()


class Refusal(Exception):
    def __init__(self, status, errors):
        super().__init__(str(errors))
        self.status, self.body = status, {"errors": errors}


def wanted(holds, name, message):
    if not holds:
        raise Refusal(422, {name: [message]})


def amount(value, name):
    """Amounts are texts; a bare number would have passed through a float."""
    wanted(isinstance(value, str), name, "is not a text")
    try:
        return Decimal(value)
    except InvalidOperation:
        raise Refusal(422, {name: ["is not a number"]}) from None


def create(body):
    order = body.get("order")
    wanted(isinstance(order, dict), "order", "Required parameter missing or invalid")
    items = order.get("line_items") or []
    wanted(items, "line_items", "must have at least one line item")
    total = Decimal(0)
    for item in items:
        wanted(item.get("variant_id") or item.get("title"), "title", "can't be blank")
        wanted(not item.get("variant_id") or 1 <= item["variant_id"] <= 999, "variant_id", "must exist")
        wanted(isinstance(item.get("quantity"), int) and item["quantity"] > 0, "quantity", "must be greater than 0")
        price = amount(item.get("price"), "price")
        wanted(price >= 0, "price", "must be greater than or equal to 0")
        total += price * item["quantity"]
    codes = order.get("discount_codes", [])
    wanted(len(codes) <= 1, "discount_codes", "only one discount code is taken")
    for code in codes:
        wanted(code.get("type") in ("fixed_amount", "percentage", "shipping"), "discount_codes", "is invalid")
        total -= amount(code["amount"], "discount_codes")
    for line in order.get("shipping_lines", []):
        wanted(line.get("title"), "shipping_lines", "title can't be blank")
        total += amount(line["price"], "shipping_lines")
    for name in ("billing_address", "shipping_address"):
        wanted(len((order.get(name) or {}).get("country_code") or "US") == 2, name, "country is not supported")
    number = max(ORDERS, default=1000) + 1
    places = DIGITS.get(order.get("currency"), 2)
    made = dict(
        order, id=number, name=f"#{number}", order_number=number, cancelled_at=None, cancel_reason=None,
        fulfillment_status=None, total_price=str(total.quantize(Decimal(1).scaleb(-places))))
    ORDERS[number] = made
    return {"order": made}


def found(number):
    if number not in ORDERS:
        raise Refusal(404, "Not Found")
    return ORDERS[number]


def cancel(order, body):
    if order["cancelled_at"]:
        raise Refusal(422, {"base": ["Order has already been cancelled"]})
    if order["fulfillment_status"]:
        raise Refusal(422, {"base": ["Cannot cancel a fulfilled order"]})
    wanted(body.get("reason", "other") in ("customer", "fraud", "inventory", "declined", "other"), "reason", "is invalid")
    order.update(cancelled_at="2026-01-01T00:00:00Z", cancel_reason=body.get("reason", "other"))
    return {"order": order}


def fulfil(order):
    order["fulfillment_status"] = "fulfilled"
    return {
        "id": order["id"] + 900_000, "order_id": order["id"], "status": "success", "tracking_company": "DHL",
        "tracking_number": f"JD0146{order['id']}", "tracking_url": f"https://tracking.example/JD0146{order['id']}",
        "line_items": order["line_items"]}


def tell(url, topic, value):
    """Sends an event to the webhook, with the signature that a shop gives it; the status of the answer."""
    if not url:
        return None
    body = json.dumps(value).encode()
    signature = base64.b64encode(hmac.new(os.environ["SHOPIFY_WEBHOOK_SECRET"].encode(), body, hashlib.sha256).digest())
    headers = {"Content-Type": "application/json", "X-Shopify-Topic": topic, "X-Shopify-Hmac-Sha256": signature.decode()}
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def variants(body):
    if THROTTLED:
        return {"errors": [{"message": THROTTLED.pop(), "extensions": {"code": "THROTTLED"}}]}
    wanted(isinstance(body.get("query"), str) and "productVariants" in body["query"], "query", "is invalid")
    names = re.findall(r'sku:"(SKU-[1-9]\d{0,2})"', body.get("variables", {}).get("wanted", ""))
    return {"data": {"productVariants": {"nodes": [{"sku": n, "legacyResourceId": n[4:]} for n in names]}}}


def control(method, path, body, webhook):
    if (method, path) == ("GET", "/orders"):
        return list(ORDERS.values())
    if (method, path) == ("GET", "/lose"):
        return {"left": len(LOST)}
    if (method, path) == ("POST", "/lose"):
        LOST.append((body.get("hang", False), body["method"], VERSION + body["path"]))
        return {}
    if (method, path) == ("POST", "/throttle"):
        THROTTLED.append("Throttled")
        return {}
    if (method, path) == ("POST", "/orders"):
        return {"id": create(body)["order"]["id"]}
    if match := re.fullmatch(r"/orders/(\d+)/(fulfil|cancel)", path):
        order = found(int(match[1]))
        topic, value = ("fulfillments/create", fulfil(order)) if match[2] == "fulfil" else (
            "orders/cancelled", cancel(order, body)["order"])
        return {"id": order["id"], "webhook": tell(webhook, topic, value)}
    raise Refusal(404, "Not Found")


def answer(method, path, query, body, webhook):
    if path.startswith("/_control/"):
        return 200, control(method, path.removeprefix("/_control"), body, webhook)
    if not path.startswith(VERSION):
        raise Refusal(404, "Not Found")
    path = path.removeprefix(VERSION)
    if (method, path) == ("POST", "/graphql.json"):
        return 200, variants(body)
    if (method, path) == ("POST", "/orders.json"):
        return 201, create(body)
    if (method, path) == ("GET", "/orders.json"):
        wanted(1 <= int(query.get("limit", 50)) <= 250, "limit", "is invalid")
        return 200, {"orders": list(ORDERS.values())[-int(query.get("limit", 50)):]}
    if match := re.fullmatch(r"/orders/(\d+)\.json", path):
        order = found(int(match[1]))
        if method == "PUT":
            wanted(set(body["order"]) <= {"id", "tags", "note", "email", "note_attributes"}, "order", "cannot be changed")
            order.update(body["order"])
        return 200, {"order": order}
    if (method == "POST") and (match := re.fullmatch(r"/orders/(\d+)/cancel\.json", path)):
        value = cancel(found(int(match[1])), body)
        tell(webhook, "orders/cancelled", value["order"])
        return 200, value
    raise Refusal(404, "Not Found")


class Handler(BaseHTTPRequestHandler):
    webhook = None

    def handle_any(self):
        url = urllib.parse.urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            if not url.path.startswith("/_control") and self.headers.get("X-Shopify-Access-Token") != TOKEN:
                raise Refusal(401, "[API] Invalid API key or access token")
            try:
                body = json.loads(raw) if raw else {}
            except ValueError:
                raise Refusal(400, {"base": ["invalid JSON"]}) from None
            with LOCK:
                status, value = answer(
                    self.command, url.path, dict(urllib.parse.parse_qsl(url.query)), body, self.webhook)
        except Refusal as refusal:
            status, value = refusal.status, refusal.body
        for lost in [lost for lost in LOST if lost[1:] == (self.command, url.path)][:1]:
            LOST.remove(lost)
            if lost[0]:
                self.connection.recv(1)
            self.close_connection = True
            return
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = handle_any

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not sys.argv[1].isdecimal():
        sys.exit("usage: stand-in.py PORT [WEBHOOK-URL]")
    if len(sys.argv) == 3 and not os.environ.get("SHOPIFY_WEBHOOK_SECRET"):
        sys.exit("SHOPIFY_WEBHOOK_SECRET is not set; the webhook is signed with it")
    Handler.webhook = sys.argv[2] if len(sys.argv) > 2 else None
    try:
        server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    except OSError as error:
        sys.exit(f"port {sys.argv[1]}: {error.strerror}")
    server.serve_forever()
