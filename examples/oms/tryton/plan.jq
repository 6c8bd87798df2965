# Reads the products that Tryton found, and turns the order's amounts into the lines of a sale.
#
# Each amount becomes a line of its own, so that nothing is divided and the sale's total is the order's to the last
# digit. Decimals are {n: whole number, s: digits after the point}; jq counts whole numbers exactly up to 15 digits.

def whole: if fabs > 999999999999999 then error("an amount has more than 15 digits") else . end;

def decimal:
  . as $text
  | (if startswith("-") then [-1, .[1:]] else [1, .] end) as [$sign, $digits]
  | ($digits | split(".")) as $parts
  | (($parts[1] // "") | until(endswith("0") | not; .[:-1])) as $fraction
  | ($parts[0] + $fraction) as $all
  | if ($all | length) == 0 or ($all | explode | all(. >= 48 and . <= 57) | not)
    then error("\($text) is no decimal number")
    else {n: ($sign * ($all | tonumber) | whole), s: ($fraction | length)} end;

def at($digits): (.n * pow(10; $digits - .s)) | whole;
def plus($other): ([.s, $other.s] | max) as $s
  | . as $one | {n: (($one | at($s)) + ($other | at($s)) | whole), s: $s};
def minus($other): plus($other | .n = 0 - .n);
def times($other): {n: (.n * $other.n | whole), s: (.s + $other.s)};

# Half to even, as Tryton rounds the amount of a line.
def rounded($digits):
  if .s <= $digits then . else
    pow(10; .s - $digits) as $step
    | (if .n < 0 then -1 else 1 end) as $sign
    | (.n | fabs) as $n
    | ($n % $step) as $rest
    | (($n - $rest) / $step) as $floor
    | (if $rest * 2 > $step or ($rest * 2 == $step and $floor % 2 == 1) then $floor + 1 else $floor end) as $count
    | {n: ($sign * $count), s: $digits}
  end;

def text:
  (if .n < 0 then "-" else "" end) as $sign
  | .s as $s
  | (.n | fabs | tostring) as $n
  | (if ($n | length) > $s then $n else "0" * ($s + 1 - ($n | length)) + $n end) as $padded
  | $sign + (if $s == 0 then $padded else $padded[:-$s] + "." + $padded[-$s:] end);

def sum(parts): reduce parts as $part ({n: 0, s: 0}; plus($part));
def in_currency_of($role): if . == null then null else .[$role] | if . == null then null else .amount | decimal end end;
def called: [.title, .code, .kind] | map(select(. != null and . != "")) | first;
def counted($kinds): (.components // [])[] | . as $c | select(($c.isIncluded | not) and any($kinds[]; . == $c.kind));
def entry($sku; $amount; $description):
  {sku: $sku, quantity: "1", price: $amount, description: $description, note: null};

def discounts($role; $sku; $of):
  counted(["discount"]) | (.amounts | in_currency_of($role)) as $amount | select($amount != null)
  | entry($sku; $amount | .n = 0 - .n; called + $of);

# The goods at their price, each discount below them.
def goods($role; $config):
  . as $line
  | (.unitPrice | in_currency_of($role)) as $unit
  | (.discountedPrice | in_currency_of($role)) as $discounted
  | if $unit == null and $discounted == null and ([.unitPrice, .discountedPrice, .total] | map(values | length) | add // 0) > 0
    then error("line \(.id) has no price in the \($role)'s currency") else . end
  | {sku, quantity, price: ($unit // $discounted // {n: 0, s: 0}), description: (.name // .sku), note: .id},
    (select($unit != null) | discounts($role; $config.sku_discount; " (\($line.sku))"));

# A charge whose price less its discounts is not its discounted price is taken at the discounted price.
def charge($role; $config):
  (if .kind == "shipping" then $config.sku_shipping else $config.sku_fee end) as $sku
  | ([.carrier, .service, .method] | map(select(. != null and . != "")) | join(" ")) as $way
  | (if $way == "" then .kind else $way end) as $description
  | (.price | in_currency_of($role)) as $price
  | (.discountedPrice | in_currency_of($role)) as $discounted
  | [discounts($role; $config.sku_discount; "")] as $less
  | if $price == null and $discounted == null then
      if ([.price, .discountedPrice] | map(values | length) | add // 0) > 0
      then error("a charge has no price in the \($role)'s currency") else empty end
    elif $price != null and ($discounted == null or ($price | plus(sum($less[].price)) | minus($discounted) | .n == 0))
    then entry($sku; $price; $description), $less[]
    else entry($sku; $discounted; $description) end;

# Taxes, duties and fees that come on top of the prices: one line for each kind and name.
def levies($role; $config):
  [(., (.lines // [])[], (.charges // [])[]) | counted(["tax", "duty", "fee"])
    | {kind, name: called, amount: (.amounts | in_currency_of($role))} | select(.amount != null)]
  | group_by([.kind, .name])[]
  | entry($config["sku_" + .[0].kind]; sum(.[].amount); .[0].name);

# What the order calls the part of its total that no line has.
def names($role):
  (., (.lines // [])[], (.charges // [])[] | (.components // [])[]
    | select(.kind == "rounding" and .amounts[$role] != null) | called),
  ((.totals.differences // [])[] | select(.role == $role) | .reason);

def plan:
  .order as $order | .config as $config | .remembered.currency as $currency | $currency.role as $role
  | (reduce .answer.body[] as $p ({}; .[$p.code] = {product: $p.id, unit: $p.sale_uom.id})) as $products
  | [($order.lines // [])[] | goods($role; $config)]
    + [($order.charges // [])[] | charge($role; $config)]
    + [$order | discounts($role; $config.sku_discount; "")]
    + [$order | levies($role; $config)]
  # Nothing is sold for nothing, but goods.
  | map(select(.note != null or .price.n != 0))
  | map(.price as $price | ($price | rounded(4)) as $taken
      | (.quantity | decimal | times($taken)) as $exact | ($exact | rounded($currency.digits)) as $amount
      | .price = $taken | .amount = $amount
      | .named = [select(($price | minus($taken) | .n) != 0) | "a price of more than 4 decimals"]
          + [select(($exact | minus($amount) | .n) != 0) | "amounts of lines are rounded"])
  | . as $lines
  | (($order.totals.stated.grand[$role] // $order.totals.computed.grand[$role]).amount | decimal) as $total
  | ($total | minus(sum($lines[].amount))) as $difference
  | ([$order | names($role)] + [$lines[].named[]] | unique) as $names
  | if $difference.n == 0 then $lines
    elif $names == [] then error("\($difference | text) of the order's total \($total | text) belongs to nothing")
    else $lines + [entry($config.sku_rounding; $difference; $names | join("; "))] end
  | . as $lines
  | ([$lines[].sku | select(. == null or $products[.] == null)] | unique) as $unknown
  | if $unknown != [] then
      {outcome: "rejected", reason: {code: "oms.unknown-sku",
        message: "Tryton has no product with the code \($unknown | map(. // "(none)") | join(", "))"}}
    else
      {remember: {total: ($total | text), lines: [$lines[]
        | {quantity, unit_price: (.price | text), description, note} + $products[.sku]]}}
    end;

if .answer.status != 200 then {}
else try plan catch {outcome: "rejected", reason: {code: "oms.amounts", message: .}} end
