extension CommercialTerms: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("sellerOfRecord", sellerOfRecord)
        writer.member("importerOfRecord", importerOfRecord)
        writer.member("exporterOfRecord", exporterOfRecord)
        writer.member("incoterm", incoterm)
        writer.member("dutiesGuaranteed", dutiesGuaranteed)
        writer.member("taxIncluded", taxIncluded)
        writer.member("dutyIncluded", dutyIncluded)
        writer.member("taxCalculationRule", taxCalculationRule)
        writer.member("isBusiness", isBusiness)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is of another kind; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        sellerOfRecord = try reader.optionalValue("sellerOfRecord", Responsible.self)
        importerOfRecord = try reader.optionalValue("importerOfRecord", Responsible.self)
        exporterOfRecord = try reader.optionalValue("exporterOfRecord", Responsible.self)
        incoterm = try reader.optionalCode("incoterm")
        dutiesGuaranteed = try reader.optionalBool("dutiesGuaranteed")
        taxIncluded = try reader.optionalBool("taxIncluded")
        dutyIncluded = try reader.optionalBool("dutyIncluded")
        taxCalculationRule = try reader.optionalString("taxCalculationRule")
        isBusiness = try reader.optionalBool("isBusiness")
    }
}

extension CommercialTerms.Responsible: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("vatNumber", vatNumber)
        writer.member("eoriNumber", eoriNumber)
        writer.member("iossNumber", iossNumber)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is of another kind; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        name = try reader.optionalString("name")
        vatNumber = try reader.optionalString("vatNumber")
        eoriNumber = try reader.optionalString("eoriNumber")
        iossNumber = try reader.optionalString("iossNumber")
    }
}
