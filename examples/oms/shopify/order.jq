# The order as Shopify takes it. What is no product of the shop becomes an item of its own; discounts are one sum, because
# an order takes one.

def address:
  (.address // {}) as $a
  | {first_name: (.firstName // ""), last_name: (.lastName // ""), company: .company,
     address1: (($a.lines // [])[0] // ""), address2: ((($a.lines // [])[1:]) | join(", ")),
     city: $a.city, province_code: $a.region, zip: $a.postalCode, country_code: $a.country,
     phone: ((.phones // [])[0] // $a.phone)};

first(.order.references[] | select(.kind == "order")) as $reference
| (.order.parties // {}) as $parties
| ($parties.shipTo // $parties.buyer // {}) as $recipient
| ($parties.billTo // $recipient) as $payer
| ($parties.buyer // $payer) as $buyer
| (if .config.deliver_to == "hub" and $parties.hub != null then $parties.hub else $recipient end) as $receiver
| .remembered.variants as $plan
| {order: ({
    currency: $plan.currency, financial_status: "paid", taxes_included: $plan.includes_tax,
    source_identifier: "\($reference.system)/\($reference.value)",
    tags: $reference.system, note: ([(.order.notes // [])[] | .text] | join("\n")),
    send_receipt: false, send_fulfillment_receipt: false, inventory_behaviour: "decrement_ignoring_policy",
    email: $buyer.email, billing_address: ($payer | address), shipping_address: ($receiver | address),
    line_items: [$plan.entries[]
      | if .kind == "goods" then
          .product + {title: .description, sku, quantity: {"@number": .quantity}, price, taxable: false,
            properties: [{name: "_crossdock_line", value: .note}]}
        elif .kind != "shipping" and (.is_negative | not) then
          {title: .description, quantity: 1, price, taxable: false, requires_shipping: false}
        else empty end],
    shipping_lines: [$plan.entries[] | select(.kind == "shipping" and (.is_negative | not))
      | {title: .description, code: .description, price}]}
  + (if $plan.discount == "0" then {} else
      {discount_codes: [{code: ([$plan.entries[] | select(.is_negative) | .description] | unique | join(", ") | .[:255]),
        amount: $plan.discount, type: "fixed_amount"}]} end))}
