# Reads the products that were found, and turns the order's amounts into {kind, quantity, price, …}.
#
# Each amount becomes an entry of its own, so that nothing is divided and the sum is the order's total to the last
# digit. Decimals are {n: whole number, s: digits after the point}; jq counts whole numbers exactly up to 15 digits.
# All but the last lines is the same in examples/oms/woocommerce and examples/oms/shopify.

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
def entry($kind; $amount; $description):
  {kind: $kind, sku: null, quantity: "1", price: $amount, description: $description, note: null};

def discounts($role; $of):
  counted(["discount"]) | (.amounts | in_currency_of($role)) as $amount | select($amount != null)
  | entry("discount"; $amount | .n = 0 - .n; called + $of);

# The goods at their price, each discount below them.
def goods($role):
  . as $line
  | (.unitPrice | in_currency_of($role)) as $unit
  | (.discountedPrice | in_currency_of($role)) as $discounted
  | if $unit == null and $discounted == null and ([.unitPrice, .discountedPrice, .total] | map(values | length) | add // 0) > 0
    then error("line \(.id) has no price in the \($role)'s currency") else . end
  | {kind: "goods", sku, quantity, price: ($unit // $discounted // {n: 0, s: 0}), description: (.name // .sku), note: .id},
    (select($unit != null) | discounts($role; " (\($line.sku))"));

# A charge whose price less its discounts is not its discounted price is taken at the discounted price.
def charge($role):
  (if .kind == "shipping" then "shipping" else "fee" end) as $kind
  | ([.carrier, .service, .method] | map(select(. != null and . != "")) | join(" ")) as $way
  | (if $way == "" then .kind else $way end) as $description
  | (.price | in_currency_of($role)) as $price
  | (.discountedPrice | in_currency_of($role)) as $discounted
  | [discounts($role; "")] as $less
  | if $price == null and $discounted == null then
      if ([.price, .discountedPrice] | map(values | length) | add // 0) > 0
      then error("a charge has no price in the \($role)'s currency") else empty end
    elif $price != null and ($discounted == null or ($price | plus(sum($less[].price)) | minus($discounted) | .n == 0))
    then entry($kind; $price; $description), $less[]
    else entry($kind; $discounted; $description) end;

# Taxes, duties and fees that come on top of the prices: one line for each kind and name.
def levies($role):
  [(., (.lines // [])[], (.charges // [])[]) | counted(["tax", "duty", "fee"])
    | {kind, name: called, amount: (.amounts | in_currency_of($role))} | select(.amount != null)]
  | group_by([.kind, .name])[]
  | entry(.[0].kind; sum(.[].amount); .[0].name);

# What the order calls the part of its total that no line has.
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
  | map(select(.kind == "goods" or .price.n != 0))
  | map(.amount = (.price as $price | .quantity | decimal | times($price) | rounded($digits)))
  | . as $entries
  | ($grand.amount | decimal) as $total
  | ($total | minus(sum($entries[].amount))) as $difference
  | ([$order | names($role)] | unique) as $names
  | if $difference.n == 0 then $entries
    elif $names == [] then error("\($difference | text) of the order's total \($total | text) belongs to nothing")
    else $entries + [entry("rounding"; $difference; $names | join("; ")) | .amount = .price] end
  | . as $entries
  | ([$entries[] | select(.kind == "goods") | .sku | select(. == null or $products[.] == null)] | unique) as $unknown
  | if $unknown != [] then
      {outcome: "rejected", reason: {code: "oms.unknown-sku",
        message: "there is no product with the SKU \($unknown | map(. // "(none)") | join(", "))"}}
    else
      {remember: {total: ($total | text), currency: $grand.currency, includes_tax: ($order.commercial.taxIncluded == true),
        discount: (sum($entries[] | select(.kind == "discount" or .price.n < 0) | .amount) | .n = 0 - .n | text),
        entries: [$entries[] | {kind, sku, quantity, description, note, is_negative: (.price.n < 0),
          price: (.price | text), amount: (.amount | text), product: $products[.sku // ""]}]}}
    end;

# Source: Shopify GraphQL Admin API, productVariants (stated); legacyResourceId is the id that the REST API knows.
(reduce .answer.body.data.productVariants.nodes[]? as $variant ({};
  .[$variant.sku] = {variant_id: ($variant.legacyResourceId | tonumber)})) as $products
| if .answer.status != 200 then {}
  else try plan($products) catch {outcome: "rejected", reason: {code: "oms.amounts", message: .}} end
