# Reads the products that were found, and turns the order's amounts into {kind, quantity, price, …}.
#
# Each amount becomes an entry of its own, so that nothing is divided and the sum is the order's total to the last
# digit. Amounts are texts, calculated with exactly. All but the end is the same in woocommerce and shopify.

# Without zeros at the end: an amount has one spelling then, and room for its digits.
def trimmed: money | if contains(".") then until(endswith("0") | not; .[:-1]) | rtrimstr(".") else . end;
def negative: minus("0"; .);
def is_zero: trimmed | . == "0" or . == "-0";
def sum(parts): [parts] | total;
def amount_in($role): if . == null or .[$role] == null then null else .[$role].amount | trimmed end;
def called: [.title, .code, .kind] | map(select(. != null and . != "")) | first;
def counted($kinds): (.components // [])[] | . as $c | select(($c.isIncluded | not) and any($kinds[]; . == $c.kind));
def entry($kind; $price; $description):
  {kind: $kind, sku: null, quantity: "1", price: $price, description: $description, note: null};

def discounts($role; $of):
  counted(["discount"]) | (.amounts | amount_in($role)) as $amount | select($amount != null)
  | entry("discount"; $amount | negative; called + $of);

# The goods at their price, each discount below them.
def goods($role):
  . as $line
  | (.unitPrice | amount_in($role)) as $unit
  | (.discountedPrice | amount_in($role)) as $discounted
  | if $unit == null and $discounted == null
      and ([.unitPrice, .discountedPrice, .total] | map(values | length) | add // 0) > 0
    then error("line \(.id) has no price in the \($role)'s currency") else . end
  | {kind: "goods", sku, quantity, price: ($unit // $discounted // "0"), description: (.name // .sku), note: .id},
    (select($unit != null) | discounts($role; " (\($line.sku))"));

# A charge whose price less its discounts is not its discounted price is taken at the discounted price.
def charge($role):
  (if .kind == "shipping" then "shipping" else "fee" end) as $kind
  | ([.carrier, .service, .method] | map(select(. != null and . != "")) | join(" ")) as $way
  | (if $way == "" then .kind else $way end) as $description
  | (.price | amount_in($role)) as $price
  | (.discountedPrice | amount_in($role)) as $discounted
  | [discounts($role; "")] as $less
  | if $price == null and $discounted == null then
      if ([.price, .discountedPrice] | map(values | length) | add // 0) > 0
      then error("a charge has no price in the \($role)'s currency") else empty end
    elif $price != null
      and ($discounted == null or (minus(sum($price, $less[].price); $discounted) | is_zero))
    then entry($kind; $price; $description), $less[]
    else entry($kind; $discounted; $description) end;

# Taxes, duties and fees that come on top of the prices: one entry for each kind and name.
def levies($role):
  [(., (.lines // [])[], (.charges // [])[]) | counted(["tax", "duty", "fee"])
    | {kind, name: called, amount: (.amounts | amount_in($role))} | select(.amount != null)]
  | group_by([.kind, .name])[]
  | entry(.[0].kind; sum(.[].amount); .[0].name);

# What the order calls the part of its total that no entry has.
def names($role):
  (., (.lines // [])[], (.charges // [])[] | (.components // [])[]
    | select(.kind == "rounding" and .amounts[$role] != null) | called),
  ((.totals.differences // [])[] | select(.role == $role) | .reason);

# Source: ISO 4217 (stated): the currencies whose minor unit is not a hundredth.
def digits_of($code):
  if ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"]
    | any(. == $code) then 0
  elif ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"] | any(. == $code) then 3
  else 2 end;

def plan($products):
  .order as $order
  | ([(.config.amounts | split(" "))[]
      | select($order.totals.stated.grand[.] != null or $order.totals.computed.grand[.] != null)] | first) as $role
  | if $role == null then error("the order has no total in the wanted currency") else . end
  | ($order.totals.stated.grand[$role] // $order.totals.computed.grand[$role]) as $grand
  | digits_of($grand.currency) as $digits
  | [($order.lines // [])[] | goods($role)] + [($order.charges // [])[] | charge($role)]
    + [$order | discounts($role; "")] + [$order | levies($role)]
  # Nothing is sold for nothing, but goods.
  | map(select(.kind == "goods" or (.price | is_zero | not)))
  | map(.amount = (times(.quantity; .price) | scaled($digits)))
  | . as $entries
  | ($grand.amount | trimmed) as $total
  | (minus($total; sum($entries[].amount)) | trimmed) as $difference
  | ([$order | names($role)] | unique) as $names
  | if $difference | is_zero then $entries
    elif $names == [] then error("\($difference) of the order's total \($total) belongs to nothing")
    else $entries + [entry("rounding"; $difference; $names | join("; ")) | .amount = .price] end
  | map(.is_negative = (.price | startswith("-")))
  | . as $entries
  | ([$entries[] | select(.kind == "goods") | .sku | select(. == null or $products[.] == null)] | unique) as $unknown
  | if $unknown != [] then
      {outcome: "rejected", reason: {code: "oms.unknown-sku",
        message: "there is no product with the SKU \($unknown | map(. // "(none)") | join(", "))"}}
    else
      {remember: {total: $total, currency: $grand.currency, includes_tax: ($order.commercial.taxIncluded == true),
        discount: (sum($entries[] | select(.is_negative) | .amount) | negative | trimmed),
        entries: [$entries[] | . + {product: $products[.sku // ""]}]}}
    end;

# Source: Shopify GraphQL Admin API, productVariants (stated); legacyResourceId is the id that the REST API knows.
(reduce .answer.body.data.productVariants.nodes[]? as $variant ({};
  .[$variant.sku] = {variant_id: ($variant.legacyResourceId | tonumber)})) as $products
| if .answer.status != 200 then {}
  # GraphQL says with 200 that it has no time now.
  elif .answer.body.errors != null then
    {outcome: "retry", reason: {code: "oms.graphql", message: (.answer.body.errors[0].message? // "the query failed")}}
  else try plan($products) catch {outcome: "rejected", reason: {code: "oms.amounts", message: .}} end
