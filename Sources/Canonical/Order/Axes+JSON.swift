extension Axes: CanonicalJSON {
    /// Writes every axis; acceptance only when something is known about it.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        if acceptance != .unknown("") { writer.member("acceptance", acceptance) }
        writer.member("payment", payment)
        writer.member("fulfilment", fulfilment)
        writer.member("return", `return`)
        writer.member("compliance", compliance)
        writer.member("isCompleted", isCompleted, unless: false)
        writer.endObject()
    }

    /// Reads the axes; an axis that is absent is where it starts.
    ///
    /// - Throws: ``JSONReadError`` if an axis is no text; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        acceptance = try reader.optionalCode("acceptance") ?? acceptance
        payment = try reader.optionalCode("payment") ?? payment
        fulfilment = try reader.optionalCode("fulfilment") ?? fulfilment
        `return` = try reader.optionalCode("return") ?? `return`
        compliance = try reader.optionalCode("compliance") ?? compliance
        isCompleted = try reader.optionalBool("isCompleted") ?? false
    }
}
