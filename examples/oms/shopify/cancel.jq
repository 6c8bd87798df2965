# Whether the order can still be cancelled; as a look-up, whether it is.

(.step == "find") as $is_look_up
| .answer.body.order as $order
| if .answer.status != 200 then {}
  elif $order.cancelled_at != null then {outcome: (if $is_look_up then "happened" else "done" end)}
  elif $order.fulfillment_status != null then
    {outcome: (if $is_look_up then "unclear" else "rejected" end),
     reason: {code: "oms.too-late", message: "order \($order.name) is \($order.fulfillment_status) in Shopify"}}
  else
    {remember: {id: $order.id, tags: ($order.tags // "")}}
    + (if $is_look_up then {outcome: "did_not_happen"} else {} end)
  end
