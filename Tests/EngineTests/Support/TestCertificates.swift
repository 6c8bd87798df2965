import AdapterKit

/// Certificates that were made for these tests alone: an authority, and what it signed for a server and a client.
enum TestCertificates {
    /// What the client shows, trusting the authority.
    static let identity = TLSIdentity(certificate: client, key: Secret(clientKey), authority: authority)

    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBejCCASGgAwIBAgIUVWUK74I0NNqAtXJIeDvphQrrK5kwCgYIKoZIzj0EAwIw
        EjEQMA4GA1UEAwwHVGVzdCBDQTAgFw0yNjExMjEwOTA0NTRaGA8yMTI2MTAyODA5
        MDQ1NFowEjEQMA4GA1UEAwwHVGVzdCBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH
        A0IABFR3zi15GskwdwsO6biU+knK2ofl9BuREwmS25qz3z32H/9xm77aAbx8kKxU
        Ju9/YBkeb2V/odubgMX2SGfOCTKjUzBRMB0GA1UdDgQWBBRTsNy2iMagQeCiN2Ip
        TnzHP19woDAfBgNVHSMEGDAWgBRTsNy2iMagQeCiN2IpTnzHP19woDAPBgNVHRMB
        Af8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIDAgnu0QWgzev/+4JjxTknRE3lmg
        B1RLXcptHefSuTz6AiAV4HD1bxN1fKpvEVih6iziF8dyjo3QXjWVZkBZ452buQ==
        -----END CERTIFICATE-----
        """

    static let server = """
        -----BEGIN CERTIFICATE-----
        MIIBhTCCASugAwIBAgIUK3O5x+0Z/de5JLdPS/KPaZnBGokwCgYIKoZIzj0EAwIw
        EjEQMA4GA1UEAwwHVGVzdCBDQTAgFw0yNjExMjEwOTA0NTRaGA8yMTI2MTAyODA5
        MDQ1NFowETEPMA0GA1UEAwwGc2VydmVyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
        QgAE93pRtcRBrvG36g5c2h/DSu0SA9CkBeTSF1n6Y5fE68Kp7tOL5oUQsJP17cUo
        BGFujJZvqIbvdJ7X5ai/lSEcNaNeMFwwGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxo
        b3N0MB0GA1UdDgQWBBQFVzXu36ueXmiQH4bcJZMO+WGmzTAfBgNVHSMEGDAWgBRT
        sNy2iMagQeCiN2IpTnzHP19woDAKBggqhkjOPQQDAgNIADBFAiBgLdK+PAQMvQFX
        Xl2566tE6g+RkaxI2iU4U9+8LfYL2QIhAPJz5yUIYHQXt8I+A6Lwrxup5jiLyJu0
        pgl4hdY6htpF
        -----END CERTIFICATE-----
        """

    static let serverKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9CVwl0ir7NmOvwH/
        CZoyr38BOksWApUG8dKupAEj0lGhRANCAAT3elG1xEGu8bfqDlzaH8NK7RID0KQF
        5NIXWfpjl8Trwqnu04vmhRCwk/XtxSgEYW6Mlm+ohu90ntflqL+VIRw1
        -----END PRIVATE KEY-----
        """

    static let client = """
        -----BEGIN CERTIFICATE-----
        MIIBhTCCASugAwIBAgIUK3O5x+0Z/de5JLdPS/KPaZnBGoowCgYIKoZIzj0EAwIw
        EjEQMA4GA1UEAwwHVGVzdCBDQTAgFw0yNjExMjEwOTA0NTRaGA8yMTI2MTAyODA5
        MDQ1NFowETEPMA0GA1UEAwwGY2xpZW50MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
        QgAE8R0aQSAtKn8RJaIFc05CTzj6jotXhYsUpIp9zfk2ie8Jb15zBtoXGmCQAjs9
        CG3lNlE+74RWilUaQMbYkZ7pJaNeMFwwGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxo
        b3N0MB0GA1UdDgQWBBRGRgmE2PqzV/qlJy9bMLZr62WjYDAfBgNVHSMEGDAWgBRT
        sNy2iMagQeCiN2IpTnzHP19woDAKBggqhkjOPQQDAgNIADBFAiEA1INvvbtwualX
        32qu3+vXsDaEaHzr+J5QeGRELybXUQ4CIGllEiuaCnZohrd3j0zQIcBf+4mtjdc+
        JHqy6PY3xGPm
        -----END CERTIFICATE-----
        """

    static let clientKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9MtCflWwKELV2V0r
        UBud4AjYFPb4D4hAAqFL4yxYfO+hRANCAATxHRpBIC0qfxElogVzTkJPOPqOi1eF
        ixSkin3N+TaJ7wlvXnMG2hcaYJACOz0IbeU2UT7vhFaKVRpAxtiRnukl
        -----END PRIVATE KEY-----
        """
}
