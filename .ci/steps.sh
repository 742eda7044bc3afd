# What .ci/run is made of: steps, and two lanes of them. tests/tools/test_ci.py tries it.
set -euo pipefail
kept=$(mktemp -d)
lane=""

# Run a command as a proof. A failure ends its lane, and the table says how long each step took.
step() {
    local start=$SECONDS code=0 word=""
    "$@" || code=$?
    [ "$code" = 0 ] || word="  FAILED"
    printf '%5d s  %s%s\n' $((SECONDS - start)) "$*" "$word" >> "$kept/table"
    return "$code"
}

# Begin the other lane: run a function of steps beside all that follows, and keep what it prints.
beside() {
    set -m # a group of processes of its own, which can be stopped as a whole
    "$1" > "$kept/printed" 2>&1 &
    lane=$!
    set +m
}

# Wait for the other lane, print what it has printed, and fail if it has failed.
join() {
    local code=0
    wait "$lane" || code=$?
    lane=""
    cat "$kept/printed"
    return "$code"
}

# At the end, whatever it is: stop the other lane if it still runs, and print what it had to say and the table.
finish() {
    if [ -n "$lane" ]; then
        kill -- "-$lane" 2> /dev/null || true
        join || true
    fi
    printf '\n'
    cat "$kept/table"
    printf '%5d s  in all\n' "$SECONDS"
    rm -r "$kept"
}
trap finish EXIT
