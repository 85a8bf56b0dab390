# shellcheck shell=bash
# Sourced by every command in bin/: strict settings, what the environment must say, and what happens when a step fails.
set -euo pipefail
umask 077

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
command="$(basename "$0")"
scratch="$(mktemp -d)"
errors="$scratch/errors"
doing="starting"
alarm=""
export APP_NAME="${APP_NAME:-modernomad}" ARCHIVER="${ARCHIVER:-tarsnap}"

finish() {
    local code=$?
    trap - EXIT
    if [ "$code" != 0 ] && [ -n "$alarm" ]; then
        printf '%s of %s failed (exit %s) while %s:\n%s\n' \
            "$command" "$APP_NAME" "$code" "$doing" "$(tail -n 8 "$errors" 2>/dev/null)" |
            python3 "$here/alert.py" failed "$command" || echo "Nobody could be told of this failure." >&2
    fi
    rm -rf "$scratch"
    exit "$code"
}
trap finish EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

# fail WORDS: stop here, for this reason.
fail() {
    echo "$command: $1" | tee "$errors" >&2
    exit 1
}

# needs NAME...: the variables that must not be empty.
needs() {
    local name missing=()
    for name in "$@"; do
        [ -n "${!name:-}" ] || missing+=("$name")
    done
    [ "${#missing[@]}" = 0 ] || fail "set ${missing[*]} (backup/README.md says what each is)"
}

# watched: from here on a failure is told to people; refused where nobody would hear of it.
watched() {
    [ -n "${HEARTBEAT_URL:-}${ALERT_TO:-}" ] || fail "set HEARTBEAT_URL or ALERT_TO, so that somebody hears of a failure"
    alarm=yes
}

# step WORDS COMMAND...: say what is being done, do it, and stop with what it said when it fails.
step() {
    doing="$1"
    shift
    echo "- $doing"
    "$@" 2>"$errors" || { local code=$?; cat "$errors" >&2; exit "$code"; }
    cat "$errors" >&2
}

archiver() {
    local program="$here/archivers/$ARCHIVER"
    [ -x "$program" ] || fail "there is no archiver named $ARCHIVER; set ARCHIVER to tarsnap or restic"
    "$program" "$@"
}

# archives: the names of this app's whole backups, oldest first.
archives() {
    archiver list | { grep -E "^$APP_NAME-[0-9]{8}T[0-9]{6}Z$" || true; } | LC_ALL=C sort
}

listed() {
    archives >"$scratch/archives"
}

# has NAME: whether it is one of them.
has() {
    listed || return
    grep -qxF -- "$1" "$scratch/archives" || { echo "There is no backup named $1." >&2; return 1; }
}

# rotate: delete what BACKUP_DELTAS has no place for, of what was listed last.
rotate() {
    local names
    step "choosing what to keep" too_many
    mapfile -t names <"$scratch/expired"
    [ "${#names[@]}" = 0 ] || step "deleting ${names[*]}" archiver delete "${names[@]}"
}

too_many() {
    python3 "$here/rotation.py" "${BACKUP_DELTAS:-1h 1d 7d 30d 360d 18000d}" <"$scratch/archives" >"$scratch/expired"
}

needs_bucket() {
    needs BUCKETEER_BUCKET_NAME BUCKETEER_AWS_ACCESS_KEY_ID BUCKETEER_AWS_SECRET_ACCESS_KEY BUCKETEER_AWS_REGION
}
