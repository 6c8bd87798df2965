import AdapterKit
import Canonical
import HTTPTypes

extension MappedTokens {
    /// The request that asks for a token; it holds secrets and is sent at once.
    func request(_ caller: MappedCaller) throws(ProgramProblem) -> WireRequest {
        switch source {
        case .oauth(let oauth): return Self.request(oauth, caller.configuration.timeLimit)
        case .login(let login): return try Self.request(login, caller)
        }
    }

    /// Source: RFC 6749, sections 2.3.1 (credentials) and 4.4.2 (request) (stated).
    private static func request(_ oauth: MappedOAuth, _ timeLimit: Duration?) -> WireRequest {
        let id = PercentEncoding.encoded(oauth.clientID)
        let secret = PercentEncoding.encoded(oauth.clientSecret.revealed)
        var fields = ["grant_type=client_credentials"]
        if let scope = oauth.scope { fields.append("scope=\(PercentEncoding.encoded(scope))") }
        var headers: HTTPFields = [
            .contentType: "application/x-www-form-urlencoded", .accept: "application/json",
        ]
        if oauth.sendsSecretInBody {
            fields += ["client_id=\(id)", "client_secret=\(secret)"]
        } else {
            headers[.authorization] = MappedReader.basic(id, Secret(secret)).revealed
        }
        return WireRequest(
            method: .post, url: oauth.tokenURL, headers: headers, body: Array(fields.joined(separator: "&").utf8),
            timeLimit: timeLimit, identity: oauth.identity)
    }

    private static func request(_ login: MappedLogin, _ caller: MappedCaller) throws(ProgramProblem) -> WireRequest {
        let input = input(login, caller) { _ in }
        var request = WireRequest(
            method: login.method, url: caller.configuration.endpoint + (try login.path.path(input)),
            headers: [.accept: "application/json"], timeLimit: caller.configuration.timeLimit)
        if let body = login.body {
            request.body = try MappedRun.encoded(try body.value(input), login.encoding)
            request.headers[.contentType] = MappedRun.mediaType(login.encoding)
        }
        return caller.dressed(request)
    }

    /// What the programs of the login step see: `{config, secrets}`, and `answer` once there is one.
    private static func input(
        _ login: MappedLogin, _ caller: MappedCaller, _ more: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 1_024)
        writer.object { writer in
            writer.key("config")
            writer.raw(caller.configuration.config)
            writer.key("secrets")
            writer.object { writer in
                for (name, secret) in login.secrets {
                    writer.key(name)
                    writer.string(secret.revealed)
                }
            }
            more(&writer)
        }
        return writer.bytes
    }

    /// The token in an answer.
    func grant(_ answer: WireResponse, _ caller: MappedCaller, at now: Instant) throws(ProgramProblem) -> Grant {
        switch source {
        case .oauth: return try Self.oauthGrant(answer, at: now)
        case .login(let login):
            let input = Self.input(login, caller) { writer in
                writer.key("answer")
                MappedInput.write(answer, to: &writer)
            }
            let token = try login.token.headerValue(input)
            if token.isEmpty { throw ProgramProblem("the token is empty") }
            return Grant(token: Secret(token), until: now.advanced(by: login.lifetime))
        }
    }

    /// Source: RFC 6749, section 5.1 (stated); without `expires_in` an hour is assumed, and 401 ends it earlier.
    private static func oauthGrant(_ answer: WireResponse, at now: Instant) throws(ProgramProblem) -> Grant {
        do {
            let document = try JSONDocument.parse(answer.body)
            let dialect = JSONDialect(numbersMayBeText: true, nullMeansAbsent: true)
            let reader = try JSONReading(document, dialect: dialect).root.asObject()
            let token = try reader.string("access_token")
            let isFit = !token.isEmpty && token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            guard isFit else { throw ProgramProblem("access_token is none that a header field can hold") }
            let lifetime = min(max(try reader.optionalInt("expires_in") ?? 3_600, 0), 86_400)
            // Shortly before its end: the request must arrive while the token still counts.
            let margin = min(60, lifetime / 10)
            return Grant(token: Secret(token), until: now.advanced(by: .seconds(lifetime - margin)))
        } catch let error as JSONReadError {
            throw ProgramProblem("at \(error.pointer): \(error.message)")
        } catch let error as ProgramProblem {
            throw error
        } catch {
            throw ProgramProblem("it is no JSON object")
        }
    }
}
