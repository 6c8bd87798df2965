"""A small stand-in of WooCommerce's REST API v3, for tests: what the mapping uses, and what the real one refuses of it.

usage: stand-in.py PORT [WEBHOOK-URL]

Knows products SKU-1 to SKU-999. The shop's side of it:

GET  /_control/orders                             everything
POST /_control/orders {"line_items": …}           a sale of the shop's own
POST /_control/orders/ID {"status": "completed"}  what a shop manager does
POST /_control/lose {"method": "POST", "path": "/orders"}  does the next such request, and loses the answer;
  with "hang" it gives none until the caller is gone. GET /_control/lose: how many are still to come

An order that anybody has changed goes to WEBHOOK-URL, signed with WOOCOMMERCE_WEBHOOK_SECRET; `webhook` says what it was answered with.
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

KEY, SECRET = "ck_stand_in", "cs_stand_in"
STATUSES = {"pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed"}
DIGITS = {"JPY": 0, "KWD": 3}
ORDERS, LOST, LOCK = {}, [], threading.Lock()


class Refusal(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.body = status, {"code": code, "message": message, "data": {"status": status}}


def wanted(holds, name, message="Invalid parameter(s): {}"):
    if not holds:
        raise Refusal(400, "rest_invalid_param", message.format(name))


def amount(value, name):
    """Amounts are texts; a bare number is refused, as its type is wrong."""
    wanted(isinstance(value, str), name)
    try:
        return Decimal(value)
    except InvalidOperation:
        wanted(False, name)


def create(body):
    wanted(body.get("status", "pending") in STATUSES, "status")
    wanted(re.fullmatch("[A-Z]{3}", body.get("currency", "USD")), "currency")
    wanted(isinstance(body.get("meta_data", []), list), "meta_data")
    email = body.get("billing", {}).get("email", "")
    wanted(not email or "@" in email, "billing")
    total = Decimal(0)
    for line in body.get("line_items", []):
        wanted(isinstance(line.get("quantity"), int) and line["quantity"] > 0, "line_items")
        if not 1 <= line.get("product_id", 0) <= 999:
            raise Refusal(400, "woocommerce_rest_invalid_product_id", "Product ID is invalid.")
        wanted(set(line) <= {"product_id", "variation_id", "name", "quantity", "subtotal", "total", "meta_data"}, "line_items")
        amount(line["subtotal"], "line_items")
        total += amount(line["total"], "line_items")
    for line in body.get("shipping_lines", []):
        if not line.get("method_id"):
            raise Refusal(400, "woocommerce_rest_invalid_shipping_item", "Shipping method ID is required.")
        total += amount(line["total"], "shipping_lines")
    for line in body.get("fee_lines", []):
        if not line.get("name"):
            raise Refusal(400, "woocommerce_rest_invalid_fee_item", "Fee name is required.")
        wanted(line.get("tax_status") in ("taxable", "none"), "fee_lines")
        total += amount(line["total"], "fee_lines")
    number = max(ORDERS, default=100) + 1
    places = DIGITS.get(body.get("currency"), 2)
    order = dict(body, id=number, number=str(number), total=str(total.quantize(Decimal(1).scaleb(-places))), refunds=[])
    order.setdefault("status", "pending")
    ORDERS[number] = order
    return order


def update(order, body):
    if "status" in body:
        wanted(body["status"] in STATUSES, "status")
    kept = {item["key"]: item for item in order.get("meta_data", []) + body.pop("meta_data", [])}
    order.update(body, meta_data=list(kept.values()))
    return order


def refund(order, body):
    value = amount(body.get("amount"), "amount")
    wanted(isinstance(body.get("api_refund", True), bool), "api_refund")
    done = sum(Decimal(item["amount"]) for item in order["refunds"])
    if not 0 < value <= Decimal(order["total"]) - done:
        raise Refusal(400, "woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.")
    order["refunds"].append({"id": len(order["refunds"]) + 1, "amount": body["amount"], "reason": body.get("reason", "")})
    return order["refunds"][-1]


def found(number):
    if number not in ORDERS:
        raise Refusal(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
    return ORDERS[number]


def tell(url, order):
    """Sends the order to the webhook, with the signature that a shop gives it; the status of the answer."""
    if not url:
        return None
    body = json.dumps(order).encode()
    signature = base64.b64encode(hmac.new(os.environ["WOOCOMMERCE_WEBHOOK_SECRET"].encode(), body, hashlib.sha256).digest())
    headers = {
        "Content-Type": "application/json", "X-WC-Webhook-Topic": "order.updated",
        "X-WC-Webhook-Signature": signature.decode()}
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def control(method, path, body, webhook):
    if (method, path) == ("GET", "/orders"):
        return list(ORDERS.values())
    if (method, path) == ("GET", "/lose"):
        return {"left": len(LOST)}
    if (method, path) == ("POST", "/lose"):
        LOST.append((body.get("hang", False), body["method"], "/wp-json/wc/v3" + body["path"]))
        return {}
    if (method, path) == ("POST", "/orders"):
        order = create(body)
    elif (method == "POST") and (match := re.fullmatch(r"/orders/(\d+)", path)):
        order = update(found(int(match[1])), body)
    else:
        raise Refusal(404, "control", "There is no such control call.")
    return {"id": order["id"], "status": order["status"], "webhook": tell(webhook, order)}


def answer(method, path, query, body, webhook):
    if path.startswith("/_control/"):
        return 200, control(method, path.removeprefix("/_control"), body, webhook)
    if not path.startswith("/wp-json/wc/v3/"):
        raise Refusal(404, "rest_no_route", "No route was found matching the URL and request method.")
    path = path.removeprefix("/wp-json/wc/v3")
    if (method, path) == ("GET", "/products"):
        names = [name for name in query.get("sku", "").split(",") if re.fullmatch(r"SKU-[1-9]\d{0,2}", name)]
        return 200, [{"id": int(name[4:]), "parent_id": 0, "sku": name} for name in names]
    if (method, path) == ("POST", "/orders"):
        return 201, create(body)
    if (method, path) == ("GET", "/orders"):
        wanted(1 <= int(query.get("per_page", 10)) <= 100, "per_page")
        wanted(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", query.get("after", "2000-01-01T00:00:00")), "after")
        return 200, sorted(ORDERS.values(), key=lambda order: -order["id"])[:int(query.get("per_page", 10))]
    if match := re.fullmatch(r"/orders/(\d+)(/refunds)?", path):
        order = found(int(match[1]))
        if match[2]:
            return (200, order["refunds"]) if method == "GET" else (201, refund(order, body))
        if method in ("GET", "PUT"):
            if method == "PUT":
                tell(webhook, update(order, body))
            return 200, order
    raise Refusal(404, "rest_no_route", "No route was found matching the URL and request method.")


class Handler(BaseHTTPRequestHandler):
    webhook = None

    def handle_any(self):
        url = urllib.parse.urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        expected = "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        try:
            if not url.path.startswith("/_control") and self.headers.get("Authorization") != expected:
                raise Refusal(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
            try:
                body = json.loads(raw) if raw else {}
            except ValueError:
                raise Refusal(400, "rest_invalid_json", "Invalid JSON body passed.") from None
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
    if len(sys.argv) == 3 and not os.environ.get("WOOCOMMERCE_WEBHOOK_SECRET"):
        sys.exit("WOOCOMMERCE_WEBHOOK_SECRET is not set; the webhook is signed with it")
    Handler.webhook = sys.argv[2] if len(sys.argv) > 2 else None
    try:
        server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    except OSError as error:
        sys.exit(f"port {sys.argv[1]}: {error.strerror}")
    server.serve_forever()
