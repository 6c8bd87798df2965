/// A place in a file.
package struct Place: Sendable, Hashable, Comparable {
    /// The line, counted from 1.
    package var line: Int
    /// The column in Unicode scalars, counted from 1.
    package var column: Int

    /// The first character of a file.
    package static let start = Place(line: 1, column: 1)

    /// Creates a place from a line and a column, both counted from 1.
    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Orders places as they are read.
    package static func < (lhs: Place, rhs: Place) -> Bool {
        (lhs.line, lhs.column) < (rhs.line, rhs.column)
    }
}
