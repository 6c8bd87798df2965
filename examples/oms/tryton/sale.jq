# The sale, still a draft: its lines are what the step `products` planned.

([.remembered.party, .remembered.party_found] | map(select(.id != null)) | first) as $party
| first(.fact.data.references[] | select(.kind == "order")) as $reference
| ([(.order.notes // [])[] | .text] + [(.order.lines // [])[] | select(.giftMessage != null) | "\(.sku): \(.giftMessage)"]) as $notes
| {party: $party.id, invoice_address: $party.invoice, shipment_address: $party.delivery,
   web_shop: .remembered.shop.id, web_id: $reference.value, reference: $reference.value,
   currency: .remembered.currency.id,
   # Shipping is a line of the order; Tryton must not add its own.
   shipment_cost_method: null,
   comment: ($notes | join("\n")),
   lines: [["create", [.remembered.products.lines[]
     | {product, unit, quantity: {"@number": .quantity}, unit_price, description, note}]]]}
