import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import JWTKit

@testable import GlobalECheckout

/// What the tests of this adapter share.
enum GlobalE {
    static let guid = "abcdabcd-abcd-abcd-abcd-abcdabcdabcd"
    static let fixtures = Fixtures("../../Plugins/GlobalECheckout/Fixtures")

    static func settings(_ values: [String: Settings.Value] = [:]) throws -> Settings {
        var all: [String: Settings.Value] = [
            "merchant_guid": .secret(Secret(guid)), "base_url": .string("https://connect.example"),
        ]
        for (path, value) in values { all[path] = value }
        return try SettingsSample.settings(GlobalECheckoutAdapter.declaration.settings, all)
    }

    static func adapter(_ values: [String: Settings.Value] = [:]) throws -> GlobalECheckoutAdapter {
        try GlobalECheckoutAdapter(id: "globale", settings: settings(values))
    }

    static func bytes(_ name: String) throws -> [UInt8] { try fixtures.bytes(name) }
}
