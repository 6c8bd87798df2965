# Whether the refund is noted at the sale already.

def is_noted: "Refund \(.fact.data.refund.id):" as $mark | any(.answer.body[]; .message | startswith($mark));

if .answer.status != 200 then {}
elif .step == "find" then {outcome: (if is_noted then "happened" else "did_not_happen" end)}
elif is_noted then {outcome: "done"}
else {remember: true} end
