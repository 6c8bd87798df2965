import AdapterKit
import Canonical
import Journal

extension APIDescription {
    private static let kinds = Shape.Kind.choice(FactKind.allCases.map(\.rawValue))
    /// The kinds of facts that callers may state.
    static let statedKinds = FactKind.allCases.filter(\.canBeStated).map(\.rawValue)
    private static let states = Shape.Kind.choice(DeliveryState.allCases.map(\.rawValue))
    private static let phases = Shape.Kind.choice(Phase.allCases.map(\.rawValue))

    /// What the gateway answers, and what it is asked for, beside orders and facts.
    static let recordShapes: [Shape] = requestShapes + listShapes + itemShapes + stateShapes

    /// What stands in a request's body.
    private static let requestShapes: [Shape] = [
        .canonical(
            "StatedEvent", "A fact in a CloudEvents 1.0 envelope; further attributes are kept.",
            [
                "specversion!": .always("1.0"), "id!": .filled(512), "source!": .pattern("^/adapters/.+"),
                "type!": .choice(statedKinds),
                "subject": .text, "time": .moment, "datacontenttype": .always("application/json"),
                "duplicatekey": .filled(512), "traceparent": .text, "data!": .one("StatedContent"),
            ]),
        .canonical(
            "StatedFact", "A fact in the short form; the `Idempotency-Key` is its identity, and is needed.",
            [
                "specversion": .never, "id": .never,
                "source!": .pattern("^/adapters/.+"),
                "type!": .choice(statedKinds),
                "subject": .text, "time": .moment, "data!": .one("StatedContent"),
            ]),
        .canonical(
            "StatedData", "The data of a CloudEvent in binary mode; it is no envelope.",
            [
                ("specversion", .never), ("source", .never), ("data", .never), ("reference", .one("Reference")),
            ] + content),
        .taken(
            "Telling", "What a system is told to do: about which order, with which members.",
            ["order!": .text, "request": .any]),
        .taken(
            "Asking", "What a system is asked: about which order, by any id or as a whole.",
            ["order": .either([.text, .one("Order")]), "parameters": .any]),
        .taken("Decision", "Why, in a sentence that stands on the timeline.", ["reason!": .sentence]),
    ]

    private static let listShapes: [Shape] = [
        .record(
            "OrderPage", "Orders, newest first.", ["orders!": .list(.one("OrderSummary")), "links!": .one("PageLinks")]),
        .record(
            "TimelinePage", "What happened to an order, earliest first.",
            ["order!": .id, "entries!": .list(.one("TimelineEntry")), "links!": .one("PageLinks")]),
        .record(
            "DeliveryPage", "An order's deliveries, earliest first.",
            ["order!": .id, "deliveries!": .list(.one("Delivery")), "links!": .one("PageLinks")]),
        .record(
            "PaperPage", "An order's papers.",
            ["order!": .id, "documents!": .list(.one("Paper")), "links!": .one("PageLinks")]),
        .record(
            "Attention", "What waits for a person, oldest first.",
            [
                "deliveries!": .list(.one("Delivery")), "messages!": .list(.one("HeldMessage")),
                "links!": .one("PageLinks"),
            ]),
        .record(
            "AdapterPage", "The installed adapters by id.",
            ["adapters!": .list(.one("Adapter")), "links!": .one("PageLinks")]),
        .record("PageLinks", "Where the list goes on.", ["next": .text]),
    ]

    private static let itemShapes: [Shape] = [
        .record(
            "OrderSummary", "An order in a list.",
            [
                "id!": .id, "version!": .whole, "origin!": .text, "phase!": phases, "total": .one("Money"),
                "createdAt!": .time, "updatedAt!": .time, "links!": .one("SelfLink"),
            ]),
        .record("SelfLink", "The thing's own path.", ["self!": .text]),
        .record(
            "OrderView", "An order with the states of its deliveries.",
            [
                "id!": .id, "version!": .whole, "phase!": phases, "deliveries!": .map(.whole),
                "links!": .one("OrderLinks"), "order!": .one("Order"),
            ]),
        .record("OrderLinks", "More about an order.", ["timeline!": .text, "deliveries!": .text, "documents!": .text]),
        .record(
            "TimelineEntry", "One thing that happened.",
            ["at!": .time, "what!": .text, "who!": .text, "text!": .text, "fact": .id, "delivery": .id]),
        .record(
            "Delivery", "One fact on its way to one system.",
            [
                "id!": .id, "order!": .id, "fact!": .id, "kind!": kinds, "target!": .text, "operation!": .text,
                "route!": .text, "state!": states, "attempts!": .whole, "dueAt": .time, "reason": .one("Hold"),
                "createdAt!": .time, "updatedAt!": .time, "history": .list(.one("Attempt")),
            ]),
        .record(
            "Attempt", "One try of a delivery.",
            [
                "number!": .whole, "request!": .text, "requestSize!": .whole, "startedAt!": .time,
                "finishedAt": .time, "status": .whole, "outcome": .text, "reason": .one("Hold"),
            ]),
        .record(
            "HeldMessage", "A message that waits for a person; its bytes stay in the journal.",
            [
                "id!": .id, "adapter!": .text, "key!": .text, "size!": .whole, "reason!": .one("Hold"),
                "receivedAt!": .time,
            ]),
        .record(
            "Paper", "A paper of an order; `links.content` is there when the gateway holds its bytes.",
            [
                "kind!": .text, "state!": .text, "format": .text, "url": .text, "contentHash": .text, "size": .whole,
                "reference": .text, "links!": .one("PaperLinks"),
            ]),
        .record("PaperLinks", "Where the bytes are.", ["content": .text]),
        .canonical(
            "Event", "A fact in its CloudEvents 1.0 envelope, without what translators did not read.",
            [
                "specversion!": .always("1.0"), "id!": .id, "source!": .text, "type!": kinds, "subject!": .id,
                "time!": .time, "datacontenttype!": .always("application/json"), "duplicatekey!": .text,
                "causationid": .id, "origin!": .text, "route": .text, "revision": .text, "traceparent": .text,
                "data!": .one("FactContent"),
            ]),
        .record(
            "Adapter", "An installed adapter: what it states, carries, answers and can be told.",
            [
                "id!": .id, "type!": .text, "summary!": .text, "receivesWebhooks!": .truth, "polls!": .truth,
                "delivers!": .truth, "emits!": .list(kinds), "carries!": .map(.text), "questions!": .list(.text),
                "told!": .list(.text), "slowedDown!": .truth, "failedPolls!": .whole,
            ]),
    ]

    private static let stateShapes: [Shape] = [
        .record(
            "Index", "What there is.", ["revision!": .text, "links!": .map(.text)]),
        .record(
            "Taken", "The facts are on disk.",
            ["accepted!": .truth, "facts!": .list(.id), "order!": .id, "links!": .one("TakenLinks")]),
        .record("TakenLinks", "The order that the facts are about.", ["order!": .text]),
        .record("Accepted", "It will be done.", ["accepted!": .truth]),
        .record("MessageState", "What became of a message.", ["id!": .id, "state!": .choice(["released", "closed"])]),
        .record(
            "Books", "Whether all that was promised is there.",
            [
                "balanced!": .truth, "messages!": .map(.whole), "facts!": .whole, "orders!": .whole,
                "deliveries!": .one("DeliveryBooks"), "differences!": .list(.text),
            ]),
        .record("DeliveryBooks", "Deliveries by state.", ["promised!": .whole, "states!": .map(.whole)]),
        .record("Status", "The process answers.", ["status!": .always("ok")]),
        .record(
            "Readiness", "Whether the gateway can durably accept.",
            ["status!": .choice(["ready", "not-ready"]), "reasons!": .list(.text)]),
        .record(
            "RouteHealth", "Systems that fail now.",
            [
                "status!": .choice(["ok", "degraded"]), "slowedDownTargets!": .list(.text),
                "failingPolls!": .map(.whole),
            ]),
        .record(
            "Problem", "An error (RFC 9457): its type never changes; `help` says what to try next.",
            [
                "type!": .pattern("^/problems/[a-z-]+$"), "title!": .text, "status!": .whole, "detail": .text,
                "help": .text, "code": .text, "pointer": .text, "offset": .whole, "line": .whole, "column": .whole,
                "limit": .whole, "header": .text, "parameter": .text, "choices": .list(.one("OrderSummary")),
            ]),
    ]
}
