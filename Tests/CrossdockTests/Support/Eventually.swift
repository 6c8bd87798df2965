/// Waits until a claim holds, for two minutes at most: nobody notices on a quick machine, and a slow one has the time.
func eventually(_ claim: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < end {
        if try await claim() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return false
}
