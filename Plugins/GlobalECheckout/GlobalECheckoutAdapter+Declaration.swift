public import AdapterKit
import Canonical

extension GlobalECheckoutAdapter {
    /// What the adapter is and can do.
    public static var declaration: AdapterDeclaration {
        AdapterDeclaration(
            type: "globale-checkout",
            summary: "Takes orders and their news from Global-e Checkout and brings the merchant's side back.",
            documents: [
                "Global-e Order Methods", "Global-e CreateOrder", "Global-e notifications (docs.global-e.com)",
            ],
            emits: inboundFacts,
            carries: GlobalEOutboundDeclaration.carries,
            operations: GlobalEOutboundDeclaration.operations,
            questions: GlobalEOutboundDeclaration.questions,
            settings: GlobalEConfiguration.declarations,
            rateLimit: AdapterDeclaration.RateLimit(concurrency: 8))
    }

    /// The facts that Global-e's notifications state.
    private static var inboundFacts: [FactKind] {
        [
            .orderReceived, .orderReady, .orderChanged, .orderCompleted, .orderCancelled, .orderStatus,
            .paymentCaptured, .shipmentDispatched, .shipmentTracking, .shipmentDelivered, .refundIssued,
            .documentsRequired, .documentsAvailable,
        ]
    }
}
