/// Functions that every program has beside jq's own.
///
/// On one line, so that the lines that libjq counts are those of the program.
enum JQPrelude {
    static let text = (environment + guards + [base64url] + decimals).joined(separator: " ") + " "

    /// `JQRules` refuses both by name; should a text get around it, there is still nothing to be seen.
    private static let environment = ["{} as $ENV |", "def env: {};"]

    /// Replacements of what could exhaust the memory, or run without end, inside one call of libjq.
    ///
    /// The time limit ends a program between two steps; these would all be one step. Names beginning with `_cd_` are
    /// ours; `_multiply`, `_assign` and `_modify` are what jq's parser makes of `*`, `=` and `|=`.
    /// Source: builtin.jq and jv.c of jq 1.6 (stated).
    private static let guards = [
        #"def _cd_times(a; b): a * b;"#,
        #"def _cd_repeat($text; $n): if _cd_times($text | utf8bytelength; $n) > 1048576"#,
        #"then error("a repeated text would be longer than 1 MiB") else _cd_times($text; $n) end;"#,
        #"def _multiply(a; b): b as $b | a as $a | if ($a | type) == "string" and ($b | type) == "number""#,
        #"then _cd_repeat($a; $b) elif ($b | type) == "string" and ($a | type) == "number""#,
        #"then _cd_repeat($b; $a) else _cd_times($a; $b) end;"#,
        #"def _cd_near: if type == "array" and any(.[]; type == "number" and . > 999999)"#,
        #"then error("an array cannot have more than a million elements") else . end;"#,
        #"def _cd_set(p; v): setpath(p; v);"#,
        #"def setpath(p; v): _cd_set(p | _cd_near; v);"#,
        #"def _assign(paths; value): value as $v | reduce path(paths) as $p (.; setpath($p; $v));"#,
        #"def _modify(paths; update): reduce path(paths) as $p (.; label $out"#,
        #"| (setpath($p; getpath($p) | update) | ., break $out), delpaths([$p]));"#,
        #"def map_values(f): .[] |= f;"#,
        #"def _cd_indices($i): indices($i);"#,
        #"def indices($i): if $i == "" then null else _cd_indices($i) end;"#,
        #"def index($i): indices($i) | .[0];"#,
        #"def rindex($i): indices($i) | .[-1:][0];"#,
        #"def _cd_implode: implode;"#,
        #"def implode: if type == "array" and all(.[]; type == "number" and . >= 0 and . <= 1114111"#,
        #"and (. < 55296 or . > 57343)) then _cd_implode else error("only code points can be imploded") end;"#,
        // A value that holds one other many times is small until it is printed. `format` is what jq's parser makes of
        // `\(…)` and `@json`.
        #"def _cd_countable: if type == "array" or type == "object" then (reduce .. as $_ (0; if . > 99999"#,
        #"then error("a value of more than 100,000 parts cannot be printed") else . + 1 end)) as $_ | . else . end;"#,
        #"def _cd_tojson: tojson;"#,
        #"def tojson: _cd_countable | _cd_tojson;"#,
        #"def _cd_tostring: tostring;"#,
        #"def tostring: _cd_countable | _cd_tostring;"#,
        #"def _cd_format($name): format($name);"#,
        #"def format(name): name as $name | _cd_countable | _cd_format($name);"#,
    ]

    private static let base64url =
        #"def base64url: @base64 | split("+") | join("-") | split("/") | join("_") | split("=") | join("");"#

    /// Exact calculation with decimal texts, as whole numbers of at most 15 digits, which binary floats hold exactly.
    private static let decimals = [
        // Without a regular expression, which takes libjq five times as long.
        #"def money: if type == "string" and (ltrimstr("-") | explode | .[0] != null and .[0] != 46 and .[-1] != 46"#,
        #"and (. - [48, 49, 50, 51, 52, 53, 54, 55, 56, 57] | . == [] or . == [46])) then ."#,
        #"else error("this \(type) is no decimal text") end;"#,
        #"def _cd_long: if fabs > 999999999999999 then error("more than 15 digits cannot be calculated with exactly")"#,
        #"else . end;"#,
        #"def _cd_power($n): reduce range($n) as $i (1; _cd_times(.; 10));"#,
        #"def _cd_read: money | split(".") | {s: (.[1] // "" | length), n: (.[0] + .[1] | if length > 16"#,
        #"then error("more than 15 digits cannot be calculated with exactly") else tonumber | _cd_long end)};"#,
        #"def _cd_write: .s as $s | (if .n < 0 then "-" else "" end) as $sign | (.n | fabs | _cd_tostring)"#,
        #"| (if length <= $s then (_cd_times("0"; $s + 1 - length) // "") + . else . end)"#,
        #"| if $s == 0 then $sign + . else $sign + .[:length - $s] + "." + .[length - $s:] end;"#,
        #"def _cd_raise($s): if .s == $s then . else {s: $s, n: (_cd_times(.n; _cd_power($s - .s)) | _cd_long)} end;"#,
        #"def _cd_both($a; $b): ($a | _cd_read) as $x | ($b | _cd_read) as $y | ([$x.s, $y.s] | max) as $s"#,
        #"| [($x | _cd_raise($s)), ($y | _cd_raise($s))];"#,
        #"def plus($a; $b): _cd_both($a; $b) | {s: .[0].s, n: (.[0].n + .[1].n | _cd_long)} | _cd_write;"#,
        #"def minus($a; $b): _cd_both($a; $b) | {s: .[0].s, n: (.[0].n - .[1].n | _cd_long)} | _cd_write;"#,
        #"def times($a; $b): ($a | _cd_read) as $x | ($b | _cd_read) as $y"#,
        #"| {s: ($x.s + $y.s), n: (_cd_times($x.n; $y.n) | _cd_long)} | _cd_write;"#,
        #"def total: reduce .[] as $x ("0"; plus(.; $x));"#,
        #"def scaled($n): _cd_read | if .s <= $n then _cd_raise($n) else _cd_power(.s - $n) as $p"#,
        #"| (.n | fabs) as $m | ($m % $p) as $r | (($m - $r) / $p + (if $r + $r >= $p then 1 else 0 end)) as $q"#,
        #"| {s: $n, n: (if .n < 0 then -$q else $q end)} end | _cd_write;"#,
    ]

    /// The names that programs may use of it.
    static let names = ["base64url", "money", "plus", "minus", "times", "total", "scaled"]
}
