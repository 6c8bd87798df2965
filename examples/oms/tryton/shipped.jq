# A shipment that left becomes shipment.dispatched for each sale in it. Its lines are named by the gateway's line ids, which
# the lines of the sale keep as their notes.

def two: tostring | "0" * (2 - length) + .;
def instant: "\(.year)-\(.month | two)-\(.day | two)T\(.hour | two):\(.minute | two):\(.second | two)Z";

.item as $shipment
| [$shipment.outgoing_moves[] | select(.sale.web_id != null)]
| group_by(.sale.id)
| map(
    .[0].sale as $sale
    | (reduce $sale.lines[] as $line ({}; .["sale.line,\($line.id)"] = $line.note)) as $notes
    | {type: "shipment.dispatched",
       time: ($shipment.write_date | instant),
       data: {
         reference: {kind: "order", value: ($sale.id | tostring)},
         shipment: (
           {id: $shipment.number}
           + ($shipment.carrier.party.name | if . == null then {} else {carrier: .} end)
           # The warehouse notes the carrier's number as the shipment's reference.
           + ($shipment.reference | if . == null or . == "" then {} else {trackingNumber: .} end)
           + {parcels: [
               {id: $shipment.number}
               + ($shipment.reference | if . == null or . == "" then {} else {trackingNumber: .} end)
               # Tryton writes a whole quantity as 2.0.
               + {lines: [.[] | {quantity: (.quantity | tostring | sub("[.]0+$"; ""))}
                   + ($notes[.origin // ""] as $id | if $id != null then {line: $id} else {sku: .product.code} end)]}]})}})
