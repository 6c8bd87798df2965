# The order's number, when the shop comes to the order's own total.

def trimmed: if contains(".") then until(endswith("0") | not; .[:-1]) | rtrimstr(".") else . end;

.answer.body.order as $made
| if .answer.status != 200 then {}
  elif ($made.total_price | trimmed) != .remembered.variants.total then
    {outcome: "rejected", reason: {code: "oms.total-differs",
      message: "order \($made.name) in Shopify comes to \($made.total_price), not to \(.remembered.variants.total)"}}
  else {accepted: {orderId: ($made.id | tostring), orderNumber: $made.name}} end
