import AdapterKit

/// The functions that a program can name, for the words about one that does not exist.
enum JQNames {
    /// What jq has of later versions than the oldest that a gateway may be linked with.
    private static let later: Set<String> = [
        "abs", "have_decnum", "have_literal_numbers", "ltrim", "pick", "rtrim", "skip",
        "toarray", "trim", "trimstr",
    ]

    /// Source: the manual of jq 1.6 (stated).
    private static let builtins: [String: [Int]] = {
        let list = """
            acos/0 acosh/0 add/0 all/0 all/1 all/2 any/0 any/1 any/2 arrays/0 ascii_downcase/0 ascii_upcase/0 asin/0 atan/0
            booleans/0 bsearch/1 capture/1 capture/2 cbrt/0 ceil/0 combinations/0 combinations/1 contains/1 cos/0 del/1
            delpaths/1 empty/0 endswith/1 error/0 error/1 exp/0 exp10/0 exp2/0 explode/0 fabs/0 finites/0 first/0 first/1
            flatten/0 flatten/1 floor/0 fmax/2 fmin/2 fmod/2 format/1 from_entries/0 fromdate/0 fromdateiso8601/0
            fromjson/0 getpath/1 gmtime/0 group_by/1 gsub/2 gsub/3 has/1 implode/0 in/1 IN/1 IN/2 INDEX/1 INDEX/2 index/1
            indices/1 infinite/0 inside/1 isempty/1 isfinite/0 isinfinite/0 isnan/0 isnormal/0 iterables/0 join/1 JOIN/2
            JOIN/3 JOIN/4 keys/0 keys_unsorted/0 last/0 last/1 leaf_paths/0 length/0 limit/2 log/0 log10/0 log2/0
            ltrimstr/1 map/1 map_values/1 match/1 match/2 max/0 max_by/1 min/0 min_by/1 mktime/0 nan/0 not/0 nth/1 nth/2
            nulls/0 numbers/0 objects/0 path/1 paths/0 paths/1 pow/2 range/1 range/2 range/3 recurse/0 recurse/1 recurse/2
            repeat/1 reverse/0 rindex/1 round/0 rtrimstr/1 scalars/0 scan/1 select/1 setpath/2 sin/0 sort/0 sort_by/1
            split/1 split/2 splits/1 splits/2 sqrt/0 startswith/1 strftime/1 strings/0 strptime/1 sub/2 sub/3 tan/0 test/1
            test/2 to_entries/0 todate/0 todateiso8601/0 tojson/0 tonumber/0 tostream/0 tostring/0 transpose/0
            truncate_stream/1 trunc/0 type/0 unique/0 unique_by/1 until/2 utf8bytelength/0 values/0 walk/1 while/2
            with_entries/1 base64url/0 money/0 plus/2 minus/2 times/2 total/0 scaled/1
            """
        var names: [String: [Int]] = [:]
        for entry in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let parts = entry.split(separator: "/")
            guard parts.count == 2, let arity = Int(parts[1]) else { continue }
            names[String(parts[0]), default: []].append(arity)
        }
        return names
    }()

    /// One sentence about a function that a program calls and that does not exist.
    static func unknown(_ name: String, arity: Int) -> String {
        guard builtins[name] != nil else { return "there is no function `\(name)`" }
        return arity == 0
            ? "`\(name)` needs arguments" : "`\(name)` does not take \(arity) \(arity == 1 ? "argument" : "arguments")"
    }

    /// What was probably meant.
    static func hint(_ name: String, arity: Int, in scan: JQScan) -> String? {
        if let arities = builtins[name] {
            let forms = arities.sorted().map { count in
                count == 0 ? "`\(name)`" : "`\(name)(\(Array(repeating: "…", count: count).joined(separator: "; ")))`"
            }
            return "write " + forms.joined(separator: " or ") + "; arguments are separated by `;`"
        }
        let own = zip(scan.tokens, scan.tokens.dropFirst()).filter { $0.0.text == "def" }.map(\.1.text)
        if own.contains(name) { return "it is defined with another number of arguments" }
        let near = NearestName.nearest(to: name, in: own + builtins.keys.sorted())
        if let near { return "did you mean `\(near)`?" }
        if later.contains(name) { return "this build's libjq does not know it; jq 1.6 is what every gateway has" }
        let isField = scan.tokens.contains { $0.kind == .field && $0.text == name }
        return isField ? "did you mean `.\(name)`?" : "a field is written `.\(name)`, a text `\"\(name)\"`"
    }
}
