"""Gives the gateway something to show and to decide, and prints the client's configuration with the ids of it."""

import json
import os
import sys
import time
import urllib.error
import urllib.request

BASE = f"http://127.0.0.1:{os.environ['API_PORT']}"
ORDERS = 6


def call(method, path, body=None):
    headers = {"authorization": f"Bearer {os.environ['CROSSDOCK_API_TOKEN']}"}
    if body is not None:
        headers["content-type"] = "application/json"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(BASE + path, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as problem:
        return problem.code, json.load(problem)


def wait_until(what, condition):
    for _ in range(200):
        try:
            found = condition()
        except OSError:
            found = None
        if found:
            return found
        time.sleep(0.1)
    sys.exit(f"{what} did not happen within 20 s")


def event(number, kind="order.ready", **content):
    return {
        "specversion": "1.0", "id": f"{kind}-{number}", "source": "/adapters/shop", "type": kind, "data": content,
    }


def order(number, note):
    price = {"customer": {"amount": "19.90", "currency": "EUR"}}
    return {
        "references": [{"system": "shop", "kind": "order", "value": f"100-{number}"}],
        "lines": [{"id": "1", "sku": "S", "quantity": "2", "unitPrice": price}],
        "notes": [{"audience": "merchant", "text": note}],
    }


wait_until("the gateway's start", lambda: call("GET", "/livez")[0] == 200)
orders, facts = [], []
for number in range(ORDERS):
    status, answer = call("POST", "/v1/facts", event(number, order=order(number, "first")))
    if status != 202:
        sys.exit(f"a fact was answered {status}: {answer}")
    orders.append(answer["order"])
    facts += answer["facts"]
    # The same id with other content is kept as a conflict, which waits for a person.
    call("POST", "/v1/facts", event(number, order=order(number, "second")))
wait_until(
    "the refusal of every delivery",
    lambda: len(call("GET", "/v1/attention?limit=200")[1]["deliveries"]) == ORDERS,
)
attention = call("GET", "/v1/attention?limit=200")[1]
ids = {
    "orders": orders + [f"100-{number}" for number in range(ORDERS)],
    "facts": facts,
    "deliveries": [delivery["id"] for delivery in attention["deliveries"]],
    "messages": [message["id"] for message in attention["messages"]],
    "adapters": ["shop", "oms"],
    "questions": ["order.details", "refund.quote"],
    "sources": ["/adapters/shop", "/adapters/oms"],
}

print(f"hooks = {json.dumps(os.path.abspath('Scripts/api/hooks.py'))}")
print("# 422 is for what is well-formed and cannot be done here: an order or adapter that nobody knows, a used key.")
print("[checks.positive_data_acceptance]")
print('expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "422"]')
for name, values in ids.items():
    print(f"[dictionaries.{name}]")
    print(f"values = {json.dumps(values)}")
busy = '["2xx", "3xx", "401", "403", "404", "409", "422", "502", "503"]'
for path, *parameters in [
    ("/v1/orders/{name}", ("path.name", "orders")),
    ("/v1/orders/{name}/timeline", ("path.name", "orders")),
    ("/v1/orders/{name}/deliveries", ("path.name", "orders")),
    ("/v1/orders/{name}/documents", ("path.name", "orders")),
    ("/v1/orders", ("query.name", "orders")),
    ("/v1/facts/{id}", ("path.id", "facts")),
    ("/v1/facts", ("body.source", "sources")),
    ("/v1/deliveries/{id}", ("path.id", "deliveries")),
    ("/v1/deliveries/{id}/retry", ("path.id", "deliveries")),
    ("/v1/deliveries/{id}/close", ("path.id", "deliveries")),
    ("/v1/messages/{id}", ("path.id", "messages")),
    ("/v1/messages/{id}/release", ("path.id", "messages")),
    ("/v1/messages/{id}/close", ("path.id", "messages")),
    ("/v1/adapters/{id}/poll", ("path.id", "adapters")),
    (
        "/v1/adapters/{id}/questions/{name}", ("path.id", "adapters"), ("path.name", "questions"),
        ("body.order", "orders"),
    ),
    ("/v1/adapters/{id}/operations/{name}", ("path.id", "adapters")),
]:
    print("[[operations]]")
    print(f'include-path = "{path}"')
    members = ", ".join(
        f'"{parameter}" = {{ dictionary = "{name}", probability = 0.6 }}' for parameter, name in parameters)
    print(f"parameters = {{ {members} }}")
    if "questions" in path:
        # The system behind may not answer, which is no failure of the gateway.
        print('checks.not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "502", "503"]')
        print(f"checks.positive_data_acceptance.expected-statuses = {busy}")
