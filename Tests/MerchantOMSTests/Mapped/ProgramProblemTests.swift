import Testing

@testable import MerchantOMS

@Suite("What is told of a program that stumbled")
struct ProgramProblemTests {
    @Test(
        "jq's message without the values that it quotes, which may be a person's",
        arguments: [
            ("string (\"Zoë Ω\") and number (1) cannot be added", "string and number cannot be added"),
            ("object ({\"a\":\"Zoë ...) cannot be parsed as a number", "object cannot be parsed as a number"),
            ("Cannot iterate over string (\"Zoë\")", "Cannot iterate over string"),
            ("string (\"Zoë Müller...) has no keys", "string"),
            (
                "Invalid numeric literal at EOF at line 1, column 7 (while parsing 'Müller')",
                "Invalid numeric literal at EOF at line 1, column 7"
            ),
            ("date \"2026-99\" does not match format \"%Y-%m-%d\"", "date does not match format \"%Y-%m-%d\""),
            (
                "Invalid path expression with result \"Zoë\"",
                "Invalid path expression"
            ),
            (
                "Invalid path expression near attempt to access element 0 of [90,111,...",
                "Invalid path expression near attempt to access an element"
            ),
            (
                "Invalid path expression near attempt to access element \"Zoë\" of {\"a of b\":1}",
                "Invalid path expression near attempt to access an element"
            ),
            (
                "Invalid path expression near attempt to iterate through [\"Zoë\"]",
                "Invalid path expression near attempt to iterate"
            ),
            ("Cannot index object with number", "Cannot index object with number"), ("no tax rate", "no tax rate"),
        ])
    func withoutValues(message: String, told: String) {
        #expect(ProgramProblem(.stopped(message)).message == told)
    }
}
