# fish completion of stuckpod and kubectl-stuckpod; the program itself is asked at each key
function __stuckpod_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $typed[1])
    set -e typed[1]
    for line in ($program __complete $typed "$current" 2>/dev/null)
        switch $line
            case ':0'
                __fish_complete_path "$current"
            case ':*'
            case '*'
                echo $line
        end
    end
end
for program in stuckpod kubectl-stuckpod
    complete -c $program -f -a '(__stuckpod_complete)'
end
