# Reads the products that Tryton found, and turns the order's amounts into the lines of a sale.
#
# Each amount becomes a line of its own, so that nothing is divided and the sale's total is the order's to the last
# digit. Amounts are texts, calculated with exactly.

# Without zeros at the end: an amount has one spelling then, and room for its digits.
def trimmed: money | if contains(".") then until(endswith("0") | not; .[:-1]) | rtrimstr(".") else . end;
def negative: minus("0"; .);
def is_zero: trimmed | . == "0" or . == "-0";
def sum(parts): [parts] | total;
def amount_in($role): if . == null or .[$role] == null then null else .[$role].amount | trimmed end;
def called: [.title, .code, .kind] | map(select(. != null and . != "")) | first;
def counted($kinds): (.components // [])[] | . as $c | select(($c.isIncluded | not) and any($kinds[]; . == $c.kind));
def entry($sku; $price; $description):
  {sku: $sku, quantity: "1", price: $price, description: $description, note: null};

def discounts($role; $sku; $of):
  counted(["discount"]) | (.amounts | amount_in($role)) as $amount | select($amount != null)
  | entry($sku; $amount | negative; called + $of);

# The goods at their price, each discount below them.
def goods($role; $config):
  . as $line
  | (.unitPrice | amount_in($role)) as $unit
  | (.discountedPrice | amount_in($role)) as $discounted
  | if $unit == null and $discounted == null
      and ([.unitPrice, .discountedPrice, .total] | map(values | length) | add // 0) > 0
    then error("line \(.id) has no price in the \($role)'s currency") else . end
  | {sku, quantity, price: ($unit // $discounted // "0"), description: (.name // .sku), note: .id},
    (select($unit != null) | discounts($role; $config.sku_discount; " (\($line.sku))"));

# A charge whose price less its discounts is not its discounted price is taken at the discounted price.
def charge($role; $config):
  (if .kind == "shipping" then $config.sku_shipping else $config.sku_fee end) as $sku
  | ([.carrier, .service, .method] | map(select(. != null and . != "")) | join(" ")) as $way
  | (if $way == "" then .kind else $way end) as $description
  | (.price | amount_in($role)) as $price
  | (.discountedPrice | amount_in($role)) as $discounted
  | [discounts($role; $config.sku_discount; "")] as $less
  | if $price == null and $discounted == null then
      if ([.price, .discountedPrice] | map(values | length) | add // 0) > 0
      then error("a charge has no price in the \($role)'s currency") else empty end
    elif $price != null
      and ($discounted == null or (minus(sum($price, $less[].price); $discounted) | is_zero))
    then entry($sku; $price; $description), $less[]
    else entry($sku; $discounted; $description) end;

# Taxes, duties and fees that come on top of the prices: one line for each kind and name.
def levies($role; $config):
  [(., (.lines // [])[], (.charges // [])[]) | counted(["tax", "duty", "fee"])
    | {kind, name: called, amount: (.amounts | amount_in($role))} | select(.amount != null)]
  | group_by([.kind, .name])[]
  | entry($config["sku_" + .[0].kind]; sum(.[].amount); .[0].name);

# What the order calls the part of its total that no line has.
def names($role):
  (., (.lines // [])[], (.charges // [])[] | (.components // [])[]
    | select(.kind == "rounding" and .amounts[$role] != null) | called),
  ((.totals.differences // [])[] | select(.role == $role) | .reason);

# Half to even, as Tryton rounds the amount of a line.
def rounded($digits):
  scaled($digits) as $away
  | minus($away; .) as $step
  | (if $digits == 0 then "1" else "0." + "0" * ($digits - 1) + "1" end) as $unit
  | (if $away | startswith("-") then negative else . end | times($step; "2") | trimmed | ltrimstr("-")) as $twice
  | if $twice == ($unit | trimmed) and ($away[-1:] | tonumber) % 2 == 1
    then (if $away | startswith("-") then plus($away; $unit) else minus($away; $unit) end) else $away end;

def plan:
  .order as $order | .config as $config | .remembered.currency as $currency | $currency.role as $role
  | (reduce .answer.body[] as $p ({}; .[$p.code] = {product: $p.id, unit: $p.sale_uom.id})) as $products
  | [($order.lines // [])[] | goods($role; $config)]
    + [($order.charges // [])[] | charge($role; $config)]
    + [$order | discounts($role; $config.sku_discount; "")]
    + [$order | levies($role; $config)]
  # Nothing is sold for nothing, but goods.
  | map(select(.note != null or (.price | is_zero | not)))
  | map(.price as $price | ($price | scaled(4) | trimmed) as $taken
      | (times(.quantity; $taken) | trimmed) as $exact | ($exact | rounded($currency.digits)) as $amount
      | .price = $taken | .amount = $amount
      | .named = [select(minus($price; $taken) | is_zero | not) | "a price of more than 4 decimals"]
          + [select(minus($exact; $amount) | is_zero | not) | "amounts of lines are rounded"])
  | . as $lines
  | (($order.totals.stated.grand[$role] // $order.totals.computed.grand[$role]).amount | trimmed) as $total
  | (minus($total; sum($lines[].amount)) | trimmed) as $difference
  | ([$order | names($role)] + [$lines[].named[]] | unique) as $names
  | if $difference | is_zero then $lines
    elif $names == [] then error("\($difference) of the order's total \($total) belongs to nothing")
    else $lines + [entry($config.sku_rounding; $difference; $names | join("; "))] end
  | . as $lines
  | ([$lines[].sku | select(. == null or $products[.] == null)] | unique) as $unknown
  | if $unknown != [] then
      {outcome: "rejected", reason: {code: "oms.unknown-sku",
        message: "Tryton has no product with the code \($unknown | map(. // "(none)") | join(", "))"}}
    else
      {remember: {total: $total, lines: [$lines[]
        | {quantity, unit_price: .price, description, note} + $products[.sku]]}}
    end;

if .answer.status != 200 then {}
else try plan catch {outcome: "rejected", reason: {code: "oms.amounts", message: .}} end
