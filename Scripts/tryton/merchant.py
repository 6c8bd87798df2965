"""Makes a small web merchant in a fresh Tryton database, through proteus, Tryton's client library.

usage: merchant.py CONFIGURATION DATABASE OUTPUT

Company, chart of accounts, fiscal years, currencies, countries, a product for each SKU that the simulators and samples
sell, services for what an order has besides goods, a web shop for each adapter that orders come from, and a user whose
key opens the REST interface. The key is written to OUTPUT, for a shell to read.
"""

import datetime
import os
import pathlib
import sys
from decimal import Decimal

# Units for one US dollar; they only have to exist, a sale keeps the currency that it is made in.
CURRENCIES = {
    "USD": (2, "1"), "EUR": (2, "0.92"), "GBP": (2, "0.79"), "ILS": (2, "3.7"), "CAD": (2, "1.36"),
    "JPY": (0, "151"), "KWD": (3, "0.31"),
}
COUNTRIES = {
    "CA": "Canada", "DE": "Germany", "FR": "France", "GB": "United Kingdom", "GR": "Greece", "IL": "Israel",
    "JP": "Japan", "KW": "Kuwait", "NL": "Netherlands", "US": "United States",
}
REGIONS = [
    ("US", "US-IL", "Illinois", "state"), ("US", "US-NY", "New York", "state"),
    ("CA", "CA-QC", "Quebec", "province"), ("JP", "JP-13", "Tokyo", "prefecture"),
]
# What the simulators sell, then what the published samples hold.
SKUS = [f"SKU-{number}" for number in range(1, 1000)] + [
    "7290012491726", "2410016114", "750518703039M", "SHIRT-M", "KWD-GIFT", "J-1", "J-2",
]
SERVICES = ["SHIPPING", "DISCOUNT", "TAX", "DUTY", "FEE", "ROUNDING"]
SHOPS = ["glopal-eu", "globale"]
# What the gateway does: makes customers and sales, reads products, stops shipments and drafts of invoices.
GROUPS = ["Sales", "Party Administration", "Stock", "Stock Force Assignment", "Stock Cancellation", "Accounting"]


def main(configuration, database, output):
    os.environ["TRYTOND_CONFIG"] = configuration
    from proteus import Model
    from proteus import config as proteus_config

    session = proteus_config.set_trytond(database, user="admin", config_file=configuration)
    currencies = make_currencies(Model)
    company = make_company(Model, currencies["USD"])
    session._context = Model.get("res.user").get_preferences(True, {})
    category = make_accounts(Model, company)
    make_countries(Model)
    make_products(Model, session, category)
    make_shops(Model, company, currencies["USD"])
    key = make_user(Model, company)
    path = pathlib.Path(output)
    path.touch(mode=0o600)
    path.write_text(f"TRYTON_KEY={key}\nTRYTON_COMPANY={company.id}\n")
    print(f"company {company.id}, {len(SKUS)} products, web shops {', '.join(SHOPS)}")


def make_currencies(Model):
    Currency = Model.get("currency.currency")
    made = {}
    for code, (digits, rate) in CURRENCIES.items():
        currency = Currency(name=code, code=code, symbol=code, digits=digits)
        currency.rounding = Decimal(1).scaleb(-digits)
        currency.rates.new(date=datetime.date(2020, 1, 1), rate=Decimal(rate))
        currency.save()
        made[code] = currency
    return made


def make_company(Model, currency):
    from trytond.modules.company.tests.tools import create_company, get_company

    party = Model.get("party.party")(name="Example Merchant")
    party.save()
    create_company(party=party, currency=currency)
    return get_company()


def make_accounts(Model, company):
    """The chart of accounts and this year's and next year's books; gives the category that goods are accounted in."""
    from trytond.modules.account.tests.tools import create_chart, create_fiscalyear, get_accounts
    from trytond.modules.account_invoice.tests.tools import set_fiscalyear_invoice_sequences

    create_chart(company)
    today = datetime.date.today()
    for year in (today.year, today.year + 1):
        period = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        set_fiscalyear_invoice_sequences(create_fiscalyear(company, period)).click("create_period")
    accounts = get_accounts(company)
    category = Model.get("product.category")(name="Goods", accounting=True)
    category.account_revenue = accounts["revenue"]
    category.account_expense = accounts["expense"]
    category.save()
    return category


def make_countries(Model):
    Country, Region = Model.get("country.country"), Model.get("country.subdivision")
    countries = {}
    for code, name in COUNTRIES.items():
        countries[code] = Country(name=name, code=code)
        countries[code].save()
    for code, region, name, kind in REGIONS:
        Region(country=countries[code], code=region, name=name, type=kind).save()


def make_products(Model, session, category):
    """Goods, and services for the rest; written by 25, because a thousand calls take minutes and SQLite parses no statement for more."""
    unit, = Model.get("product.uom").find([("symbol", "=", "u")])

    def template(code, kind):
        return {
            "name": code, "type": kind, "salable": True, "default_uom": unit.id, "sale_uom": unit.id,
            "account_category": category.id, "list_price": Decimal(0),
            "products": [("create", [{"suffix_code": code}])],
        }

    templates = [template(sku, "goods") for sku in SKUS] + [template(code, "service") for code in SERVICES]
    for start in range(0, len(templates), 25):
        Model.get("product.template")._proxy.create(templates[start:start + 25], session.context)


def make_shops(Model, company, currency):
    """A web shop makes an order's own id unique among the sales of its shop."""
    guest = Model.get("party.party")(name="Guest")
    guest.save()
    for name in SHOPS:
        Model.get("web.shop")(name=name, company=company, currency=currency, guest_party=guest).save()


def make_user(Model, company):
    User, Group = Model.get("res.user"), Model.get("res.group")
    user = User(name="Order gateway", login="gateway")
    user.companies.append(Model.get("company.company")(company.id))
    user.company = Model.get("company.company")(company.id)
    user.groups.extend(Group.find([("name", "in", GROUPS)]))
    user.save()
    access = Model.get("res.user.application")(user=user, application="rest")
    access.save()
    if access.state != "validated":
        access.click("validate_")
    return access.key


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: merchant.py CONFIGURATION DATABASE OUTPUT")
    main(*sys.argv[1:])
