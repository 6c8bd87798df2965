import Canonical
import Journal
import Testing

extension JournalContract {
    static let requestClauses = [
        Clause("a keyed request is kept with its answer, also after a restart", { try await $0.keepsRequest() }),
        Clause("of 64 concurrent requests with one key exactly one is done", { try await $0.doesOneOfMany() }),
        Clause("a request whose key was used changes nothing", { try await $0.refusesUsedKey() }),
        Clause("a step that fails leaves its key free", { try await $0.leavesKeyFree() }),
        Clause("the same key of another caller is another request", { try await $0.keepsCallersApart() }),
    ]

    private func keyed<Outcome: Sendable>(
        _ key: String = "k", of caller: String = "ops", _ fingerprint: String = "f", status: Int = 200
    ) -> KeyedRequest<Outcome> {
        KeyedRequest(caller: caller, key: key, fingerprint: fingerprint) { _ in
            KeptAnswer(status: status, body: Array("done".utf8))
        }
    }

    /// An order with a delivery that waits for a person.
    private func waiting(_ journal: any Journal, _ samples: Samples) async throws -> DeliveryID {
        let intake = samples.intake(samples.order())
        _ = try await journal.append(intake)
        let delivery = intake.entries[0].deliveries[0].id
        _ = try await journal.move(samples.move(delivery, from: [.waiting], to: .needsAttention))
        return delivery
    }

    private func keepsRequest() async throws {
        let journal = try await open()
        let samples = Samples()
        let delivery = try await waiting(journal, samples)
        var move = samples.move(delivery, from: [.needsAttention], to: .closed)
        move.request = KeyedRequest(caller: "ops", key: "k1", fingerprint: "f1") { record in
            KeptAnswer(status: 200, body: Array(record.state.rawValue.utf8))
        }
        _ = try await journal.move(move)
        var intake = samples.intake(samples.order())
        intake.request = KeyedRequest(caller: "ops", key: "k2", fingerprint: "f2") { receipt in
            KeptAnswer(status: 202, body: Array("\(receipt.entries.count)".utf8))
        }
        _ = try await journal.append(intake)

        let again = try await reopen(journal)

        let first = KeptRequest(
            fingerprint: "f1", answer: KeptAnswer(status: 200, body: Array("closed".utf8)),
            storedAt: Samples.moment(30))
        #expect(try await again.keptRequest("k1", of: "ops") == first)
        #expect(try await again.keptRequest("k2", of: "ops")?.answer == KeptAnswer(status: 202, body: Array("1".utf8)))
        #expect(try await again.keptRequest("k3", of: "ops") == nil)
        try await expectBalance(again)
        await again.close()
    }

    private func doesOneOfMany() async throws {
        let journal = try await open()
        let samples = Samples()
        let done = try await concurrently(64) { number in
            var intake = samples.intake(samples.order())
            intake.request = self.keyed("one", "f\(number)")
            do {
                _ = try await journal.append(intake)
                return true
            } catch JournalFailure.conflict {
                return false
            }
        }
        #expect(done.count { $0 } == 1)
        let books = try await journal.books()
        #expect(books.messages == 1 && books.orders == 1 && books.promisedDeliveries == 1)
        #expect(books.differences == [])
        await journal.close()
    }

    private func refusesUsedKey() async throws {
        let journal = try await open()
        let samples = Samples()
        let delivery = try await waiting(journal, samples)
        let message = samples.message("m", hold: Hold(code: "mapping.missing", message: "no mapping"))
        var intake = Intake(messages: [message], at: Samples.moment())
        intake.request = keyed(status: 202)
        _ = try await journal.append(intake)

        var move = samples.move(delivery, from: [.needsAttention], to: .closed)
        move.request = keyed()
        await expectConflict { _ = try await journal.move(move) }
        var resolution = MessageResolution(message: message.id, actor: "mara", reason: "seen", at: Samples.moment(8))
        resolution.request = keyed()
        await expectConflict { _ = try await journal.resolve(resolution) }

        #expect(try await journal.delivery(delivery)?.state == .needsAttention)
        #expect(try await journal.heldMessage(message.id) != nil)
        #expect(try await journal.keptRequest("k", of: "ops")?.answer.status == 202)
        await journal.close()
    }

    private func leavesKeyFree() async throws {
        let journal = try await open()
        let samples = Samples()
        let delivery = try await waiting(journal, samples)
        var move = samples.move(delivery, from: [.held], to: .closed)
        move.request = keyed()
        await expectConflict { _ = try await journal.move(move) }
        #expect(try await journal.keptRequest("k", of: "ops") == nil)
        var silent = samples.move(delivery, from: [.needsAttention], to: .waiting)
        silent.request = KeyedRequest(caller: "ops", key: "k", fingerprint: "f") { _ in nil }
        _ = try await journal.move(silent)
        #expect(try await journal.keptRequest("k", of: "ops") == nil)

        var second = samples.move(delivery, from: [.waiting], to: .closed)
        second.request = keyed()
        _ = try await journal.move(second)

        #expect(try await journal.keptRequest("k", of: "ops") != nil)
        await journal.close()
    }

    private func keepsCallersApart() async throws {
        let journal = try await open()
        let samples = Samples()
        for caller in ["ops", "shop", "ops shop"] {
            var intake = samples.intake(samples.order())
            intake.request = keyed(of: caller, caller)
            _ = try await journal.append(intake)
        }
        #expect(try await journal.keptRequest("k", of: "ops")?.fingerprint == "ops")
        #expect(try await journal.keptRequest("k", of: "shop")?.fingerprint == "shop")
        #expect(try await journal.keptRequest("k", of: "nobody") == nil)
        await journal.close()
    }
}
