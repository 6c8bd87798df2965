import AdapterKit
import Canonical
import HTTPTypes

extension MappedReader {
    /// The operations of a mapping.
    mutating func operations(_ mapping: SettingNode) -> [MerchantOMSOperation: MappedOperation] {
        var operations: [MerchantOMSOperation: MappedOperation] = [:]
        for (name, operation) in MappedOperation.names where mapping[name].isGiven {
            if operations[operation] != nil {
                complain(mapping[name], "record_documents carries these papers too; one of the two is enough")
            }
            operations[operation] = self.operation(mapping[name], operation)
        }
        return operations
    }

    private mutating func operation(
        _ node: SettingNode, _ operation: MerchantOMSOperation
    ) -> MappedOperation {
        let idempotency = node["idempotency"].text.flatMap(MappedOperation.Idempotency.init(rawValue:)) ?? .none
        let steps = steps(node["steps"], repeatable: idempotency.allowsRepetition)
        if node["steps"].items.isEmpty { complain(node["steps"], "at least one step is needed") }
        let lookUp = idempotency == .lookup ? lookUpSteps(node["look_up"]) : []
        if idempotency == .lookup, node["look_up"].items.isEmpty {
            complain(
                node["look_up"].isGiven ? node["look_up"] : node["idempotency"],
                "`idempotency: lookup` needs `look_up`: requests that read whether the operation took effect")
        } else if idempotency != .lookup, node["look_up"].isGiven {
            complain(node["look_up"], "nothing is looked up unless `idempotency` is lookup")
        }
        let readers = node["steps"].items + node["look_up"].items
        if node["emits"].isGiven, !readers.contains(where: { $0["answer"].isGiven }) {
            complain(node["emits"], "no step has an `answer`, so none states a fact")
        }
        var keyHeader: HTTPField.Name?
        if idempotency == .key {
            keyHeader = header(node["key_header"], node["key_header"].text ?? "Idempotency-Key")
        } else if node["key_header"].isGiven {
            complain(node["key_header"], "no key is sent unless `idempotency` is key")
        }
        return MappedOperation(
            operation: operation, idempotency: idempotency, keyHeader: keyHeader, steps: steps, lookUp: lookUp,
            emits: node["emits"].factKinds ?? [])
    }

    private mutating func steps(_ list: SettingNode, repeatable: Bool) -> [MappedStep] {
        var names: Set<String> = []
        return list.items.compactMap { node in
            let isSafe = node["method"].text == "GET" || node["method"].text == "HEAD"
            if repeatable, node["repeatable"].flag == false {
                complain(
                    node["repeatable"], "with `idempotency: key` or `natural` every request may be sent again",
                    help: "use `idempotency: lookup` with a look_up, or none")
            }
            return step(node, isRepeatable: node["repeatable"].flag ?? (isSafe || repeatable), &names)
        }
    }

    /// Requests that only read; others would change something each time that somebody asks.
    private mutating func lookUpSteps(_ list: SettingNode) -> [MappedStep] {
        var names: Set<String> = []
        return list.items.compactMap { node in
            let method = node["method"].text ?? ""
            let reads = method == "GET" || method == "HEAD" || (method == "POST" && node["reads"].flag == true)
            if !reads {
                complain(
                    node["method"], "a look-up only reads",
                    help: "use GET; for a POST that changes nothing say `reads: true`")
            }
            if node["reads"].isGiven, method != "POST" {
                complain(node["reads"], "only of a POST this has to be said")
            }
            return step(node, isRepeatable: true, &names)
        }
    }

    private mutating func step(
        _ node: SettingNode, isRepeatable: Bool, _ names: inout Set<String>
    ) -> MappedStep? {
        let name = node["name"].text ?? ""
        let isWord = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        }
        if name.isEmpty || name.utf8.count > 64 || !isWord {
            complain(node["name"], "a step's name is made of letters, digits and _", help: "for example: customer")
        } else if !names.insert(name).inserted {
            complain(node["name"], "another step has this name")
        }
        let method = node["method"].text.flatMap(HTTPRequest.Method.init(rawValue:)) ?? .get
        checkBody(node, method)
        let when = program(node["when"])
        let path = path(node["path"])
        let headers = headers(node["headers"])
        let body = program(node["body"])
        let answer = program(node["answer"])
        guard let path else { return nil }
        return MappedStep(
            name: name, when: when, method: method, path: path, headers: headers, body: body,
            encoding: node["encoding"].text.flatMap(MappedStep.Encoding.init(rawValue:)) ?? .json, answer: answer,
            isRepeatable: isRepeatable, judges: Set(node["judges"].items.compactMap(\.integer)), place: node.path)
    }

    /// A body where there can be none, and an encoding of what is not there.
    mutating func checkBody(_ node: SettingNode, _ method: HTTPRequest.Method) {
        if node["body"].isGiven, method == .get || method == .head {
            complain(node["body"], "a \(method.rawValue) request has no body")
        }
        if node["encoding"].isGiven, !node["body"].isGiven {
            complain(node["encoding"], "without `body` there is nothing to encode")
        }
    }
}
