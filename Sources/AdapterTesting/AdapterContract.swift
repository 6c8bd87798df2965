public import AdapterKit
public import Canonical

/// What every adapter promises, checked for one of them.
///
/// The checks give violations instead of failing by themselves, so any test framework, and a command, can run them:
///
/// ```swift
/// @Test("the adapter keeps the contract of all adapters")
/// func contract() async throws {
///     let contract = AdapterContract(AcmeOrdersAdapter.self, settings: settings, deliveries: deliveries)
///     #expect(await contract.violations() == [])
/// }
/// ```
public struct AdapterContract<Subject: Adapter>: Sendable {
    /// Settings with which the adapter can be created; use ``SettingsSample``.
    public var settings: Settings
    /// Deliveries that the adapter can prepare, ideally one for each fact that it carries.
    public var deliveries: [OutboundDelivery]
    /// Webhooks that the adapter translates, authentic at ``now``.
    public var webhooks: [WireRequest]
    /// Documents that the adapter translates offline.
    public var documents: [[UInt8]]
    /// Questions that the adapter can ask, ideally one for each that it declares.
    public var questions: [Question]
    /// The present moment of all checks.
    public var now: Instant

    /// Gathers what the checks need; what is left empty is not checked.
    public init(
        _ subject: Subject.Type, settings: Settings, deliveries: [OutboundDelivery] = [],
        webhooks: [WireRequest] = [], documents: [[UInt8]] = [], questions: [Question] = [],
        now: Instant = .testMoment
    ) {
        self.settings = settings
        self.deliveries = deliveries
        self.webhooks = webhooks
        self.documents = documents
        self.questions = questions
        self.now = now
    }

    /// Everything in which the adapter breaks the contract; empty when it keeps it.
    public func violations() async -> [ContractViolation] {
        var violations = declarationViolations()
        let adapter: Subject
        do {
            adapter = try Subject(id: "contract", settings: settings)
        } catch {
            return violations + [ContractViolation(rule: "the sample settings are accepted", detail: "\(error)")]
        }
        if adapter.id != "contract" {
            violations.append(ContractViolation(rule: "the adapter keeps the id that it is given", detail: adapter.id))
        }
        violations += secrecyViolations(of: adapter)
        violations += translationViolations(of: adapter)
        violations += await rereadingViolations(of: adapter)
        violations += await webhookViolations(of: adapter)
        violations += await deliveryViolations(of: adapter)
        violations += await pollViolations(of: adapter)
        violations += await questionViolations(of: adapter)
        return violations
    }
}
