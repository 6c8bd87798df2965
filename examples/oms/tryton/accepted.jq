# The sale as it stands after all steps: its number is the merchant's acceptance.

(.fact.type == "order.received") as $is_announced
| .answer.body as $sale
| if .answer.status != 200 then {}
  elif $sale.number != null and ($sale.state == "confirmed" or $sale.state == "processing" or $sale.state == "done"
    or ($is_announced and $sale.state == "quotation"))
  then
    {accepted: {orderId: ($sale.id | tostring), orderNumber: $sale.number}}
  else
    {outcome: "rejected", reason: {code: "oms.sale-stays",
      message: "sale \($sale.number // $sale.id) stays in state \($sale.state): \(
        [.remembered.confirm.refusal, .remembered.quote.refusal] | map(select(. != null)) | first // "no reason was given"); settle it there, then retry"}}
  end
