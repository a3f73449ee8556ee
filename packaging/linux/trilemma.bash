# SPDX-FileCopyrightText: 2026 The Trilemma developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Bash completion for trilemma(1); names of levers come from the program itself.
_trilemma() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]:-}
    local words=""
    if [ "$COMP_CWORD" -eq 1 ]; then
        words="calculate evaluate simulate trace levers metrics predict validate calibrate export catalog --help --version"
    elif [ "$previous" = --set ]; then
        words=$("${COMP_WORDS[0]}" levers --format json 2>/dev/null | sed -n 's/^    "id": *"\([^"]*\)".*/\1=/p')
        compopt -o nospace
    elif [ "$previous" = --format ]; then
        words="table json csv"
    elif [ "$previous" = --formats ]; then
        words="png svg pdf csv xlsx md"
    else
        case $command in
            evaluate) words="--workload --day --calibration --set --rules --explain --pd-search --shared-fleet --price-of --simulated-knee --format --help" ;;
            simulate) words="--calibration --set --trace --requests --seed --rates --per-request --series --format --help" ;;
            trace | levers | metrics) words="--format --help" ;;
            predict) words="--calibration --output --help" ;;
            validate) words="--by --set --calibration --calibrate --cross-validate --format --help" ;;
            calibrate) words="--set --output --help" ;;
            export) words="--set --directory --charts --formats --help" ;;
            catalog) words="list show check --help" ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -o default -F _trilemma trilemma
