import HTTPTypes

extension HTTPResponse.Status {
    /// A status that code outside of this room chose; one that no final answer can have becomes 500.
    init(answering code: Int) {
        self = (200...599).contains(code) ? HTTPResponse.Status(code: code) : .internalServerError
    }
}
