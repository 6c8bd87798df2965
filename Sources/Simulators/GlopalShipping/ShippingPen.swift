/// Writes the envelope that every answer has.
///
/// Source: contract B5.
struct ShippingPen: Sendable {
    let spelling: GlopalShippingSimulatorAssumptions.ErrorSpelling
    let assumptions: GlopalShippingSimulatorAssumptions

    /// The forms that `varied` goes through.
    static let forms: [GlopalShippingSimulatorAssumptions.ErrorSpelling] = [.number, .text, .boolean]

    /// The value of an `error` member.
    func error(_ hasFailed: Bool) -> Document {
        switch spelling {
        case .text: .text(hasFailed ? "1" : "0")
        case .boolean: .bool(hasFailed)
        case .number, .varied: .number(hasFailed ? "1" : "0")
        }
    }

    /// A member of a batch with its own outcome in front.
    func member(_ failure: ShippingNotice?, _ members: [Document.Member]) -> Document {
        var all: [Document.Member] = [.init("error", error(failure != nil))]
        if let failure { all.append(.init("errors", [entry(failure)])) }
        return .object(all + members)
    }

    /// A call that was done.
    func done(_ reply: ShippingReply) -> Document {
        var all = reply.members
        if !reply.omitsError { all.insert(.init("error", error(false)), at: 0) }
        if !reply.warnings.isEmpty || assumptions.writesEmptyWarnings {
            all.append(.init("warnings", .list(reply.warnings.map { entry($0) })))
        }
        return .object(all)
    }

    /// A call that was not done.
    func refuse(_ refusal: ShippingRefusal) -> Answer {
        let status =
            switch refusal.kind {
            case .invalid: assumptions.invalidStatus
            case .refused: assumptions.refusalStatus
            case .status(let status): status
            }
        let entries = refusal.notices.map { entry($0) }
        return Answer(status: status, document: ["error": error(true), "errors": .list(entries)])
    }

    func entry(_ notice: ShippingNotice) -> Document {
        if assumptions.noticesAreTexts { return .text("\(notice.code): \(notice.message)") }
        var members: [Document.Member] = [
            .init("code", .text(notice.code)), .init("message", .text(notice.message)),
        ]
        if let field = notice.field { members.append(.init("field", .text(field))) }
        return .object(members)
    }
}
