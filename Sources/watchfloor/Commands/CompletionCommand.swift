internal import ArgumentParser

/// `watchfloor completion`.
struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the script that completes commands in a shell.",
        discussion: """
            Examples:
              watchfloor completion bash > /etc/bash_completion.d/watchfloor
              watchfloor completion zsh > ~/.zfunc/_watchfloor
              watchfloor completion fish > ~/.config/fish/completions/watchfloor.fish
            """)

    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish
    }

    @Argument(help: "The shell.") var shell: Shell

    func run() throws {
        let known: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Terminal.show(Watchfloor.completionScript(for: known))
    }
}
