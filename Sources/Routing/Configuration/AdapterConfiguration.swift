package import AdapterKit

/// One installed adapter.
package struct AdapterConfiguration: Sendable, Equatable {
    /// The id, unique in the file; the `system` of its references.
    package var id: String
    /// What the adapter's type is and can do.
    package var declaration: AdapterDeclaration
    /// The settings, defaults filled in.
    package var settings: Settings
    /// Whether it takes part; a disabled one receives and sends nothing.
    package var isEnabled: Bool
    /// Where the entry stands in the file.
    package var place: Place

    /// The adapter's type.
    package var type: String { declaration.type }

    /// Creates an installed adapter.
    package init(
        id: String, declaration: AdapterDeclaration, settings: Settings = Settings(), isEnabled: Bool = true,
        place: Place = .start
    ) {
        self.id = id
        self.declaration = declaration
        self.settings = settings
        self.isEnabled = isEnabled
        self.place = place
    }
}
