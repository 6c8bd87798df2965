extension Address: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("firstName", firstName)
        writer.member("lastName", lastName)
        writer.member("company", company)
        writer.member("lines", lines)
        writer.member("city", city)
        writer.member("region", region)
        writer.member("postalCode", postalCode)
        writer.member("country", country)
        writer.member("phone", phone)
        writer.member("email", email)
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
        lines = try reader.texts("lines")
        city = try reader.optionalString("city")
        region = try reader.optionalString("region")
        postalCode = try reader.optionalString("postalCode")
        country = try reader.optionalString("country")
        phone = try reader.optionalString("phone")
        email = try reader.optionalString("email")
    }
}
