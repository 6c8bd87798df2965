# After a call without an answer: whether the order is among the latest of the shop.

first(.order.references[] | select(.kind == "order")) as $reference
| "\($reference.system)/\($reference.value)" as $mark
| ([.answer.body[] | select(any(.meta_data[]?; .key == "_crossdock_order" and .value == $mark))] | first) as $found
| if $found != null then
    {outcome: "did_not_happen", remember: {id: $found.id, number: $found.number, status: $found.status}}
  elif (.answer.body | length) >= 100 then {outcome: "unclear"}
  else {outcome: "did_not_happen"} end
