import AdapterKit
import Canonical

/// Makes facts of what inbound programs give: an array of objects in the canonical form.
struct MappedFacts {
    let system: String
    let scope: String?
    /// The facts that the OMS may state.
    let emits: Set<FactKind>

    /// The facts of one message; the first one has the message's duplicate key, the others have it with their number.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with the pointer into what the program gave.
    func facts(_ program: JQProgram, _ input: [UInt8], key: String) throws(TranslationProblem) -> [IncomingFact] {
        let root: JSONNode
        do throws(ProgramProblem) {
            root = try program.value(input).root
        } catch {
            throw TranslationProblem(code: error.code, pointer: "", message: "facts: \(error.message)")
        }
        guard root.kind == .array else {
            throw TranslationProblem(
                code: "oms.program", pointer: "", message: "facts: an array was wanted, the program gives \(root.kind)")
        }
        var facts: [IncomingFact] = []
        for (index, element) in root.elements.enumerated() {
            facts.append(try fact(element, index, key: index == 0 ? key : "\(key):\(index)"))
        }
        return facts
    }

    private func fact(_ element: JSONNode, _ index: Int, key: String) throws(TranslationProblem) -> IncomingFact {
        let fact: IncomingFact
        do {
            fact = try OMSMessage(system: system, scope: scope).fact(
                in: JSONDocument.parse(element.rawBytes), duplicateKey: key)
        } catch let error as JSONReadError {
            var problem = TranslationProblem(error)
            problem.pointer = "/\(index)\(problem.pointer)"
            throw problem
        } catch {
            throw TranslationProblem(code: "json.syntax", pointer: "/\(index)", message: "the fact is no JSON")
        }
        guard emits.contains(fact.kind) else {
            throw TranslationProblem(
                code: "oms.not-emitted", pointer: "/\(index)/type",
                message: "mapping.inbound.emits does not name \(fact.kind.rawValue)")
        }
        return fact
    }
}
