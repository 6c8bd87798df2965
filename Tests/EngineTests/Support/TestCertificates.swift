import AdapterKit

/// Certificates that were made for these tests alone: an authority, and what it signed for a server and a client.
enum TestCertificates {
    /// What the client shows, trusting the authority.
    static let identity = TLSIdentity(certificate: client, key: Secret(clientKey), authority: authority)

    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBezCCASGgAwIBAgIUBB+6zpB0DQ9PNJTZfetPZ6Wh7rUwCgYIKoZIzj0EAwIw
        EjEQMA4GA1UEAwwHVGVzdCBDQTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAw
        MDAwMFowEjEQMA4GA1UEAwwHVGVzdCBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH
        A0IABIFQhY3iH0S4Rl59INA4AGF9aaiXrv0hBH4KySg1+AJNsk6ZyiFtm9uPT6Cu
        ffdnvV7u1EGldhFq5e5GW4M6+cCjUzBRMB0GA1UdDgQWBBQ87jRmcbAuQLms8zHM
        mLRCS8jNfjAfBgNVHSMEGDAWgBQ87jRmcbAuQLms8zHMmLRCS8jNfjAPBgNVHRMB
        Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQCFM6IeFUPl2JODlPSjVsIzwuLA
        aVtMDmAGt7b92VvWfgIgCyRzqdwQYDRjynu36zMF3MA1IHkpacNb3vFQUvpmd2w=
        -----END CERTIFICATE-----
        """

    static let server = """
        -----BEGIN CERTIFICATE-----
        MIIBhTCCASugAwIBAgIUfY0208yhy9EbFmj7FOc6XUABxJMwCgYIKoZIzj0EAwIw
        EjEQMA4GA1UEAwwHVGVzdCBDQTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAw
        MDAwMFowETEPMA0GA1UEAwwGc2VydmVyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
        QgAESOiFMND0tGuqlUlquoqtjiwjbsg5O/iXxIY9GNnW0MDlxHNM2BvGVgFHQYzl
        pfIYsnaocZQNnlIQtjQxmZXYjqNeMFwwHQYDVR0OBBYEFMsMxCUDnEGMQ207q8hQ
        Mtp2XMp5MB8GA1UdIwQYMBaAFDzuNGZxsC5AuazzMcyYtEJLyM1+MBoGA1UdEQQT
        MBGHBH8AAAGCCWxvY2FsaG9zdDAKBggqhkjOPQQDAgNIADBFAiAMFkcdSVg6uHP3
        p6Vr1iU1f6Hxh8WHypO1jH1hJBPjugIhAKm7b9Sk9D6sBc4XvuCpHWvhj/qFWiFD
        g190aVvCURNy
        -----END CERTIFICATE-----
        """

    static let serverKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHToC/40r4yhnSa0r
        p6Wzy5+FFWfei4zDDbISijew9qqhRANCAARI6IUw0PS0a6qVSWq6iq2OLCNuyDk7
        +JfEhj0Y2dbQwOXEc0zYG8ZWAUdBjOWl8hiydqhxlA2eUhC2NDGZldiO
        -----END PRIVATE KEY-----
        """

    static let client = """
        -----BEGIN CERTIFICATE-----
        MIIBhTCCASugAwIBAgIUcI3yipSvz48mpvc5MnP+9Wf0oXMwCgYIKoZIzj0EAwIw
        EjEQMA4GA1UEAwwHVGVzdCBDQTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAw
        MDAwMFowETEPMA0GA1UEAwwGY2xpZW50MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
        QgAEo8hQeZG20+gin5E6l6P7bFPgqp4RUEYcWpXps0mF5Xf6Ba0UUXgGdhrl2opX
        SFS42eyH09fr+ynd4A3LREMoPaNeMFwwHQYDVR0OBBYEFFFya61Xql7ZBikMGBtk
        hvsi7RJ8MB8GA1UdIwQYMBaAFDzuNGZxsC5AuazzMcyYtEJLyM1+MBoGA1UdEQQT
        MBGHBH8AAAGCCWxvY2FsaG9zdDAKBggqhkjOPQQDAgNIADBFAiEAqb4DZZHcvdWo
        cflvMRGAtuhmO3XEpLYkqs5yQUPIKEYCIDuG6gyObMk1RCaOVT0bQ7rejb6Cvp3i
        R2h5WwxpLd7M
        -----END CERTIFICATE-----
        """

    static let clientKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjbUmzXEV6zmbGmSZ
        kqBcRWb/p+6Ks6jFOrAbeGzA9emhRANCAASjyFB5kbbT6CKfkTqXo/tsU+CqnhFQ
        RhxalemzSYXld/oFrRRReAZ2GuXaildIVLjZ7IfT1+v7Kd3gDctEQyg9
        -----END PRIVATE KEY-----
        """
}
