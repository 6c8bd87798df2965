import FoundationEssentials

/// Prints labels and papers that programs can open.
enum ShippingPrinter {
    /// A white square of one pixel.
    private static let pixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="

    /// A shipment's label with its format; none before there is one.
    static func label(_ shipment: ShippingShipment) -> Document? {
        guard let format = shipment.label, let awb = shipment.awb else { return nil }
        let content =
            switch format {
            case .pdf:
                encoded(pdf(["\(shipment.carrier)  \(awb)", "order \(shipment.reference)", "to \(shipment.to)"]))
            case .zpl: encoded("^XA^FO40,40^A0N,40,40^FD\(awb)^FS^FO40,100^BCN,120,Y,N^FD\(awb)^FS^XZ\n")
            case .png: pixel
            }
        return ["format": .text(format.rawValue), "content_base64": .text(content)]
    }

    /// The papers that go with a shipment abroad.
    static func documents(_ shipment: ShippingShipment) -> [Document] {
        guard shipment.from != shipment.to, let awb = shipment.awb else { return [] }
        let lines = shipment.contents.map { "\($0.quantity) x line \($0.lineID)" }
        let total = MinorUnits(shipment.cost.products, shipment.cost.currency)
        let text = ["Commercial invoice  \(awb)"] + lines + ["value \(total.major) \(total.currency)"]
        return [paper("commercial_invoice", text)]
    }

    static func manifest(_ closeout: ShippingCloseout, _ shipments: [ShippingShipment]) -> Document {
        paper("manifest", ["Manifest \(closeout.id)"] + shipments.compactMap(\.awb))
    }

    private static func paper(_ type: String, _ lines: [String]) -> Document {
        ["type": .text(type), "format": "PDF", "content_base64": .text(encoded(pdf(lines)))]
    }

    private static func encoded(_ text: String) -> String {
        Data(text.utf8).base64EncodedString()
    }

    /// One page of plain ASCII lines; offsets in the cross-reference table are exact.
    private static func pdf(_ lines: [String]) -> String {
        let shown = lines.prefix(60).map { line in
            let plain = line.unicodeScalars.map { scalar in
                scalar.isASCII && scalar.value >= 0x20 && !"()\\".unicodeScalars.contains(scalar)
                    ? Character(scalar) : "."
            }
            return "(\(String(plain))) Tj 0 -16 Td"
        }
        let page = "BT /F1 12 Tf 40 800 Td " + shown.joined(separator: " ") + " ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                + "/Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(page.utf8.count) >>\nstream\n\(page)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var text = "%PDF-1.4\n"
        var table = "0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let offset = String(text.utf8.count)
            table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        return text + "xref\n0 \(objects.count + 1)\n\(table)"
            + "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    }
}
