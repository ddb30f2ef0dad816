#!/usr/bin/env bash
# Runs every check in three lanes side by side and closes with one line of counts.
# All steps run even when one fails; the exit status is 0 only if none did.
# shellcheck disable=SC2317  # most functions are called through step and trap
set -euo pipefail
cd "$(dirname "$0")/.."

readonly seed=${SEED:-$RANDOM}
work=$(mktemp -d)
readonly work
export PYTHONUTF8=1

# What the caller's shell is set to must not decide what is tested.
clean_environment() {
    local name
    for name in $(compgen -e); do
        case $name in PAPI_* | DATABASE_URL | DJANGO_*) unset "$name" ;; esac
    done
    # Where it is set, each run of pytest compiles every test anew, which takes seconds.
    unset PYTHONDONTWRITEBYTECODE
    PAPI_SECRET_KEY=$(od -An -N40 -tx1 /dev/urandom | tr -d ' \n')
    PAPI_VAR_DIR=$work/var
    export PAPI_SECRET_KEY PAPI_VAR_DIR
}

python() {
    .venv/bin/python "$@"
}

# step NAME COMMAND...: its output is shown in one piece, so that the lanes do not mix.
step() {
    local name=$1 begin=$SECONDS status=0 result=ok
    local log="$work/${name//[^a-zA-Z]/-}.log"
    shift
    "$@" >"$log" 2>&1 </dev/null || status=$?
    ((status == 0)) || { result="FAILED, status $status"; echo "$name" >>"$work/failed"; }
    {
        flock 9
        printf '\n== %s: %s (%d s)\n' "$name" "$result" $((SECONDS - begin))
        cat "$log"
    } 9>"$work/lock"
}

templates() {
    local files status=0
    mapfile -d '' files < <(find templates -name '*.html' -print0)
    python -m djhtml --check "${files[@]}" || status=1
    .venv/bin/djade --check --target-version 5.2 "${files[@]}" || status=1
    python -m djlint --lint --quiet templates || status=1
    return "$status"
}

deploy_check() {
    PAPI_ALLOWED_HOSTS=portal.example python manage.py check --deploy --fail-level WARNING
}

run_pytest() { # run_pytest NAME COMMAND... : the report goes to NAME.xml for the closing line
    local name=$1
    shift
    "$@" -qq -p no:cacheprovider --randomly-seed "$seed" \
        --junitxml "$work/$name.xml"
}

# measured NAME ARGUMENTS...: pytest, counting the branches it reaches if COVERAGE is set.
# Counting takes a quarter of the time again, so that it is not part of every run.
measured() {
    local data="$work/covered.$1"
    shift
    if [[ -n ${COVERAGE:-} ]]; then
        python -m coverage run --data-file "$data" -m pytest "$@"
    else
        python -m pytest "$@"
    fi
}

# Rights, acts, and the doors of files of which every branch is reached, and is to stay so.
readonly reached_whole=(
    {plans,indicators,tasks}/access.py
    {plans,indicators,tasks}/actions/*.py
    tasks/reading/*.py tasks/reading/sources/*.py
    papi_portal/attachments/{__init__,inside,refusals,scanning}.py
    papi_portal/workbook/{__init__,columns,reading,rows,writing}.py
    papi_portal/{body_limit,child,csv_lists,importing,kept_prints,packing,pdf,pdf_books}.py
    papi_portal/{pdf_objects,slots,whole_files,worddoc,zip_guard}.py
    plans/printing.py plans/views/printing.py tasks/printing.py tasks/reports/public/*.py
)

coverage_report() {
    python -m coverage combine --quiet "$work"/covered.*
    python -m coverage report --format total | sed 's/$/ % of lines and branches (more: coverage report)/'
    # A mistake there shows what others may not see, or lets in what should stay out.
    python -m coverage report --fail-under 100 --include "$(IFS=,; echo "${reached_whole[*]}")"
}

# Pages are thin: PostgreSQL is asked for the models, acts, reports and commands below them, and of
# the pages for those that save, lock, or are sent nonsense. What only asks what a page shows and
# refuses is asked of SQLite alone; so is how many queries something takes, but for the acts.
readonly met=(tests/tasks/test_{access_bulk,access_fuzzed,many_periods,models,progress_record}.py
    tests/tasks/test_{progress_save,querysets,report_two_tabs,two_tabs,versions}.py)
readonly counted='queries or questions or costs_the_same'
readonly pages=(
    'tests/plans/test_first_password.py' 'tests/plans/test_lists_*' 'tests/plans/test_post_pages.py'
    'tests/plans/test_signin*'
    'tests/indicators/test_bad_scores.py' 'tests/indicators/test_compare_page.py'
    'tests/indicators/test_own_sets.py' 'tests/indicators/test_own_sets_seen.py'
    'tests/indicators/test_prints.py' 'tests/papi_portal/test_pages.py'
    'tests/indicators/test_published_reference.py' 'tests/indicators/test_score_doors.py'
    'tests/indicators/test_score_entry.py' 'tests/indicators/test_score_lists.py'
    'tests/indicators/test_standing_page.py'
    # The demonstration runs on SQLite, and is loaded by the portal's own acts.
    'tests/tasks/commands/test_load_demo.py' 'tests/tasks/commands/test_demo_*'
    # Published series of the reference are compared as values, once they are read; so are workbooks.
    'tests/indicators/test_real_scores.py' 'tests/indicators/test_lao_cai_2020.py'
    'tests/tasks/reports/test_plan_changes.py'
    # What is drawn knows no database either.
    'tests/plans/test_job_pages.py' 'tests/tasks/commands/test_print_*'
    'tests/tasks/reports/test_quarterly_charts.py' 'tests/tasks/reports/test_late_letter.py'
    'tests/tasks/reports/test_*_files.py' 'tests/tasks/reports/test_poster.py'
    'tests/tasks/reports/test_hostile_paper.py' 'tests/tasks/reports/test_form_of_decree.py'
    'tests/tasks/reports/test_appendix_text_layer.py' 'tests/papi_portal/test_page_breaks.py'
)

# Parts of a run, each of which says what it leaves to another, so that no test is lost.
readonly acts=(tests/tasks/actions tests/nemesis tests/tasks/test_sent_again.py)
readonly depths=(tests/tasks/{commands,reading,reports})
readonly rights=(tests/tasks/test_access*.py tests/tasks/test_canary.py)

checks() {
    step 'ruff format' .venv/bin/ruff format --check .
    step 'ruff check' .venv/bin/ruff check .
    step 'templates' templates
    step 'types' .venv/bin/mypy
    step 'imports' python .venv/bin/lint-imports --no-logo
    step 'deployment check' deploy_check
    step 'migrations complete' python manage.py makemigrations --check --dry-run
}

on_postgres() {
    step 'tests on PostgreSQL' run_pytest postgres \
        tests/postgres.sh .venv/bin/python -m pytest "${pages[@]/#/--ignore-glob=}" \
        -k "actions or not ($counted)" "${acts[@]}" tests/papi_portal tests/plans tests/indicators \
        tests/tasks/{commands,reports} "${met[@]}"
}

in_a_browser() {
    # Three lanes on few cores: what fails once is tried again, and shows as R.
    step 'tests in a browser' run_pytest browser python -m pytest tests/browser --reruns 1
}

on_sqlite() { # on_sqlite NAME ARGUMENTS...
    local name=$1
    shift
    step "tests on SQLite, $name" run_pytest "$name" measured "$name" -m 'not browser' "$@"
}

pages_on_sqlite() {
    on_sqlite pages tests/tasks \
        "${acts[@]/#/--ignore=}" "${depths[@]/#/--ignore=}" "${rights[@]/#/--ignore=}"
}

depths_on_sqlite() {
    on_sqlite depths "${depths[@]}"
}

acts_on_sqlite() {
    # SQLite's pages act by them all the time. Each by itself, and who comes first of many, is asked
    # of PostgreSQL; here what it leaves out, and all where branches are counted.
    local left=(-m 'not django_db')
    [[ -z ${COVERAGE:-} ]] || left=()
    on_sqlite acts "${acts[@]}" "${left[@]}"
}

rights_on_sqlite() {
    # Of nonsense PostgreSQL takes less.
    on_sqlite rights "${rights[@]}" --deselect tests/tasks/test_access_fuzzed.py
}

others_on_sqlite() {
    on_sqlite others tests --ignore=tests/tasks "${acts[@]/#/--ignore=}"
}

# A browser waits as much as it works: with a third lane, two cores have always something to do.
# Each lane takes the longest that no other has taken, so that all end together on any machine.
readonly longest_first=(on_postgres in_a_browser pages_on_sqlite rights_on_sqlite
    others_on_sqlite depths_on_sqlite acts_on_sqlite checks)

lane() {
    local one
    for one in "${longest_first[@]}"; do
        ! mkdir "$work/taken-$one" 2>/dev/null || "$one"
    done
}

# Counts over all runs, from their reports; a run that was cut off has left no report but a failed step.
closing_line() {
    python - "$work" <<'PYTHON'
import pathlib
import sys
from xml.etree import ElementTree

counts = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
for report in pathlib.Path(sys.argv[1]).glob("*.xml"):
    for suite in ElementTree.parse(report).iter("testsuite"):
        for name in counts:
            counts[name] += int(suite.get(name, 0))
failed = counts["failures"] + counts["errors"]
passed = max(0, counts["tests"] - failed - counts["skipped"])
print(f"{passed} passed, {failed} failed, {counts['skipped']} skipped")
sys.exit(passed + failed == 0)
PYTHON
}

finish() {
    trap '' INT TERM
    # Each lane leads a process group, so that its servers and browsers end with it.
    local lane
    for lane in "${lanes[@]}"; do kill -TERM -- "-$lane" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}

lanes=()
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
clean_environment
mkdir -p "$PAPI_VAR_DIR"
rm -f .coverage
echo "Order of the tests: SEED=$seed"
set -m
for _ in 1 2 3; do
    lane & lanes+=($!)
done
set +m
for lane in "${lanes[@]}"; do wait "$lane" || echo 'a lane was cut off' >>"$work/failed"; done

[[ -z ${COVERAGE:-} ]] || step 'coverage' coverage_report

status=0
if [[ -s $work/failed ]]; then
    status=1
    printf '\nFailed: %s\n' "$(paste -sd, "$work/failed" | sed 's/,/, /g')"
fi
echo
closing_line || status=1
exit "$status"
