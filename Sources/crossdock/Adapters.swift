import AdapterKit
import GlobalECheckout
import GlopalOrders
import GlopalShipping
import MerchantOMS

/// The adapter types that this gateway is built with; one line per folder of `Plugins/`.
enum Adapters {
    static let types: [any Adapter.Type] = [
        GlobalECheckoutAdapter.self,
        GlopalOrdersAdapter.self,
        GlopalShippingAdapter.self,
        MerchantOMSAdapter.self,
    ]

    static var declarations: [AdapterDeclaration] { types.map { $0.declaration } }

    static func type(named name: String) -> (any Adapter.Type)? { types.first { $0.declaration.type == name } }
}
