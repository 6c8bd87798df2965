/// Finds HS codes from words, as far as a stand-in has to.
///
/// Source: the codes are of the Harmonised System (stated); which words lead to them is our choice.
enum ShippingCatalogue {
    private static let entries: [(words: [String], code: String)] = [
        (["dress", "gown"], "6204430000"), (["shirt", "top", "tee", "blouse"], "6109100000"),
        (["jumper", "sweater", "knitwear", "cardigan"], "6110200000"), (["jeans", "trousers", "pants"], "6203420000"),
        (["shoe", "shoes", "boot", "boots", "sneaker", "sneakers"], "6403990000"),
        (["bag", "handbag", "wallet", "purse"], "4202220000"), (["scarf", "shawl"], "6214200000"),
        (["perfume", "fragrance"], "3303001000"), (["cream", "cosmetics", "lipstick"], "3304990000"),
        (["medicine", "pharmaceutical", "pharmaceuticals", "tablets"], "3004900000"),
        (["book", "books"], "4901990000"), (["toy", "toys", "puzzle"], "9503007000"),
        (["watch"], "9102110000"), (["ring", "necklace", "jewellery", "jewelry"], "7113190000"),
        (["mug", "cup", "plate"], "6912002500"), (["lamp"], "9405210000"), (["phone", "smartphone"], "8517130000"),
        (["rifle", "pistol", "ammunition"], "9303300000"), (["fireworks"], "3604100000"),
    ]

    /// The code that the words of a product lead to.
    ///
    /// - Throws: `ShippingRefusal` when a member has the wrong type.
    static func hsCode(of fields: ShippingFields) throws -> String? {
        var words: Set<String> = []
        for text in try texts(of: fields) {
            words.formUnion(text.lowercased().split { !$0.isLetter }.map { String($0) })
        }
        return entries.first { entry in entry.words.contains { words.contains($0) } }?.code
    }

    /// What a product says of itself: the title first, then description, category and materials.
    private static func texts(of fields: ShippingFields) throws -> [String] {
        try [fields.text("title", 0...1000), fields.text("description", 0...10_000)].compactMap { $0 }
            + fields.texts("category", 0...255) + fields.texts("materials", 0...255)
    }
}
