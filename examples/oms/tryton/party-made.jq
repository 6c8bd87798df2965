# The customer's id and addresses. That the code is taken means that an earlier attempt made the customer.

def place: .address | {firstName, lastName, lines, city, region, postalCode, country};

(.order.parties // {}) as $parties
| ($parties.shipTo // {}) as $recipient
| ($parties.billTo // $recipient) as $payer
| (if .config.deliver_to == "hub" and $parties.hub != null then $parties.hub else $recipient end) as $receiver
| if .answer.status == 400 and (.answer.body | type) == "object" then {outcome: "confirmed", remember: {refusal: .answer.body.message}}
  elif .answer.status != 200 then {}
  else
    (if (.answer.body | type) == "array" then .answer.body[0] else .answer.body end) as $party
    | if $party == null then
        {outcome: "rejected", reason: {code: "oms.party", message: .remembered.party.refusal}}
      else
        ([$party.addresses[].id] | sort) as $ids
        | {remember: {id: $party.id, delivery: $ids[0],
            invoice: (if ($payer | place) == ($receiver | place) then $ids[0] else $ids[1] end)}}
      end
  end
