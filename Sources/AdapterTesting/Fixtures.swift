#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The sample messages in one folder of an adapter.
///
/// ```swift
/// let fixtures = Fixtures("../../Plugins/AcmeOrders/Fixtures")
/// let message = try fixtures.bytes("order-ready.json")
/// ```
public struct Fixtures: Sendable {
    /// A fixture that cannot be read.
    public struct Missing: Error, Sendable, Equatable, CustomStringConvertible {
        /// The file's name.
        public var name: String
        /// What is wrong, naming the file.
        public var description: String { "the fixture \(name) cannot be read" }
    }

    private let folder: String

    /// Names a folder, relative to the source file that asks.
    public init(_ folder: String, besideFile file: String = #filePath) {
        let parent = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        self.folder = "\(parent)/\(folder)"
    }

    /// The bytes of a file as they are on disk, without one final line break.
    ///
    /// Editors end files with a line break; the messages that the files stand for have none.
    /// - Throws: ``Missing`` when the file is not there.
    public func bytes(_ name: String) throws(Missing) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { throw Missing(name: name) }
        let bytes = Array(data)
        return bytes.last == UInt8(ascii: "\n") ? Array(bytes.dropLast()) : bytes
    }

    /// The text of a file, read as UTF-8.
    ///
    /// - Throws: ``Missing`` when the file is not there.
    public func text(_ name: String) throws(Missing) -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }
}
