extension Order {
    /// The code of the hold that waits for papers.
    public static let documentsHold = "documents.required"

    mutating func requireDocuments(_ required: [Document]) {
        foldDocuments(required, state: .required)
        guard !hasEnded else { return }
        if axes.compliance != .known(.blocked) { axes.compliance = .known(.documentsRequired) }
        guard !holds.contains(where: { $0.code == Self.documentsHold }) else { return }
        holds.append(
            Hold(
                code: Self.documentsHold,
                message: "The provider requires documents before the goods may leave; send them with the shipment."))
    }

    mutating func foldDocuments(_ incoming: [Document], state: Document.State) {
        for var document in incoming {
            document.state = .known(state)
            upsert(document)
        }
    }

    /// Papers that are here end the wait as soon as none is missing; without a list all of them are here.
    mutating func provideDocuments(_ available: [Document]) {
        foldDocuments(available, state: .available)
        let isMissing = documents.contains { $0.state == .known(.required) || $0.state == .known(.requested) }
        if available.isEmpty || !isMissing { releaseDocuments() }
    }

    mutating func releaseDocuments() {
        holds.removeAll { $0.code == Self.documentsHold }
        if axes.compliance == .known(.documentsRequired) { axes.compliance = .known(.clear) }
    }

    /// Adds a document or what is new about a known one of its kind; one that is available stays so.
    mutating func upsert(_ document: Document) {
        let index = documents.firstIndex { known in
            guard known.kind == document.kind else { return false }
            if let reference = known.reference, document.reference != nil { return reference == document.reference }
            // Without references, one paper more of a kind is told from the same one again by where it is.
            return known.state != .known(.available) || known.url == document.url
        }
        guard let index else { return documents.append(document) }
        let old = documents[index]
        var merged = document
        if old.state == .known(.available) { merged.state = old.state }
        merged.format = document.format ?? old.format
        merged.url = document.url ?? old.url
        merged.contentHash = document.contentHash ?? old.contentHash
        merged.size = document.size ?? old.size
        merged.reference = document.reference ?? old.reference
        documents[index] = merged
    }

    private var hasEnded: Bool { axes.acceptance == .known(.cancelled) || axes.acceptance == .known(.refused) }
}
