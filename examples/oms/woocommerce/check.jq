# Whether the shop comes to the order's own total. If not, the order stays there as it is, for a person.

def trimmed: if contains(".") then until(endswith("0") | not; .[:-1]) | rtrimstr(".") else . end;

.answer.body as $made
| if .answer.status != 200 or ($made.total | trimmed) == .remembered.products.total then {}
  else
    {outcome: "rejected", reason: {code: "oms.total-differs",
      message: "order \($made.number) in WooCommerce comes to \($made.total), not to \(.remembered.products.total); it stays \($made.status)"}}
  end
