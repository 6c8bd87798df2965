# How far a step brought the sale. A refusal may mean that it is further already; the last step looks.

if .answer.status == 400 and (.answer.body | type) == "object" then
  {outcome: "confirmed", remember: {refusal: .answer.body.message}}
elif .answer.status != 200 then {}
else {remember: {id: .answer.body.id, number: .answer.body.number, state: .answer.body.state}} end
