import Foundation

/// The machine that the benchmark runs on.
enum Machine {
    /// The path of this executable.
    static var executable: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }

    /// Processor, cores, memory and system in one line.
    static var description: String {
        let information = ProcessInfo.processInfo
        // Where /proc is missing, the line goes without the processor's name.
        let cpu = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n")
            .first { $0.hasPrefix("model name") }?.split(separator: ":").last
            .map { $0.trimmingCharacters(in: .whitespaces) }
        return "\(cpu ?? "processor unknown"), \(information.activeProcessorCount) cores, "
            + "\(information.physicalMemory >> 30) GiB, \(information.operatingSystemVersionString)"
    }
}
