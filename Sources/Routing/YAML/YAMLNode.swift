/// A value of the file with its place; values of the environment are filled in.
struct YAMLNode {
    enum Content {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLMember])
    }

    var content: Content
    var spot: Spot

    /// Whether the node stands for "nothing was written".
    var isNull: Bool {
        if case .scalar(let scalar) = content { scalar.isNull } else { false }
    }

    /// The members of a mapping.
    var members: [YAMLMember]? {
        if case .mapping(let members) = content { members } else { nil }
    }

    /// The value of a member.
    subscript(key: String) -> YAMLNode? { members?.first { $0.key == key }?.value }

    /// What the node is, in the user's words.
    var kindName: String {
        switch content {
        case .scalar(let scalar): scalar.isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a map"
        }
    }
}
