# bash completion of stuckpod and kubectl-stuckpod; the program itself is asked at each key
_stuckpod_complete() {
  local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} output line files=no
  case $program in '~/'*) program=$HOME/${program#'~/'} ;; esac
  [ "$current" != = ] || current=
  COMPREPLY=()
  output=$("$program" __complete "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$current" 2>/dev/null) || return 0
  while IFS= read -r line; do
    case $line in
      :0) files=yes ;;
      :*) ;;
      ?*) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done <<<"$output"
  if [ "$files" = yes ]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do
      [ -z "$line" ] || COMPREPLY+=("$line")
    done <<<"$(compgen -f -- "$current")"
  fi
}
complete -F _stuckpod_complete stuckpod kubectl-stuckpod
