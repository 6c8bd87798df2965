import Foundation
import Testing

@Suite("The state of the house")
struct HouseTests {
    @Test("no file holds unfinished work, a forced try or a wrong word for a type")
    func nothingIsUnfinished() throws {
        let marks = [
            #/\b(?:TODO|FIXME|XXX|HACK)\b/#, #/\btry!/#, #/fatalError\("(?:not|un)implemented/#,
            #/\b(?:struct|class|actor|enum|protocol)\s+\w*(?:Manager|Helper|Util|Utils|Impl)\b/#,
        ]
        for file in try Repository.swiftFiles(in: "Sources") + Repository.swiftFiles(in: "Plugins") {
            let text = try Repository.text(of: file)
            for mark in marks { #expect(text.firstMatch(of: mark) == nil, "\(file)") }
        }
    }

    @Test("no amount of money is a binary float")
    func moneyIsExact() throws {
        let mark = #/:\s*(?:Double|Float)\b.*(?:rice|mount|otal|uty|ax)\b/#
        for file in try Repository.swiftFiles(in: "Sources/Canonical") + Repository.swiftFiles(in: "Plugins") {
            let text = try Repository.text(of: file)
            #expect(text.firstMatch(of: mark) == nil, "\(file)")
            #expect(text.firstMatch(of: #/\b(?:Double|Float)\b/#) == nil, "\(file) uses binary floats")
        }
    }

    @Test("every file stays below 550 lines")
    func filesAreShort() throws {
        for folder in ["Sources", "Plugins", "Tests"] {
            for file in try Repository.swiftFiles(in: folder) {
                let lines = try Repository.text(of: file).count { $0 == "\n" }
                #expect(lines <= 550, "\(file) has \(lines) lines")
            }
        }
    }

    @Test("the README names exactly the two commands")
    func readmeNamesTheCommands() throws {
        let text = try Repository.text(of: "README.md")
        #expect(text.contains("Scripts/demo") && text.contains("Scripts/test"))
        for script in ["demo", "test", "check"] {
            #expect(FileManager.default.isExecutableFile(atPath: Repository.path("Scripts/\(script)")))
        }
    }
}
