/// A parcel as a request announces it.
struct ShippingParcel: Sendable, Equatable {
    /// How many pieces of one line.
    struct Content: Sendable, Equatable {
        let lineID: String
        let quantity: Int64
    }

    let reference: String?
    let wmsID: String?
    let pod: String?
    let grams: Int64?
    /// None when the request leaves it open.
    var contents: [Content]?

    /// - Throws: `ShippingRefusal` naming the field.
    init(_ fields: ShippingFields) throws {
        reference = try fields.text("parcel_reference", 1...100)
        wmsID = try fields.text("wms_id")
        pod = try fields.text("pod")
        grams = try ShippingMeasure.grams(of: fields)
        try ShippingMeasure.checkDimensions(of: fields)
        guard fields.member("contents") != nil else { return }
        contents = try fields.needObjects("contents").map { content in
            Content(lineID: try content.needText("line_id", 1...100), quantity: try content.needQuantity("quantity"))
        }
    }

    /// One parcel with those contents.
    init(contents: [Content]) {
        reference = nil
        wmsID = nil
        pod = nil
        grams = nil
        self.contents = contents
    }
}
