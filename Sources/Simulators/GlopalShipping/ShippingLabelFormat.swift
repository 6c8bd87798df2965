/// The form of a label.
///
/// Source: contract B9 (assumed).
enum ShippingLabelFormat: String, Sendable, CaseIterable {
    case pdf = "PDF"
    case zpl = "ZPL"
    case png = "PNG"
}
