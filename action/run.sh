#!/usr/bin/env bash
# Runs claimcheck for action.yml: annotations on standard output, SARIF in a file, a summary for the run's page.
# Takes its settings from CLAIMCHECK_* and executes nothing that the checked repository holds.
set -euo pipefail
unset PYTHONPATH PYTHONSTARTUP PYTHONHOME PIP_CONFIG_FILE
export PYTHONSAFEPATH=1 PYTHONIOENCODING=utf-8

work=$(mktemp -d "${RUNNER_TEMP:-/tmp}/claimcheck.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The command: the one given, or this version in an environment of its own, made outside the checkout.
command=${CLAIMCHECK_COMMAND:-}
if [ -z "$command" ]; then
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { echo "claimcheck needs Python 3.11 or later; put actions/setup-python before this step" >&2; exit 2; }
  (cd "$work" && python3 -m venv venv &&
    venv/bin/python -m pip --isolated install --quiet --disable-pip-version-check "$CLAIMCHECK_ACTION")
  command=$work/venv/bin/claimcheck
fi

# Lines of a setting as words: blank lines left out, and a path that looks like an option made a path again.
words=()
add() { # OPTION LINES: OPTION before each line; without an option the line alone
  local line
  while IFS= read -r line; do
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    [ -n "$line" ] || continue
    if [ -n "$1" ]; then words+=("$1=$line"); else case $line in -*) words+=("./$line") ;; *) words+=("$line") ;; esac; fi
  done <<<"$2"
}
add "" "${CLAIMCHECK_PATHS:-}"
add --against "${CLAIMCHECK_AGAINST:-}"
add --diff "${CLAIMCHECK_DIFF:-}"
add --baseline "${CLAIMCHECK_BASELINE:-}"
add --fail-on "${CLAIMCHECK_FAIL_ON:-}"

sarif=${CLAIMCHECK_SARIF:-claimcheck.sarif}
verb=check
against=${CLAIMCHECK_AGAINST:-}
if [ -z "${against//[[:space:]]/}" ] && ! "$command" check "${words[@]}" --show-config | grep -q '^against = \["'; then
  verb=report
  [ -n "${CLAIMCHECK_FAIL_ON:-}" ] || words+=(--fail-on=error)
fi

status=0
"$command" "$verb" "${words[@]}" --lang="${CLAIMCHECK_LANG:-en}" --format=github \
  --also="sarif=$sarif" --also="markdown=$work/summary.md" || status=$?

[ -z "${GITHUB_STEP_SUMMARY:-}" ] || [ ! -f "$work/summary.md" ] || cat "$work/summary.md" >>"$GITHUB_STEP_SUMMARY"
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  printf 'status=%s\n' "$status" >>"$GITHUB_OUTPUT"
  case $sarif in *$'\n'*) ;; *) printf 'sarif=%s\n' "$sarif" >>"$GITHUB_OUTPUT" ;; esac
fi
exit "$status"
