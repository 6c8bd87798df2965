/// The version that `--version`, the API and the user agent show.
enum Version {
    static let text = "0.1.0"
}
