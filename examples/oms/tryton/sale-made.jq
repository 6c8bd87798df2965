# The draft's id, when its total is the order's.
#
# A refusal may mean that the sale is there already ("The web ID on the sale must be unique per shop"); what it says
# depends on the language, so the next step looks.

def trimmed: if contains(".") then until(endswith("0") | not; .[:-1]) | rtrimstr(".") else . end;

if .answer.status == 400 and (.answer.body | type) == "object" then
  {outcome: "confirmed", remember: {refusal: .answer.body.message}}
elif .answer.status != 200 then {}
else
  (if (.answer.body | type) == "array" then .answer.body[0] else .answer.body end) as $sale
  | if $sale == null then
      {outcome: "rejected", reason: {code: "oms.refused", message: .remembered.sale.refusal}}
    elif ($sale.total_amount.decimal | trimmed) != .remembered.products.total then
      {outcome: "rejected", reason: {code: "oms.total-differs",
        message: "sale \($sale.id) in Tryton comes to \($sale.total_amount.decimal), the order to \(.remembered.products.total); it stays a draft"}}
    else {remember: {id: $sale.id, number: $sale.number, state: $sale.state}} end
end
