# What a changed order of the shop means. What the gateway itself has cancelled is no news.

def text_of($key): [.meta_data[]? | select(.key == $key) | .value] | first;

.body as $order
| if ($order | type) != "object" or ($order | text_of("_crossdock_order")) == null then []
  else
    {kind: "order", value: ($order.id | tostring)} as $reference
    | if $order.status == "cancelled" and ($order | text_of("_crossdock_cancelled")) == null then
        [{type: "order.cancelled", data: {reference: $reference, cancellation: {reason: "cancelled in the shop"}}}]
      elif $order.status == "completed" then
        [{type: "shipment.dispatched", data: {reference: $reference, shipment: {id: ($order.id | tostring),
          parcels: [{lines: [$order.line_items[] | {line: text_of("_crossdock_line"), quantity: (.quantity | tostring)}]}]}}}]
      else [] end
  end
