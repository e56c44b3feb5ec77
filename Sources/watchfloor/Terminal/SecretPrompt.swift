internal import Foundation

/// Asks for what must not be seen: neither in the list of processes nor on the terminal.
enum SecretPrompt {
    /// From the terminal without showing it, or the next line of the standard input where that is none.
    /// - Throws: `CommandFailure` where nothing comes.
    static func ask(_ question: String) throws(CommandFailure) -> String {
        guard isatty(STDIN_FILENO) == 1 else { return try line() }
        Terminal.complain(question + ": ", newline: false)
        var settings = termios()
        tcgetattr(STDIN_FILENO, &settings)
        let shown = settings
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        defer {
            var shown = shown
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            Terminal.complain("")
        }
        return try line()
    }

    /// A new password, twice where somebody types it.
    static func newPassword() throws(CommandFailure) -> String {
        let password = try ask("Password")
        guard isatty(STDIN_FILENO) == 1 else { return password }
        guard try ask("The same again") == password else { throw CommandFailure("the two differ; nothing was changed") }
        return password
    }

    private static func line() throws(CommandFailure) -> String {
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw CommandFailure("nothing was given; type it, or give it as a line of the standard input")
        }
        return line
    }
}
