import ArgumentParser
import Journal

/// Why a command ends without having done its job; its code is the process's exit code.
struct CommandFailure: Error {
    let code: ExitCode
    let message: String
    /// The next thing to try.
    let help: String?

    init(_ code: ExitCode, _ message: String, help: String? = nil) {
        self.code = code
        self.message = message
        self.help = help
    }

    /// The failure that a journal that cannot be opened is.
    init(opening failure: JournalFailure, _ path: String) {
        self.init(
            .inputOutput, "cannot open the journal: \(failure)",
            help: "\(path): does a gateway run on it already, or has it never run?")
    }

    /// The failure that a journal's failure is for the person at the terminal.
    init(_ failure: JournalFailure) {
        switch failure {
        case .conflict(let text): self.init(.findings, text, help: "crossdock attention shows what waits")
        case .full: self.init(.tryLater, "\(failure)", help: "free some space; nothing was lost")
        default: self.init(.inputOutput, "\(failure)", help: "check the path after `journal:` in adapters.yaml")
        }
    }
}

extension ExitCode {
    /// Findings or differences.
    static let findings = ExitCode(1)
    /// A wrong command line.
    static let usage = ExitCode(2)
    /// A system that is needed is not there.
    static let unavailable = ExitCode(69)
    /// Reading or writing failed.
    static let inputOutput = ExitCode(74)
    /// It may work later.
    static let tryLater = ExitCode(75)
    /// `adapters.yaml` is wrong.
    static let configuration = ExitCode(78)
}
