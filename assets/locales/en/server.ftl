# The server's sentences: what HTTP refuses with, and what the program prints. Reasons that travel on the wire are ids, and
# have their sentences in client.ftl.

## Joining
facilitator-name = Facilitator
refused-name = Please give a name of 1 to { $most } characters.
refused-code = This code does not open a class. Please check it with the facilitator.
refused-key = This is not the facilitator's key. The server printed it when it started.
refused-token = The server does not know you any more. Please join again.
refused-full = This class is full.
refused-too-many = Too many wrong codes came from here. Please wait a minute and check the code.
refused-body = The server expected a short form with a name and a code.
refused-busy = The server is busy or ending. Please try again.
refused-class-runs = A class is being played. End it before you open another one.
library-name = A name in the library has small letters, digits and single hyphens, and at most { $limit } of them.
library-shipped = There is a shipped scenario called { $name }. Please choose another name.
library-type = The library takes scenarios as UTF-8 text: send them as text/plain.
library-too-large = A scenario may have at most { $limit } MiB.
library-broken = This scenario was not kept. It has { $count ->
    [one] 1 mistake
   *[other] { $count } mistakes, the first
}: { $first }
library-unknown = The library has no scenario called { $name }.
library-full = The library holds { $limit } scenarios and takes no more.
library-not-kept = The library's folder cannot be written: { $reason }.

## The host's screen
serve-page = The page:              http://{ $address }
serve-key = Facilitator's key:     { $key }
serve-code = People join with:      { $code }
serve-open = To open it to the local network, start again with --listen 0.0.0.0:{ $port } and give people this computer's address.
serve-resumed = The last class has not ended: it goes on where it was. Start with --new for another one.
serve-cannot-resume = { $reason } The last class cannot go on; start with --new for another one.
no-page = The page is not built yet: run cargo host once, or name its folder with --page.
port-taken = The page cannot be opened at { $address }: { $reason }.
udp-taken = UDP cannot be opened at { $address }: { $reason }. Native windows use the page's port instead.
hub-gone = The server's main thread ended by itself. The record is safe; please start again.
store-failed = The file with the classes cannot be used: { $reason }.
no-session = There is no class in { $file }.

## Runs and records
run-head = { $scenario }, seed { $seed }, policy { $policy }: { $days } days.
run-score = Hospital { $hospital }: score { $score } of 100 (process { $process }, outcome { $outcome }).
run-care = Care: { $delayed } minutes delayed, { $unsafe } unsafe events, { $cancelled } cancelled, { $diverted } diverted.
run-attack = Attack: { $encrypted } of { $total } devices encrypted, { $stolen } GB stolen, detonated at minute { $detonated }, detected at minute { $detected }.
run-never = never
run-rated = Rating of team { $team }, by what idle and competent play reach from the states it brought into each phase.
run-span = { $objective }: idle { $idle }, competent { $competent }, reached { $reached }.
run-span-nothing = { $objective }: nothing was at stake; competent { $competent }, reached { $reached }, failed at { $idle }.
run-hash = State hash:
run-refused = Refused at minute { $minute }: { $role } { $action } ({ $reason }).
policy-unreadable = The policy { $file } is neither idle, novice or competent, nor a file that can be read: { $reason }.
policy-malformed = The policy file { $file } is not usable: { $reason }.
replay-finished = The record is unchanged: { $lines } lines, { $marks } hash marks and the results agree.
replay-unfinished = The record is unchanged so far: { $lines } lines and { $marks } hash marks agree. The exercise had not ended.
replay-refused = Line { $line } of the record was accepted in the exercise and is refused now: { $reason }.
replay-other-state = Line { $line } of the record names another state than the one its entries lead to.
replay-other-results = Line { $line } of the record names other results than those its entries lead to.
replay-no-region = Line { $line } of the record names a region that is not in its header.
record-not-a-line = Line { $line } is not a line of a record.
record-changed = Line { $line } of the record, or one before it, was changed, dropped or moved.
record-no-header = The first line is not the header of a record.
record-other-version = The record was made by another version (record { $record }, model { $model }) and cannot be re-run by this one.
record-source-changed = The text { $name } in the record does not have the hash that the record gives for it.
record-scenario = The scenario in the record cannot be loaded: { $problem }
exported = { $lines } lines written to { $file }.
scenario-fine = { $file }: no problems found.
file-failed = { $file }: { $reason }.
file-too-large = { $file } is larger than { $most } MiB, the most that a scenario may have.
file-not-utf8 = { $file } is not UTF-8 text; save it as UTF-8.
scenario-formatted = { $file }: formatted.
scenario-not-formatted = { $file }: not formatted.

## How fast it is
bench-hospital = { $days } days, one hospital
bench-size = { $days } days, by size
bench-region = { $days } days, { $hospitals } hospitals
bench-counted = Events of “{ $row }”: { $items } items of the agenda, { $orders } orders, { $changes } changes of a device's state, { $hours } hours of one service.
bench-chart = Microseconds per event by size of the hospital; below the thin line it counts as flat
bench-threads = Twice the seeds of the first row: { $one } s on one thread, { $two } s on two: { $factor } times as fast.
bench-running = Running: { $row }
bench-row = Competent stand-ins
bench-devices = devices
bench-seeds = seeds
bench-events = events
bench-decisions = decisions
bench-struck = struck
bench-wall = wall ms
bench-processor = CPU ms
bench-rate = events/s
bench-peak = peak MiB
bench-event = µs/event

## Calibration
calibrate-title = The model against published figures
calibrate-head = { $scenario }: { $struck } of { $seeds } seeds ended in encryption
calibrate-point = point
calibrate-day = day
calibrate-published = published
calibrate-median = median
calibrate-p5 = 5th
calibrate-p95 = 95th
calibrate-verdict = result
calibrate-mark = mark
calibrate-pass = pass
calibrate-fail = FAIL
calibrate-refused = The decision { $decision } of the history was not taken in { $count } seeds.
calibrate-summary = { $passed } of { $points } points pass, in { $scenarios } scenarios.
calibrate-free = The model lists { $numbers } numbers of its own with their sources, shared by all scenarios; { $free } of them are assumptions.
calibrate-nothing = This scenario has no published figures to be held against: give it `calibration` entries.
