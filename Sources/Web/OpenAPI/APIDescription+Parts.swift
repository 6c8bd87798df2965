extension APIDescription {
    static let parameters = #"""
        {
          "OrderName": {
            "name": "name", "in": "path", "required": true,
            "description": "Our id of the order, or its id or number at any system.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 512 }
          },
          "Id": {
            "name": "id", "in": "path", "required": true, "description": "The gateway's id of the thing.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 512 }
          },
          "AdapterId": {
            "name": "id", "in": "path", "required": true, "description": "The id of an installed adapter.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 63 }
          },
          "Name": {
            "name": "name", "in": "path", "required": true,
            "description": "The question's or operation's name, as GET /v1/adapters lists it.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 512 }
          },
          "Limit": {
            "name": "limit", "in": "query", "description": "Entries of a page at most; attention counts each kind apart.",
            "schema": { "type": "integer", "minimum": 1, "maximum": 200, "default": 50 }
          },
          "Key": {
            "name": "Idempotency-Key", "in": "header",
            "description": "The caller's key for a request that may be sent again (draft-ietf-httpapi-idempotency-key-header). Kept for ever.",
            "schema": { "type": "string", "pattern": "^([!#-~]{1,255}|\"[ !#-~]{1,255}\")$" }
          },
          "NeededKey": {
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "The caller's key, without which a repetition would do it anew (draft-ietf-httpapi-idempotency-key-header). Kept for ever.",
            "schema": { "type": "string", "pattern": "^([!#-~]{1,255}|\"[ !#-~]{1,255}\")$" }
          }
        }
        """#

    static let headers = #"""
        {
          "RetryAfter": { "description": "Seconds to wait.", "required": true, "schema": { "type": "integer", "minimum": 1 } },
          "RetryAfterFirst": { "description": "Seconds to wait for the first request with the key.", "schema": { "type": "integer", "minimum": 1 } },
          "Authenticate": { "description": "The scheme that is wanted.", "schema": { "type": "string" } },
          "ETag": { "description": "The version that is shown.", "schema": { "type": "string" } }
        }
        """#

    static let responses = #"""
        {
          "SeveralOrders": \#(problem("Several orders have this id; the problem lists them as choices.")),
          "BadRequest": \#(problem("A parameter, header field or member is missing or wrong; the problem names it.")),
          "Unauthorized": \#(problem(
              "No token, or one that nobody has.", header: ##""WWW-Authenticate": { "$ref": "#/components/headers/Authenticate" }"##)),
          "Forbidden": \#(problem("The token's role does not allow this, or without tokens the caller is not local.")),
          "NotFound": \#(problem("There is no such thing.")),
          "Conflict": \#(problem(
              "The thing is not in a state that allows this; or the first request with this key is under way, and then there is Retry-After.",
              header: ##""Retry-After": { "$ref": "#/components/headers/RetryAfterFirst" }"##)),
          "TooSlow": \#(problem("The body did not arrive in time.")),
          "TooLarge": \#(problem("The body is larger than allowed.")),
          "WrongType": \#(problem("The body's media type is not taken here.")),
          "Unprocessable": \#(problem("Well-formed, and not to be done: an order, adapter or question is unknown, or the key was used for something else.")),
          "NoAnswer": \#(problem("The system's answer could not be read.")),
          "Unavailable": \#(problem(
              "Nothing can be stored or read at this moment; nothing was.", header: retryAfter)),
          "TargetUnavailable": \#(problem(
              "The system does not answer at this moment, or nothing can be read here.", header: retryAfter)),
          "Unexpected": \#(problem("The gateway failed unexpectedly; its log names the event `http.unexpected`."))
        }
        """#

    private static let retryAfter = ##""Retry-After": { "$ref": "#/components/headers/RetryAfter" }"##

    private static func problem(_ about: String, header: String = "") -> String {
        #"""
        {
          "description": "\#(about)", "headers": { \#(header) },
          "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
        }
        """#
    }
}
