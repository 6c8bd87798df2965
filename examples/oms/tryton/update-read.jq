# Whether the order's sale can still take other lines: until Tryton works on it. The same is the look-up.

def rejected($message): {outcome: "rejected", reason: {code: "oms.too-late", message: $message}};

(.step == "find") as $is_look_up
| (.remembered.lines != null) as $has_new_lines
| .answer.status as $status
| .answer.body[0]? as $sale
| ($sale.number // $sale.id) as $name
| if $status != 200 then {}
  elif $sale == null then rejected("Tryton has no sale for this order")
  elif $sale.state == "draft" or $sale.state == "quotation" or $sale.state == "confirmed" then
    {remember: {id: $sale.id, state: $sale.state, lines: [$sale.lines[].id],
      # Whether it is quoted again, with the new lines.
      is_quoted: ($has_new_lines and $sale.state == "quotation")}}
  else rejected("sale \($name) is \($sale.state) in Tryton; change it there") end
| if $is_look_up | not then .
  elif $has_new_lines and ($sale.state == "confirmed" or $sale.state == "processing") then {outcome: "happened"}
  elif .remember == null then {outcome: "unclear"}
  else .outcome = "did_not_happen" end
