# The customer with the addresses that the order names: where the parcels go, who pays, and the recipient behind a hub.
#
# The party's code is the order's own id, so that Tryton itself refuses to make the same customer twice.

def person:
  ([.firstName, .lastName] | map(select(. != null and . != "")) | join(" ")) as $name
  | if $name == "" then .company // "" else $name end;

def place: .address | {firstName, lastName, lines, city, region, postalCode, country};

def address($countries):
  .address as $a
  | ($countries[$a.country // ""] // {}) as $country
  | (if ($a.region // "") == "" then null
     else $country.regions["\($a.country)-\($a.region)"] // $country.regions[$a.region] end) as $region
  | {party_name: person,
     street_unstructured: ([$a.company, ($a.lines // [])[]] | map(select(. != null and . != "")) | join("\n")),
     # A region that Tryton does not know stands beside the city.
     city: ([$a.city, (select($region == null) | $a.region)] | map(select(. != null and . != "")) | join(", ")),
     postal_code: $a.postalCode, country: $country.id, subdivision: $region};

.remembered.countries as $countries
| (.order.parties // {}) as $parties
| ($parties.shipTo // {}) as $recipient
| ($parties.billTo // $recipient) as $payer
| (if .config.deliver_to == "hub" and $parties.hub != null then $parties.hub else $recipient end) as $receiver
| ($parties.buyer // $payer) as $buyer
| first(.fact.data.references[] | select(.kind == "order")) as $reference
| {name: (([$buyer, $payer, $recipient | person | select(. != "")] | first) // "Order \($reference.value)"),
   code: "\($reference.system)/\($reference.value)",
   addresses: [["create", [
     $receiver,
     ($payer | select(place != ($receiver | place))),
     ($recipient | select(place != ($receiver | place) and place != ($payer | place)))
     | select(.address != null) | address($countries)]]],
   contact_mechanisms: [["create", [
     ($buyer.email | select(. != null and . != "") | {type: "email", value: .}),
     (($buyer.phones // [])[0] | select(. != null and . != "") | {type: "phone", value: .})]]]}
