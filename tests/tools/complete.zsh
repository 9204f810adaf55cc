# What Tab makes of each line, in an interactive zsh with the completions of a folder.
#   zsh -f complete.zsh FOLDER LINE…    answers with one line each
zmodload zsh/zpty
folder=$1
shift
zpty shell zsh -f -i
zpty -w shell "fpath=(${(q)folder} \$fpath); autoload -U compinit; compinit -u -D; \
  unsetopt beep zle_bracketed_paste 2>/dev/null; stty -echo; print re''ady"
zpty -r shell out '*ready*'
for line in "$@"; do
  # Tab completes; then the line is made the argument of print and run.
  zpty -w shell "$line"$'\t\C-a'"print -r -- 'made"":'"$'\C-e'"':end'"
  zpty -r shell out '*made:*:end[^'"'"']*'
  out=${out##*$'\n'made:}
  print -r -- "${out%%:end*}"
done
