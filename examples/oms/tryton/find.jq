# After a call without an answer: what Tryton says of the order's sale now.

(.fact.type == "order.received") as $is_announced
| .answer.body[0] as $sale
| if $sale == null then {outcome: "did_not_happen"}
  elif $sale.state == "cancelled" then {outcome: "unclear"}
  elif $sale.state == "draft" or ($sale.state == "quotation" and ($is_announced | not)) then
    {outcome: "did_not_happen", remember: {id: $sale.id, number: $sale.number, state: $sale.state}}
  else {outcome: "happened", accepted: {orderId: ($sale.id | tostring), orderNumber: $sale.number}} end
