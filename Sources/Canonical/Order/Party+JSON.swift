extension Party: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("firstName", firstName)
        writer.member("lastName", lastName)
        writer.member("company", company)
        writer.member("email", email)
        writer.member("phones", phones)
        writer.member("taxIds", taxIDs)
        writer.member("address", address)
        writer.member("romanizedAddress", romanizedAddress)
        writer.member("isEndCustomer", isEndCustomer)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is of another kind; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        firstName = try reader.optionalString("firstName")
        lastName = try reader.optionalString("lastName")
        company = try reader.optionalString("company")
        email = try reader.optionalString("email")
        phones = try reader.texts("phones")
        taxIDs = try reader.texts("taxIds")
        address = try reader.optionalValue("address", Address.self)
        romanizedAddress = try reader.optionalValue("romanizedAddress", Address.self)
        isEndCustomer = try reader.optionalBool("isEndCustomer")
    }
}
