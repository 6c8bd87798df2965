import HTTPTypes

extension Problem {
    static var unauthorized: Problem {
        var problem = Problem(
            .unauthorized, "unauthorized", "A valid token is needed.",
            help: "Send Authorization: Bearer with a token of gateway.tokens.")
        problem.headers[.wwwAuthenticate] = "Bearer realm=\"crossdock\""
        return problem
    }

    static var notLoopback: Problem {
        Problem(
            .forbidden, "loopback-only", "Without tokens only this machine may call.",
            help: "Configure gateway.tokens, or call 127.0.0.1 directly.")
    }

    static func forbidden(needed role: AccessRole) -> Problem {
        Problem(
            .forbidden, "forbidden", "The token's role does not allow this.",
            detail: "The role \(role.rawValue) is needed.")
    }

    static func notFound(_ what: String, help: String? = nil) -> Problem {
        Problem(
            .notFound, "not-found", "There is no such thing.", detail: what,
            help: help ?? "GET /v1 lists what there is.")
    }

    static func methodNotAllowed(_ allowed: [String]) -> Problem {
        var problem = Problem(
            .methodNotAllowed, "method-not-allowed", "The path does not know this method.",
            detail: "Allowed: \(allowed.joined(separator: ", ")).")
        problem.headers[.allow] = allowed.joined(separator: ", ")
        return problem
    }
}
