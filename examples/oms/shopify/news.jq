# What the shop tells: a fulfillment is a parcel, a cancellation one unless the gateway has cancelled it. Orders of other
# channels are no news.

def line_id: [.properties[]? | select(.name == "_crossdock_line") | .value] | first;
def line: (line_id as $id | if $id != null then {line: $id} else {sku} end) + {quantity: (.quantity | tostring)};

.headers["x-shopify-topic"] as $topic
| .body as $body
| if any($body.line_items[]?; line_id != null) | not then []
  elif $topic == "fulfillments/create" then
    [{type: "shipment.dispatched", data: {
      reference: {kind: "order", value: ($body.order_id | tostring)},
      shipment: (({id: ($body.id | tostring), carrier: $body.tracking_company, trackingNumber: $body.tracking_number,
        trackingUrl: $body.tracking_url} | with_entries(select(.value != null)))
        + {parcels: [
            (if $body.tracking_number == null then {} else {trackingNumber: $body.tracking_number} end)
            # The gateway's own items for duties and fees are no goods.
            + {lines: [$body.line_items[] | select(.sku != null and .sku != "") | line]}]})}}]
  elif $topic == "orders/cancelled" and (($body.tags // "") | split(", ") | any(. == "cancelled-at-origin") | not) then
    [{type: "order.cancelled", data: {
      reference: {kind: "order", value: ($body.id | tostring)}, cancellation: {reason: ($body.cancel_reason // "other")}}}]
  else [] end
