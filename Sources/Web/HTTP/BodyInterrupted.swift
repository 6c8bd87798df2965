/// The connection ended or broke before the body was whole; the server closes it.
struct BodyInterrupted: Error {
    let cause: any Error
}
