import Canonical
import Journal
import Testing

extension JournalContract {
    static let readingClauses = [
        Clause("an empty journal answers every question", { try await $0.answersEmpty() }),
        Clause("orders are listed newest first, by phase, page by page", { try await $0.listsOrders() }),
        Clause("orders under way at a system are listed oldest first, page by page", { try await $0.listsUnderWay() }),
        Clause("references come back in the sequence in which they were learnt", { try await $0.keepsSequence() }),
        Clause("an order is found by our id and by anybody's id or number", { try await $0.findsOrders() }),
        Clause("orders of one name are listed newest first, page by page", { try await $0.pagesNamedOrders() }),
        Clause("references are compared byte for byte", { try await $0.comparesReferences() }),
        Clause("open deliveries are listed in sequence, page by page", { try await $0.listsOpenDeliveries() }),
        Clause("what waits for somebody is listed oldest first", { try await $0.listsAttention() }),
        Clause("deliveries are counted by target and state", { try await $0.countsDeliveries() }),
        Clause("opening a journal again finds everything", { try await $0.keepsEverything() }),
        Clause("a closed journal refuses every call", { try await $0.refusesAfterClose() }),
        Clause("a probe says that the journal can accept", { try await $0.probes() }),
    ]

    private func answersEmpty() async throws {
        let journal = try await open()
        #expect(try await journal.orders(named: "x", limit: 5) == [])
        #expect(try await journal.orders(before: nil, phase: nil, limit: 5) == [])
        #expect(try await journal.facts(of: OrderID("x")) == [])
        #expect(try await journal.fact(FactID("x")) == nil)
        #expect(try await journal.message(of: FactID("x")) == nil)
        #expect(try await journal.deliveries(of: OrderID("x")) == [])
        #expect(try await journal.delivery(DeliveryID("x")) == nil)
        #expect(try await journal.attempts(of: DeliveryID("x")) == [])
        #expect(try await journal.notes(of: OrderID("x")) == [])
        #expect(try await journal.targetsWithOpenDeliveries() == [])
        #expect(try await journal.deliveryCounts() == [])
        #expect(try await journal.books() == Books())
        #expect(try await journal.recover(at: Samples.moment()) == 0)
        let receipt = try await journal.append(Intake(at: Samples.moment()))
        #expect(receipt.messages == [] && receipt.entries == [])
        await journal.close()
    }

    private func listsOrders() async throws {
        let journal = try await open()
        let samples = Samples()
        let orders = (0..<5).map { _ in samples.order() }
        for (index, order) in orders.enumerated() {
            let entry = samples.entry(order, phase: index.isMultiple(of: 2) ? .ready : .held)
            _ = try await journal.append(
                Intake(messages: [samples.message("m\(index)")], entries: [entry], at: Samples.moment()))
        }
        func ids(_ before: OrderID?, _ phase: Phase?, _ limit: Int) async throws -> [OrderID] {
            try await journal.orders(before: before, phase: phase, limit: limit).map(\.id)
        }
        #expect(try await ids(nil, nil, 2) == [orders[4], orders[3]])
        #expect(try await ids(orders[3], nil, 9) == [orders[2], orders[1], orders[0]])
        #expect(try await ids(nil, .held, 9) == [orders[3], orders[1]])
        #expect(try await ids(orders[3], .ready, 1) == [orders[2]])
        #expect(try await ids(nil, .shipped, 9) == [])
        #expect(try await ids(nil, nil, 0) == [])
        #expect(try await ids(nil, nil, -1) == [])
        await journal.close()
    }

    private func listsUnderWay() async throws {
        let journal = try await open()
        let samples = Samples()
        let orders = (0..<7).map { _ in samples.order() }
        let phases: [Phase] = [.shipped, .delivered, .held, .accepted, .cancelled, .returned, .completed]
        for (index, order) in orders.enumerated() {
            // The fourth order has an id of another kind and one of another system.
            let references =
                index == 3
                ? [
                    Reference(system: "carrier", kind: .shipment, value: "S\(index)"),
                    Reference(system: "other", kind: .parcel, value: "P\(index)"),
                ]
                : ["P\(index)", "Q\(index)"].map { Reference(system: "carrier", kind: .parcel, value: $0) }
            let entry = samples.entry(order, references: references, phase: phases[index])
            _ = try await journal.append(
                Intake(messages: [samples.message("m\(index)")], entries: [entry], at: Samples.moment()))
        }
        func ids(_ after: OrderID?, _ limit: Int) async throws -> [OrderID] {
            try await journal.ordersUnderWay(with: .parcel, of: "carrier", after: after, limit: limit).map(\.id)
        }
        #expect(try await ids(nil, 9) == [orders[0], orders[2]])
        #expect(try await ids(nil, 1) == [orders[0]])
        #expect(try await ids(orders[0], 9) == [orders[2]])
        #expect(try await ids(orders[2], 9) == [])
        await journal.close()
    }

    private func keepsSequence() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        let told = ["Z", "M"].map { Reference(system: "shop", kind: .number, value: $0) }
        let given = ["Y", "B", "K"].map { Reference(system: "carrier", kind: .quote, value: $0) }
        let intake = samples.intake(order, references: told)
        _ = try await journal.append(intake)
        let delivery = try #require(intake.entries.first?.deliveries.first).id
        try await journal.begin(samples.start(delivery))
        _ = try await journal.settle(samples.settlement(delivery, references: given + told))
        #expect(try await journal.references(of: order) == told + given)
        let again = try await reopen(journal)
        #expect(try await again.references(of: order) == told + given)
        await again.close()
    }

    private func findsOrders() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        let references = [
            Reference(system: "glopal", kind: .order, value: "G1"),
            Reference(system: "oms", kind: .number, value: "N1"),
            Reference(system: "oms", kind: .unknown("basket"), value: "B1"),
        ]
        _ = try await journal.append(samples.intake(order, references: references))
        for text in [order.value, "G1", "N1", "B1"] {
            #expect(try await journal.orders(named: text, limit: 5).map(\.id) == [order], "\(text)")
        }
        #expect(try await journal.orders(named: "g1", limit: 5) == [])
        await journal.close()
    }

    private func pagesNamedOrders() async throws {
        let journal = try await open()
        let samples = Samples()
        let orders = (0..<3).map { _ in samples.order() }
        for (index, order) in orders.enumerated() {
            let entry = samples.entry(
                order, references: [Reference(system: "s\(index)", kind: .number, value: "7")],
                phase: index == 1 ? .held : .ready)
            _ = try await journal.append(
                Intake(messages: [samples.message("m\(index)")], entries: [entry], at: Samples.moment()))
        }
        func ids(_ query: OrderQuery, _ limit: Int) async throws -> [OrderID] {
            try await journal.orders(query, limit: limit).map(\.id)
        }
        #expect(try await ids(OrderQuery(name: "7"), 2) == [orders[2], orders[1]])
        #expect(try await ids(OrderQuery(name: "7", before: orders[1]), 2) == [orders[0]])
        #expect(try await ids(OrderQuery(name: "7", phase: .ready), 9) == [orders[2], orders[0]])
        #expect(try await ids(OrderQuery(name: "7", phase: .ready, before: orders[2]), 9) == [orders[0]])
        #expect(try await ids(OrderQuery(name: "7", system: "s1"), 9) == [orders[1]])
        #expect(try await ids(OrderQuery(name: "7", kind: "number"), 2) == [orders[2], orders[1]])
        #expect(try await ids(OrderQuery(name: "7", kind: "order"), 9) == [])
        #expect(try await ids(OrderQuery(name: orders[0].value), 9) == [orders[0]])
        #expect(try await ids(OrderQuery(name: orders[0].value, system: "s0"), 9) == [])
        #expect(try await ids(OrderQuery(system: "s2"), 9) == [orders[2]])
        #expect(try await ids(OrderQuery(kind: "number", phase: .ready, before: orders[2]), 9) == [orders[0]])
        await journal.close()
    }

    private func comparesReferences() async throws {
        let journal = try await open()
        let samples = Samples()
        let references = [
            Reference(system: "a", kind: .order, value: "007051"), Reference(system: "a", kind: .order, value: "7051"),
            Reference(system: "a", scope: "s", kind: .order, value: "7051"),
            Reference(system: "b", kind: .order, value: "7051"),
            Reference(system: "a", kind: .order, value: "caf\u{E9}"),
            Reference(system: "a", kind: .order, value: "cafe\u{301}"),
            Reference(system: "a", kind: .order, value: "nul\u{0}l"),
            Reference(system: "a", kind: .order, value: "nul"),
            Reference(system: "a", kind: .order, value: ""),
        ]
        var owners: [OrderID] = []
        for reference in references {
            owners.append(samples.order())
            _ = try await journal.append(samples.intake(owners[owners.count - 1], references: [reference]))
        }
        for (reference, owner) in zip(references, owners) {
            #expect(try await journal.order(identifiedBy: reference) == owner)
        }
        await journal.close()
    }

    private func listsOpenDeliveries() async throws {
        let journal = try await open()
        let samples = Samples()
        for _ in 0..<4 { _ = try await journal.append(samples.intake(samples.order(), targets: ["oms", "erp"])) }
        let all = try await journal.openDeliveries(to: "oms", after: 0, limit: 9)
        #expect(all.count == 4 && all.map(\.sequence) == all.map(\.sequence).sorted())
        _ = try await journal.move(samples.move(all[1].id, from: [.waiting], to: .closed))
        _ = try await journal.move(samples.move(all[2].id, from: [.waiting], to: .needsAttention))

        // Whatever waits for a person is not finished: it keeps its lane's place.
        let open = try await journal.openDeliveries(to: "oms", after: 0, limit: 9).map(\.id)
        #expect(open == [all[0].id, all[2].id, all[3].id])
        #expect(try await journal.openDeliveries(to: "oms", after: all[0].sequence, limit: 1).map(\.id) == [all[2].id])
        #expect(try await journal.targetsWithOpenDeliveries() == ["erp", "oms"])
        for delivery in try await journal.openDeliveries(to: "erp", after: 0, limit: 9) {
            _ = try await journal.move(samples.move(delivery.id, from: [.waiting], to: .superseded))
        }
        #expect(try await journal.targetsWithOpenDeliveries() == ["oms"])
        await journal.close()
    }

    private func listsAttention() async throws {
        let journal = try await open()
        let samples = Samples()
        var ids: [DeliveryID] = []
        for _ in 0..<4 {
            let intake = samples.intake(samples.order())
            ids += intake.entries.flatMap { $0.deliveries.map(\.id) }
            _ = try await journal.append(intake)
        }
        _ = try await journal.move(samples.move(ids[2], from: [.waiting], to: .needsAttention))
        _ = try await journal.move(samples.move(ids[0], from: [.waiting], to: .held))
        #expect(try await journal.deliveriesNeedingAttention(limit: 9).map(\.id) == [ids[0], ids[2]])
        let first = try await journal.deliveriesNeedingAttention(limit: 1)
        #expect(first.map(\.id) == [ids[0]])
        let rest = try await journal.deliveriesNeedingAttention(after: first.last?.sequence ?? 0, limit: 9)
        #expect(rest.map(\.id) == [ids[2]])
        _ = try await journal.move(samples.move(ids[0], from: [.held], to: .waiting))
        #expect(try await journal.deliveriesNeedingAttention(limit: 9).map(\.id) == [ids[2]])
        var messages: [String] = []
        for key in ["x", "y"] {
            messages.append(samples.message(key).id)
            var message = samples.message(key, hold: Hold(code: "c", message: "m"))
            message.id = messages[messages.count - 1]
            _ = try await journal.append(Intake(messages: [message], at: Samples.moment()))
        }
        #expect(try await journal.messagesNeedingAttention(limit: 9).map(\.id) == messages)
        #expect(try await journal.messagesNeedingAttention(limit: 1).map(\.id) == [messages[0]])
        #expect(try await journal.messagesNeedingAttention(after: messages[0], limit: 9).map(\.id) == [messages[1]])
        await journal.close()
    }

    private func countsDeliveries() async throws {
        let journal = try await open()
        let samples = Samples()
        var ids: [DeliveryID] = []
        for _ in 0..<3 {
            let intake = samples.intake(samples.order(), targets: ["oms", "erp"])
            ids += intake.entries.flatMap { $0.deliveries.map(\.id) }
            _ = try await journal.append(intake)
        }
        try await journal.begin(samples.start(ids[0]))
        _ = try await journal.settle(samples.settlement(ids[0]))
        try await journal.begin(samples.start(ids[2]))

        let counts = try await journal.deliveryCounts()
        let told = Set(counts.map { "\($0.target) \($0.state.rawValue) \($0.count)" })
        #expect(told == ["oms confirmed 1", "oms sending 1", "oms waiting 1", "erp waiting 3"])
        #expect(counts.filter { $0.state.isOpen }.allSatisfy { $0.oldestAgeSeconds > 0 })
        #expect(counts.filter { $0.state.isFinal }.allSatisfy { $0.oldestAgeSeconds == 0 })
        await journal.close()
    }

    private func keepsEverything() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        let intake = samples.intake(order)
        _ = try await journal.append(intake)
        _ = try await journal.append(
            Intake(
                messages: [samples.message("held", hold: Hold(code: "c", message: "m"))], cursor: ("glopal", "c1"),
                at: Samples.moment()))
        let before = (
            try await journal.facts(of: order), try await journal.deliveries(of: order), try await journal.books(),
            try await journal.messagesNeedingAttention(limit: 5), try await journal.deliveryCounts().map(\.count)
        )
        let again = try await reopen(journal)
        #expect(try await again.facts(of: order) == before.0)
        #expect(try await again.deliveries(of: order) == before.1)
        #expect(try await again.books() == before.2)
        #expect(try await again.messagesNeedingAttention(limit: 5) == before.3)
        #expect(try await again.deliveryCounts().map(\.count) == before.4)
        #expect(try await again.cursor(of: "glopal") == "c1")
        let repeated = try await again.append(intake)
        #expect(repeated.messages == [.duplicate(facts: intake.entries.map(\.fact.id), order: order)])
        await again.close()
    }

    private func refusesAfterClose() async throws {
        let journal = try await open()
        let samples = Samples()
        await journal.close()
        await journal.close()
        await expect(.closed) { _ = try await journal.append(samples.intake(samples.order())) }
        await expect(.closed) { try await journal.begin(samples.start(DeliveryID("x"))) }
        await expect(.closed) { try await journal.probe(at: Samples.moment()) }
        await expect(.closed) { _ = try await journal.facts(of: OrderID("x")) }
        await expect(.closed) { _ = try await journal.books() }
        await expect(.closed) { _ = try await journal.keptRequest("k", of: "ops") }
    }

    private func probes() async throws {
        let journal = try await open()
        try await journal.probe(at: Samples.moment())
        try await journal.probe(at: Samples.moment(1))
        try await expectBalance(journal)
        await journal.close()
    }
}
