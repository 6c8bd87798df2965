# The order as WooCommerce takes it, pending until its total is seen to be right.

def address:
  (.address // {}) as $a
  | {first_name: (.firstName // ""), last_name: (.lastName // ""), company: (.company // ""),
     address_1: (($a.lines // [])[0] // ""), address_2: ((($a.lines // [])[1:]) | join(", ")),
     city: ($a.city // ""), state: ($a.region // ""), postcode: ($a.postalCode // ""), country: ($a.country // "")};

def fees: .[] | select(.kind != "goods" and (.kind != "shipping" or .is_negative)) | {name: .description, total: .amount, tax_status: "none"};

first(.order.references[] | select(.kind == "order")) as $reference
| (.order.parties // {}) as $parties
| ($parties.shipTo // $parties.buyer // {}) as $recipient
| ($parties.billTo // $recipient) as $payer
| ($parties.buyer // $payer) as $buyer
| (if .config.deliver_to == "hub" and $parties.hub != null then $parties.hub else $recipient end) as $receiver
| .remembered.products as $plan
| {status: "pending", currency: $plan.currency, prices_include_tax: $plan.includes_tax,
   payment_method: "crossdock", payment_method_title: "Paid at \($reference.system)", transaction_id: $reference.value,
   customer_note: ([(.order.notes // [])[] | .text] | join("\n")),
   billing: ($payer | address + {email: ($buyer.email // ""), phone: (($buyer.phones // [])[0] // "")}),
   shipping: ($receiver | address),
   meta_data: [{key: "_crossdock_order", value: "\($reference.system)/\($reference.value)"}],
   line_items: [$plan.entries[] | select(.kind == "goods")
     | .product + {name: .description, quantity: {"@number": .quantity}, subtotal: .amount, total: .amount,
         meta_data: [{key: "_crossdock_line", value: .note}]}],
   shipping_lines: [$plan.entries[] | select(.kind == "shipping" and (.is_negative | not))
     | {method_id: "crossdock", method_title: .description, total: .amount}],
   # Discounts are fees below zero: a coupon would be calculated anew.
   fee_lines: [$plan.entries | fees]}
