import AdapterKit
import Canonical
import HTTPTypes

extension MappedReader {
    /// The one kind of authentication that is given.
    mutating func authentication(
        _ node: SettingNode, endpoint: String, _ identity: TLSIdentity?
    ) -> MappedAuthentication {
        let kinds = ["bearer", "basic", "api_key", "oauth2", "login"].filter { node[$0].isGiven }
        guard kinds.count < 2 else {
            complain(node, "one kind of authentication at most; given are \(kinds.joined(separator: ", "))")
            return .none
        }
        if let secret = node["bearer"].secret {
            return .fixed(.init(name: .authorization, value: Secret("Bearer \(secret.revealed)")))
        }
        if let user = node["basic"]["user"].text, let password = node["basic"]["password"].secret {
            if user.contains(":") { complain(node["basic"]["user"], "a user's name has no colon here") }
            return .fixed(.init(name: .authorization, value: Self.basic(user, password)))
        }
        if let name = node["api_key"]["header"].text, let value = node["api_key"]["value"].secret {
            guard let field = header(node["api_key"]["header"], name) else { return .none }
            return .fixed(.init(name: field, value: value))
        }
        if node["oauth2"].isGiven { return oauth(node["oauth2"], endpoint: endpoint, identity) }
        if node["login"].isGiven { return login(node["login"]) }
        return .none
    }

    /// Source: RFC 7617, section 2 (stated).
    static func basic(_ user: String, _ password: Secret) -> Secret {
        Secret("Basic " + Base64.encoded(Array("\(user):\(password.revealed)".utf8)))
    }

    private mutating func oauth(
        _ node: SettingNode, endpoint: String, _ identity: TLSIdentity?
    ) -> MappedAuthentication {
        guard let url = node["token_url"].text, let id = node["client_id"].text,
            let secret = node["client_secret"].secret
        else { return .none }
        let isSameOrigin = URLOrigin.of(url) == URLOrigin.of(endpoint)
        return .token(
            MappedTokens(
                .oauth(
                    MappedOAuth(
                        tokenURL: url, clientID: id, clientSecret: secret, scope: node["scope"].text,
                        sendsSecretInBody: node["client_auth"].text == "body",
                        identity: isSameOrigin ? identity : nil))))
    }

    private mutating func login(_ node: SettingNode) -> MappedAuthentication {
        let path = path(node["path"])
        let body = program(node["body"])
        let token = program(node["token"])
        let field = header(node["header"], node["header"].text ?? "Authorization")
        let lifetime = node["lifetime"].duration ?? .seconds(1_800)
        if lifetime <= .zero { complain(node["lifetime"], "a span above zero is needed", help: "lifetime: 30m") }
        let method = node["method"].text.flatMap(HTTPRequest.Method.init(rawValue:)) ?? .post
        checkBody(node, method)
        guard let path, let token, let field else { return .none }
        return .token(
            MappedTokens(
                .login(
                    MappedLogin(
                        method: method, path: path,
                        secrets: node["secrets"].members.compactMap { name, node in node.secret.map { (name, $0) } },
                        body: body,
                        encoding: node["encoding"].text.flatMap(MappedStep.Encoding.init(rawValue:)) ?? .json,
                        token: token, header: field, prefix: node["prefix"].text ?? "Bearer ", lifetime: lifetime))))
    }

    /// The certificate for mutual TLS.
    mutating func identity(_ node: SettingNode) -> TLSIdentity? {
        check(node["certificate"], node["certificate"].text, "CERTIFICATE")
        check(node["key"], node["key"].secret?.revealed, "PRIVATE KEY")
        check(node["authority"], node["authority"].text, "CERTIFICATE")
        guard let certificate = node["certificate"].text, let key = node["key"].secret else { return nil }
        return TLSIdentity(certificate: certificate, key: key, authority: node["authority"].text)
    }

    /// Whether a text has at least the frame of PEM; what is in it, the first connection tells.
    private mutating func check(_ node: SettingNode, _ text: String?, _ label: String) {
        guard let text else { return }
        if !text.contains("-----BEGIN ") || !text.contains("\(label)-----") {
            complain(node, "a PEM text with -----BEGIN … \(label)----- is needed", help: "name a file: ${file:…}")
        } else if text.contains("ENCRYPTED") {
            complain(node, "a key without a pass phrase is needed")
        }
    }
}
