using System.CommandLine;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters;

/// <summary><c>fard completion</c>: what a shell has to run so that Tab completes fard's commands and options.</summary>
internal static class CompletionCommand
{
    // Each asks fard itself, with the words up to the cursor, so that no list in a script can be out of date.
    private const string Bash = """
        # Completion of fard for bash. Put this into ~/.bashrc:  eval "$(fard completion bash)"
        _fard() {
          local line="${COMP_LINE:0:COMP_POINT}"
          local words="${line#* }"
          local IFS=$'\n'
          COMPREPLY=( $(compgen -W "$(fard "[suggest:${#words}]" "$words" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _fard fard
        """;

    private const string Zsh = """
        #compdef fard
        # Completion of fard for zsh. Put this into ~/.zshrc, after compinit:  eval "$(fard completion zsh)"
        _fard() {
          local -a found
          local words_so_far="${LBUFFER#* }"
          found=("${(@f)$(fard "[suggest:${#words_so_far}]" "$words_so_far" 2>/dev/null)}")
          compadd -a found
        }
        compdef _fard fard
        """;

    private const string Fish = """
        # Completion of fard for fish. Put this into ~/.config/fish/config.fish:  fard completion fish | source
        function __fard_complete
          set -l words (string replace -r '^\S+\s?' '' -- (commandline -cp))
          fard "[suggest:"(string length -- "$words")"]" "$words" 2>/dev/null
        end
        complete -f -c fard -a '(__fard_complete)'
        """;

    private const string PowerShell = """
        # Completion of fard for PowerShell. Put this into $PROFILE:  fard completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName fard -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          $line = $commandAst.ToString()
          if ($cursorPosition -gt $line.Length) { $line += ' ' }
          $words = $line -replace '^\S+\s?', ''
          fard "[suggest:$($words.Length)]" $words 2>$null | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion", "Prints what a shell has to run so that Tab completes fard's commands and options.") { shell };
        command.SetAction(parse => terminal.RawOutput.WriteLine(parse.GetRequiredValue(shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        }));
        return command;
    }
}
