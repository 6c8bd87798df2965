# What can be done about the order's sale: one that Tryton works on can be stopped as long as nothing was picked.
# As a look-up, after a call without an answer, the same says whether that call did it.

def rejected($code; $message): {outcome: "rejected", reason: {code: $code, message: $message}};

def reading:
  .answer.body[0] as $sale
  | ($sale.number // $sale.id) as $name
  | [($sale.shipments // [])[] | select(.state != "cancelled")] as $shipments
  | [($sale.invoices // [])[] | select(.state != "cancelled")] as $invoices
  | if $sale == null then
      {outcome: "done",
       warnings: [{code: "oms.no-sale", message: "Tryton has no sale for this order; there was nothing to cancel"}]}
    elif $sale.state == "cancelled" then {outcome: "done"}
    elif $sale.state == "draft" or $sale.state == "quotation" or $sale.state == "confirmed" then
      {remember: {id: $sale.id, state: $sale.state}}
    elif $sale.state == "done" then
      rejected("oms.too-late"; "sale \($name) is done in Tryton: the goods can only come back as a return")
    elif any($shipments[]; .state != "draft" and .state != "waiting" and .state != "assigned") then
      rejected("oms.too-late";
        "sale \($name) is on its way: \([$shipments[] | "shipment \(.number) is \(.state)"] | join(", "))")
    elif any($invoices[]; .state != "draft") then
      rejected("oms.too-late";
        "sale \($name) is invoiced: \([$invoices[] | "invoice \(.number // .id) is \(.state)"] | join(", "))")
    elif ($shipments | length) > 1 or ($invoices | length) > 1 then
      rejected("oms.too-late"; "sale \($name) has several shipments or invoices; cancel them in Tryton")
    else
      {remember: {id: $sale.id, number: $name, state: $sale.state,
        shipment: $shipments[0].id, invoice: $invoices[0].id}}
    end;

if .answer.status != 200 then {}
elif .step != "find" then reading
else
  reading
  | if .outcome == "done" then .outcome = "happened"
    elif .outcome == "rejected" then .outcome = "unclear"
    else .outcome = "did_not_happen" end
end
