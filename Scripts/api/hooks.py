"""What the description can say in words only: the ways to state a fact differ in header fields that go with the body."""

import uuid

import schemathesis
from schemathesis.generation import GenerationMode

ATTRIBUTES = {
    "ce-specversion": "1.0", "ce-source": "/adapters/shop", "ce-type": "order.ready",
}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Makes the header fields of a right fact go with its body; wrong ones stay as they are."""
    if (case.method.upper(), case.operation.path) != ("POST", "/v1/facts"):
        return
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE or not isinstance(case.body, dict):
        return
    is_event = "specversion" in case.body
    is_short = not is_event and "source" in case.body and "type" in case.body
    if is_event or is_short:
        for name in [name for name in case.headers if name.lower().startswith("ce-")]:
            del case.headers[name]
    elif "json" in (case.media_type or "") and "cloudevents" not in case.media_type:
        for name in ("ce-time", "ce-duplicatekey"):
            case.headers.pop(name, None)
        case.headers.update(ATTRIBUTES)
        case.headers["ce-id"] = str(uuid.uuid4())
    if is_short:
        case.headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
