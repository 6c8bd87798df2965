/// One key of a mapping with its value.
struct YAMLMember {
    var key: String
    var keySpot: Spot
    var value: YAMLNode
}
