#!/usr/bin/env python3
"""Lets orders of the simulated providers cross to the stand-in of a shop, and checks what came of them there.

usage: shop.py woocommerce|shopify

Starts everything itself, at free ports, and ends it. Exit code 1 when something is not as it must be.
"""

import sys
from decimal import Decimal

import crossing
from crossing import Booking, Place, call, until


def place(address, lines, postal_code, country):
    name = " ".join(filter(None, [address["first_name"], address["last_name"]])) or address["company"]
    company = address["company"] if name != address["company"] else ""
    return Place(
        name, crossing.words(company, *(address[line] for line in lines)), address["city"], address[postal_code],
        address[country])


def is_rounding(name):
    return "round" in name


class WooCommerce:
    example, path, webhook = "woocommerce", "/wp-json/wc/v3", "orders"
    making = "/orders"

    def __init__(self, base):
        self.base = base

    def orders(self, mark):
        return [
            order for order in call("GET", f"{self.base}/_control/orders")
            if any(item["value"] == mark for item in order.get("meta_data", []))]

    def reading(self, order):
        return f"/orders/{order['id']}"

    def number(self, order):
        return order["number"]

    def is_released(self, order):
        return order["status"] == "processing"

    def is_cancelled(self, order):
        return order["status"] == "cancelled"

    def dispatch(self, order):
        return [self.change(order, status="completed")]

    def cancel(self, order):
        return [self.change(order, status="cancelled")]

    def sell(self):
        """The shop sells something itself; what its webhooks were answered with."""
        line = {"product_id": 1, "quantity": 1, "subtotal": "9.00", "total": "9.00"}
        made = call("POST", f"{self.base}/_control/orders", {"line_items": [line], "currency": "EUR"})
        return [made["webhook"], self.change(made, status="completed"), self.change(made, status="cancelled")]

    def change(self, order, **values):
        return call("POST", f"{self.base}/_control/orders/{order['id']}", values)["webhook"]

    def booking(self, order, wanted):
        fees = [(line["name"], Decimal(line["total"])) for line in order["fee_lines"]]
        known = [amount for name, amount in fees if not is_rounding(name)]
        goods = [
            (f"SKU-{line['product_id']}", Decimal(line["quantity"]), crossing.price(Decimal(line["total"]) / line["quantity"]))
            for line in order["line_items"]]
        return Booking(
            order["currency"], Decimal(order["total"]), sorted(goods), sorted(-amount for amount in known if amount < 0),
            sorted(Decimal(line["total"]) for line in order["shipping_lines"]), sum(amount for amount in known if amount > 0),
            *(place(order[name], ("address_1", "address_2"), "postcode", "country") for name in ("shipping", "billing")),
            sum(amount for name, amount in fees if is_rounding(name)))


class Shopify:
    example, path, webhook = "shopify", "/admin/api/2025-01", "news"
    making = "/orders.json"

    def __init__(self, base):
        self.base = base

    def orders(self, mark):
        return [order for order in call("GET", f"{self.base}/_control/orders") if order.get("source_identifier") == mark]

    def reading(self, order):
        return f"/orders/{order['id']}.json"

    def number(self, order):
        return order["name"]

    def is_released(self, order):
        return order["financial_status"] == "paid"

    def is_cancelled(self, order):
        return order["cancelled_at"] is not None

    def dispatch(self, order):
        return [self.does(order, "fulfil")]

    def cancel(self, order):
        return [self.does(order, "cancel")]

    def sell(self):
        """The shop sells something itself; what its webhooks were answered with."""
        line = {"title": "Mug", "sku": "MUG", "price": "9.00", "quantity": 1}
        made = [call("POST", f"{self.base}/_control/orders", {"order": {"line_items": [line]}}) for _ in range(2)]
        return [self.does(made[0], "fulfil"), self.does(made[1], "cancel")]

    def does(self, order, what):
        return call("POST", f"{self.base}/_control/orders/{order['id']}/{what}", {})["webhook"]

    def booking(self, order, wanted):
        others = [(line["title"], Decimal(line["price"])) for line in order["line_items"] if "variant_id" not in line]
        goods = [
            (line["sku"], Decimal(line["quantity"]), crossing.price(Decimal(line["price"])))
            for line in order["line_items"] if "variant_id" in line]
        # All that is below zero is one discount; what it has beyond the discounts is rounding.
        less = sum(Decimal(code["amount"]) for code in order.get("discount_codes", []))
        rounding = sum(wanted.discounts) - less
        return Booking(
            order["currency"], Decimal(order["total_price"]), sorted(goods), wanted.discounts,
            sorted(Decimal(line["price"]) for line in order["shipping_lines"]),
            sum(price for title, price in others if not is_rounding(title)),
            *(place(order[name], ("address1", "address2"), "zip", "country_code") for name in (
                "shipping_address", "billing_address")),
            rounding + sum(price for title, price in others if is_rounding(title)))


class ShopStory(crossing.Story):
    def __init__(self, installation, shop):
        super().__init__(installation)
        self.shop = shop

    def mark(self, provider, order):
        return f"{'glopal-eu' if provider == self.at.glopal else 'globale'}/{order}"

    def made(self, provider, order):
        """The order in the shop, as soon as the shop may send the goods."""
        found = until(
            f"{order} is in the shop", lambda: [
                each for each in self.shop.orders(self.mark(provider, order)) if self.shop.is_released(each)])
        return found[0]

    def cross(self, provider, **wish):
        order = self.place(provider, **wish)
        made = self.made(provider, order)
        self.compare(order, lambda wanted: self.shop.booking(made, wanted), f"order {self.shop.number(made)}")
        return order, made

    def numbers(self, order, made):
        """The shop's number is the provider's."""
        known = until(
            f"Glopal has the shop's number for {order}",
            lambda: (self.provider(self.at.glopal, order).get("external") or {}).get("order_number"))
        self.check(order, f"accepted at Glopal with number {known}", str(known) == self.shop.number(made))

    def lose(self, method, path, **how):
        call("POST", f"{self.shop.base}/_control/lose", {"method": method, "path": path, **how})

    def is_lost(self):
        return call("GET", f"{self.shop.base}/_control/lose")["left"] == 0

    def throttled(self):
        call("POST", f"{self.shop.base}/_control/throttle", {})
        self.cross(self.at.glopal, currency="EUR", lines=1, ready=True)

    def lost_answer(self):
        self.lose("POST", self.shop.making)
        order, made = self.cross(self.at.glopal, currency="EUR", lines=2, ready=True)
        self.numbers(order, made)
        count = len(self.shop.orders(self.mark(self.at.glopal, order)))
        self.check(order, f"in the shop {count} time", count == 1 and self.is_lost())

    def cancellation(self, order):
        call("POST", f"{self.at.glopal}/_control/orders/{order}/cancel", {"reason": "fraud_suspected"})
        mark = self.mark(self.at.glopal, order)
        until(f"{order} is cancelled in the shop", lambda: self.shop.is_cancelled(self.shop.orders(mark)[0]))
        self.check(order, "cancelled in the shop", True)

    def cancellation_with_crash(self, order, made):
        """The gateway ends while it reads, before it has changed anything."""
        self.lose("GET", self.shop.reading(made), hang=True)
        call("POST", f"{self.at.glopal}/_control/orders/{order}/cancel", {"reason": "fraud_suspected"})
        until(f"the cancellation of {order} is under way", self.is_lost)
        self.at.kill()
        self.at.serve()
        mark = self.mark(self.at.glopal, order)
        until(f"{order} is cancelled in the shop", lambda: self.shop.is_cancelled(self.shop.orders(mark)[0]))
        self.check(order, "cancelled in the shop after a crash", True)

    def parcel(self, order, made):
        answers = self.shop.dispatch(made)
        parcels = until(f"Global-e knows the parcel of {order}", lambda: self.provider(self.at.globale, order)["parcels"])
        there = self.provider(self.at.globale, order)
        left = sum(line["dispatchable"] for line in there["lines"])
        self.check(
            order, f"at Global-e {there['status']}, {len(parcels)} parcel, {left} pieces left, webhook {answers}",
            len(parcels) == 1 and left == 0 and answers == [200])

    def cancelled_by_the_shop(self, order, made):
        # Until the gateway knows the shop's id, it cannot tell whose cancellation this is.
        self.numbers(order, made)
        answers = self.shop.cancel(made)
        until(f"{order} is cancelled at Glopal", lambda: self.provider(self.at.glopal, order)["effects"]["cancel"] == 1)
        self.check(order, f"cancelled at Glopal, webhook {answers}", answers == [200])

    def own_sales(self):
        answers = self.shop.sell()
        self.check("the shop's own", f"sale, parcel and cancellation: webhooks {answers}", set(answers) == {200})

    def tell(self):
        glopal, globale = self.at.glopal, self.at.globale
        self.chapter("Orders become orders of the shop")
        for currency in ("EUR", "KWD", "JPY"):
            order, made = self.cross(glopal, currency=currency, lines=3, ready=True)
            self.numbers(order, made)
        for currency, merchant in (("USD", "GBP"), ("JPY", "EUR")):
            sold = self.cross(
                globale, currency=currency, merchantCurrency=merchant, lines=2, quantity=2, documents=False, paid=True)
        if isinstance(self.shop, Shopify):
            self.chapter("A query that has to wait is asked again")
            self.throttled()
        self.chapter("A lost answer doubles nothing")
        self.lost_answer()
        self.chapter("What the shop does comes back")
        self.parcel(*sold)
        self.cancelled_by_the_shop(*self.cross(glopal, currency="EUR", lines=2, ready=True))
        self.own_sales()
        self.chapter("Cancellations arrive")
        self.cancellation(order)
        self.cancellation_with_crash(*self.cross(glopal, currency="EUR", lines=2, ready=True))
        self.nobody_waits()
        return self


def main(kind):
    shop_port, gateway_port = crossing.free_ports(2)
    shop = kind(f"http://127.0.0.1:{shop_port}")
    name = kind.example.upper()
    # The webhook's secret has no default: who forgets it must not take what anybody sends.
    installation = crossing.Installation(
        kind.example, gateway_port,
        **{f"{name}_ENDPOINT": shop.base + kind.path, f"{name}_WEBHOOK_SECRET": "a secret of this story"})
    installation.start(
        "shop", sys.executable, str(crossing.ROOT / "examples/oms" / kind.example / "stand-in.py"), str(shop_port),
        f"{installation.gateway}/in/oms/{kind.webhook}")
    until("the shop answers", lambda: call("GET", f"{shop.base}/_control/lose"))
    crossing.run(installation, lambda installation: ShopStory(installation, shop).tell())


if __name__ == "__main__":
    shops = {shop.example: shop for shop in (WooCommerce, Shopify)}
    if len(sys.argv) != 2 or sys.argv[1] not in shops:
        sys.exit(f"usage: shop.py {'|'.join(shops)}")
    main(shops[sys.argv[1]])
