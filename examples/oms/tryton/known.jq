# Whether Tryton has a sale for the order already, and how far it is.
#
# A sale that is to be confirmed goes on with the steps that are left; one that Tryton works on is accepted as it is.

(.fact.type == "order.received") as $is_announced
| .answer.body[0] as $sale
| if .answer.status != 200 then {}
  elif $sale == null then {remember: {}}
  elif $sale.state == "cancelled" then
    {outcome: "rejected", reason: {code: "oms.sale-cancelled",
      message: "sale \($sale.number // $sale.id) of this order is cancelled in Tryton; set it to draft there to go on"}}
  elif $sale.state == "draft" or ($sale.state == "quotation" and ($is_announced | not)) then
    {remember: {id: $sale.id, number: $sale.number, state: $sale.state}}
  else
    {outcome: "done", accepted: {orderId: ($sale.id | tostring), orderNumber: $sale.number}}
  end
