extension Order {
    /// Counts again what happened to each line, from the shipments, returns and refunds that name it.
    ///
    /// Counting anew instead of adding makes a repeated or corrected statement harmless. A counter of which the lists
    /// say nothing keeps what a source stated.
    mutating func recount() {
        guard !lines.isEmpty else { return }
        let outbound = shipments.filter(\.isOutbound)
        let shipped = tally(outbound.flatMap { $0.parcels.flatMap(\.lines) })
        let dropped = tally(outbound.flatMap(\.exceptions).filter(\.endsTheQuantity).map(\.line))
        let returned = tally(returns.filter { $0.state == .known(.delivered) }.flatMap(\.lines))
        let refunded = tally(refunds.filter { $0.state == .known(.issued) }.flatMap(\.lines))
        for index in lines.indices {
            if let quantity = shipped[index] { lines[index].counters.shipped = quantity }
            if let quantity = returned[index] { lines[index].counters.returned = quantity }
            if let quantity = refunded[index] { lines[index].counters.refunded = quantity }
            if let quantity = dropped[index] { lines[index].counters.cancelled = quantity }
            if axes.acceptance == .known(.cancelled) { lines[index].cancelRest() }
        }
    }

    /// The sum of the quantities by line position; a quantity that names no line of the order counts for none.
    private func tally(_ quantities: [Shipment.LineQuantity]) -> [Int: ExactDecimal] {
        var sums: [Int: ExactDecimal] = [:]
        for item in quantities {
            if let index = position(of: item.line) {
                Self.add(item.quantity, to: &sums[index])
            } else if let sku = item.sku {
                share(item.quantity, amongLinesOf: sku, &sums)
            }
        }
        return sums
    }

    private func position(of line: String?) -> Int? {
        guard let line else { return nil }
        return lines.firstIndex { $0.id == line }
            ?? lines.firstIndex { $0.references.contains { $0.value == line } }
    }

    /// Fills lines of one SKU in their order; what is left over goes to the last of them.
    private func share(_ quantity: ExactDecimal, amongLinesOf sku: String, _ sums: inout [Int: ExactDecimal]) {
        let candidates = lines.indices.filter { lines[$0].sku == sku }
        var rest = quantity
        for index in candidates where rest > 0 {
            // Quantities of more than 38 digits do not occur; should one, it goes to this line undivided.
            let room = (try? lines[index].quantity.subtracting(sums[index] ?? 0)) ?? rest
            let part = index == candidates.last ? rest : min(max(room, 0), rest)
            if part > 0 { Self.add(part, to: &sums[index]) }
            rest = (try? rest.subtracting(part)) ?? 0
        }
    }

    private static func add(_ quantity: ExactDecimal, to sum: inout ExactDecimal?) {
        // A sum beyond 38 digits is no quantity; the counter then stays at what could be added.
        sum = (try? (sum ?? 0).adding(quantity)) ?? sum
    }
}

extension Shipment.Exception {
    /// Whether the quantity will not be shipped later either.
    fileprivate var endsTheQuantity: Bool { kind == .known(.outOfStock) || kind == .known(.cancelledOnRequest) }
}

extension Line {
    /// Counts all that did not ship as cancelled.
    fileprivate mutating func cancelRest() {
        // The difference of two quantities fits wherever both do.
        guard let rest = try? quantity.subtracting(counters.shipped) else { return }
        counters.cancelled = max(rest, 0)
    }
}
