/// What one translation did with every amount, row by row.
///
/// A row whose difference has no cause holds the delivery instead of sending a wrong amount.
public struct Ledger: Sendable, Equatable {
    /// Why an amount went out as it did.
    public enum Cause: String, Sendable, Hashable {
        /// Went out as it came in.
        case same
        /// Multiplied or divided by a rate that the order carries.
        case converted
        /// Rounded to the target currency's minor unit.
        case rounded
        /// The target has no place for it; kept in the residue or an extension.
        case notExpressible = "not-expressible"
        /// Does not appear in the message, because whoever wrote the mapping in force left it out.
        case notCarried = "not-carried"
        /// Added into another amount of the message.
        case foldedInto = "folded-into"
    }

    /// One amount.
    public struct Row: Sendable, Equatable {
        /// The side of the order that the amount is stated for.
        public var role: Role
        /// The amount's path in the canonical order, such as `lines[2].unitPrice`.
        public var path: String {
            get { place.text }
            set { place = .text(newValue) }
        }
        private var place: Place
        /// The canonical amount, major units.
        public var input: Money
        /// The amount in the message, major units; nil when it does not appear.
        public var output: Money?
        /// Why input and output differ; nil for a difference that nothing explains.
        public var cause: Cause?

        /// Creates a row.
        public init(role: Role, path: String, input: Money, output: Money?, cause: Cause?) {
            self.init(role: role, place: .text(path), input: input, output: output, cause: cause)
        }

        init(role: Role, place: Place, input: Money, output: Money?, cause: Cause?) {
            self.role = role
            self.place = place
            self.input = input
            self.output = output
            self.cause = cause
        }
    }

    /// Where an amount stands; its text is put together when somebody reads it, which nobody does while all is well.
    enum Place: Sendable, Equatable {
        case text(String)
        case amount(AmountPath)

        var text: String {
            switch self {
            case .text(let text): text
            case .amount(let path): path.description
            }
        }

        static func == (left: Place, right: Place) -> Bool { left.text == right.text }
    }

    /// All amounts of the translation.
    public var rows: [Row] = []

    /// Creates an empty ledger.
    public init() {}
}
