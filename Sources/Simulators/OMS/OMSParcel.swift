/// One parcel of a shipment.
package struct OMSParcel: Sendable, Equatable {
    /// The carrier's number of the parcel.
    package var trackingNumber: String
    /// What is in it; nothing named means the whole order.
    package var lines: [Line]

    /// A line of the order, or a part of it, in a parcel.
    package struct Line: Sendable, Equatable {
        /// The order's line id, if known.
        package var line: String?
        /// The article number, if known.
        package var sku: String?
        /// How many, as decimal text.
        package var quantity: String

        /// Names a line by its id, its article or both.
        package init(line: String? = nil, sku: String? = nil, quantity: String) {
            self.line = line
            self.sku = sku
            self.quantity = quantity
        }
    }

    /// Describes a parcel.
    package init(trackingNumber: String, lines: [Line] = []) {
        self.trackingNumber = trackingNumber
        self.lines = lines
    }

    var document: Document {
        var members: [Document.Member] = [.init("trackingNumber", .text(trackingNumber))]
        if !lines.isEmpty { members.append(.init("lines", .list(lines.map(\.document)))) }
        return .object(members)
    }
}

extension OMSParcel.Line {
    var document: Document {
        var members: [Document.Member] = []
        if let line { members.append(.init("line", .text(line))) }
        if let sku { members.append(.init("sku", .text(sku))) }
        members.append(.init("quantity", .text(quantity)))
        return .object(members)
    }

    init?(_ document: Document) {
        let quantity = document["quantity"]?.text ?? document["quantity"]?.number ?? "1"
        self.init(line: document["line"]?.text, sku: document["sku"]?.text, quantity: quantity)
        guard line != nil || sku != nil else { return nil }
    }
}
