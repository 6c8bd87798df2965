/// Ends a request whose connection has been closed on purpose.
struct ConnectionDropped: Error {}
