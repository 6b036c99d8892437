#compdef stuckpod kubectl-stuckpod
# zsh completion of stuckpod and kubectl-stuckpod; the program itself is asked at each key
_stuckpod() {
  local program=${(Q)words[1]} line files=no
  local -a lines found
  program=${program/#\~\//$HOME/}
  lines=("${(@f)$($program __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
  for line in $lines; do
    case $line in
      :0) files=yes ;;
      :*) ;;
      *$'\t'*) found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
      ?*) found+=("${line//:/\\:}") ;;
    esac
  done
  local ret=1
  if (( $#found )); then
    _describe -t stuckpod stuckpod found && ret=0
  fi
  if [[ $files == yes ]]; then
    _files && ret=0
  fi
  return $ret
}
if [[ ${funcstack[1]} == _stuckpod ]]; then
  _stuckpod "$@"
elif (( $+functions[compdef] )); then
  compdef _stuckpod stuckpod kubectl-stuckpod
fi
