# The currency that the sale is booked in: of the first wanted role in which the order has a total.

.order as $order
| ([(.config.amounts | split(" "))[]
    | select($order.totals.stated.grand[.] != null or $order.totals.computed.grand[.] != null)] | first) as $role
| ((.config.amounts | split(" "))[0]) as $wanted
| ($order.totals.stated.grand[$role // ""] // $order.totals.computed.grand[$role // ""] // {}).currency as $code
| ([.answer.body[]? | select(.code == $code)] | first) as $currency
| if .answer.status != 200 then {}
  elif $role == null then
    {outcome: "rejected", reason: {code: "oms.amounts", message: "the order has no total in the \($wanted)'s currency"}}
  elif $currency == null then
    {outcome: "rejected", reason: {code: "oms.unknown-currency", message: "Tryton has no currency \($code)"}}
  else
    {remember: {id: $currency.id, digits: $currency.digits, role: $role},
     warnings: (if $role == $wanted then [] else
       [{code: "oms.other-currency", message: "booked in \($code): not all amounts are known in the \($wanted)'s currency"}]
       end)}
  end
