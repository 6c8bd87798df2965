# The sale as it stands now, when its total is the order's. If not, it stays as it is, for a person.

def trimmed: if contains(".") then until(endswith("0") | not; .[:-1]) | rtrimstr(".") else . end;

if .answer.status != 200 then {}
else
  .answer.body[0] as $sale
  | if $sale == null then
      {outcome: "rejected", reason: {code: "oms.refused", message: (.remembered.sale.refusal // "the sale is gone")}}
    elif ($sale.total_amount.decimal | trimmed) != .remembered.products.total then
      {outcome: "rejected", reason: {code: "oms.total-differs",
        message: "sale \($sale.number // $sale.id) in Tryton comes to \($sale.total_amount.decimal), the order to \(.remembered.products.total); it stays in state \($sale.state)"}}
    else {remember: {id: $sale.id, number: $sale.number, state: $sale.state}} end
end
