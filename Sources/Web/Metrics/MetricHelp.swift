/// One sentence for each of the gateway's metrics.
enum MetricHelp {
    static let sentences = [
        "crossdock_orders_accepted_total": "Facts about orders that are on disk, by the adapter they came from.",
        "crossdock_messages_held_total": "Authentic messages that are kept and wait for a person.",
        "crossdock_unauthenticated_total": "Requests whose sender an adapter could not verify.",
        "crossdock_residue_members_total": "Members of messages that no translator read; they are kept.",
        "crossdock_attempts_total": "Tries of deliveries by target and outcome.",
        "crossdock_attempt_seconds": "Time from the first byte of a try to its outcome.",
        "crossdock_commit_seconds": "Time that storing one intake took, flush included.",
        "crossdock_poll_failures_total": "Polls that failed.",
        "crossdock_http_problems_total": "Requests answered with a problem, by its type.",
        "crossdock_metrics_dropped_total": "Series refused because there were too many, or of another kind.",
        "crossdock_deliveries": "Deliveries by target and state.",
        "crossdock_lane_oldest_age_seconds": "Age of the oldest delivery that is not final, by target.",
        "crossdock_target_slowed_down": "1 while the engine keeps back from a target because it fails.",
        "crossdock_journal_readable": "1 when the journal could be read for this answer.",
    ]
}
