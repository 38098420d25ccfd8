# The server's sentences: what HTTP refuses with, and what the program prints. Reasons that travel on the wire are ids, and
# have their sentences in client.ftl.

## Joining
facilitator-name = Facilitator
refused-name = Please give a name of 1 to { $most } letters, digits and common signs, without invisible ones.
refused-title = Only a facilitator may be called that. Please give your own name.
refused-locked = Nobody new may join this class now. Please ask the facilitator.
refused-many-join = Very many people are joining this class just now. Please try again in a few seconds.
refused-code = This code does not open a class. Please check it with the facilitator.
refused-key = This is not the facilitator's key. The server told it when it was first started.
refused-session = This needs the facilitator's key, which was not given here, or half a day ago.
refused-token = The server does not know you any more. Please join again.
refused-full = This class is full.
refused-too-many = Too many wrong codes came from here. Please wait a minute and check the code.
refused-too-many-joins = Too many people join from this network at once. Please try again in a few seconds.
refused-slow = This took too long. Please check the connection and try again.
refused-host = This server does not answer under that name. Open the page at the address that the server printed, or start the server with --origin and the address that browsers use.
refused-origin = A page from another address asked this server, and it answers its own page only. If a proxy stands between, start the server with --origin and the address that browsers use.
refused-plain = This page is read over https only.
refused-body = The server expected a short form with a name and a code.
refused-busy = The server is busy or ending. Please try again.
refused-class-runs = This class is being played. End it first.
refused-choose-class = Say which class: not just one of them is prepared or running.
no-class = There is no class { $class }.
class-only-read = It can only be read and exported: { $reason }
marks-disagree = { $marks ->
    [one] One mark of the record does not
   *[other] { $marks } marks of the record do not
 } agree with what region { $region } does when it is run again.
act-set-aside = An act of team { $team } (entry { $entry } of the record) was set aside: the simulation failed with it.
region-given-up = The simulation of team { $team } failed again and again. Its exercise has ended, and its debrief is open.
class-failed = A round of this class failed. It is taken up anew from its record.
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
serve-page = The page:              { $page }
serve-page-too = Or, at another address: { $page }
serve-key = Facilitator's key:     { $key }
serve-key-made = Facilitator's key:     { $key }   (keep it: it is not shown again)
serve-key-chosen = Facilitator's key:     the one you chose
serve-key-kept = Facilitator's key:     the one of the first start. If it is lost, start with --new-key.
serve-key-in-file = Facilitator's key:     in { $file }, which only you can read
key-length = The facilitator's key needs at least { $least } letters and digits, and takes at most { $most } bytes.
key-option-gone = --key is gone, because everybody on this computer can read a command line. Write the key into a file and name it with --key-file, or set the variable CODEDARK_KEY.
tls-unusable = TLS cannot be spoken with { $file }: { $reason }
public-unsafe = The server was told to face the internet with --public, and that is not safe yet:
public-no-tls = Nothing is encrypted. Give a certificate with --cert and --cert-key, or stand behind a proxy that does it, named with --trusted-proxy and an --origin of https.
public-self-made = Nobody can check a certificate that the program made itself. Give one with --cert and --cert-key.
public-no-origin = It is not said where browsers find the page. Say so with --origin.
public-short-key = The facilitator's key is short. Choose one of at least { $least } letters and digits, or let the program make one.
public-udp = Tickets for UDP would cross the network in clear. Encrypt the page, or switch UDP off with --no-udp.
public-folder = Others on this computer can look into the folder { $file }. Take that from them: chmod 700.
public-open-file = Others on this computer can read { $file }. Take that from them: chmod 600.
serve-code = People join with:      { $code }   (class { $class }: { $title })
serve-open = To open it to the local network, start again with --listen 0.0.0.0:{ $port } and give people this computer's address.
serve-resumed = What was there goes on where it was. Start with --new for another class.
no-page = The page is not built yet: run cargo host once, or name its folder with --page.
port-taken = The page cannot be opened at { $address }: { $reason }.
udp-taken = UDP cannot be opened at { $address }: { $reason }. Native windows use the page's port instead.
hub-gone = The server's main thread ended by itself. The record is safe; please start again.
no-session = There is no class in { $file }.

## The store
store-missing = There is no file { $file }.
store-empty = { $file } is empty: it is no Code Dark store, and it was left as it is.
store-foreign = { $file } is no Code Dark store, and it was left as it is.
store-newer = { $file } was written by a later version of Code Dark: please use that version. The file was left as it is.
store-network = { $file } lies on a drive in the network ({ $kind }), where classes cannot be kept safely: please choose a folder of this computer with --data.
store-unusable = { $file } cannot be used: { $reason }
store-damaged-file = { $file } is damaged. Start the server on it once, which saves what can be read.
store-full = The disk with the file of the classes is full.
store-locked = Another program holds the file with the classes.
store-read-only = The file with the classes cannot be written.
store-no-log = The drive does not take the log that protects classes: please choose another folder with --data.
store-damaged = The file with the classes is damaged.
store-no-class = There is no class { $class }.
store-no-person = There is no participant { $person } in this class.
store-gone = This class was deleted.
store-out-of-order = A line of the record did not follow the last one.
store-closed = The file with the classes was closed.
store-failed = The file with the classes cannot be used: { $reason }.

## The store's folder, backups, and classes on the command line
folder-unusable = The folder { $folder } cannot be used: { $reason }
folder-held-by-server = The folder { $folder } is in use by another server, process { $process }, whose page is at { $page }
folder-held-by-command = The folder { $folder } is in use by another command, process { $process }: please wait until it has ended.
folder-held = The folder { $folder } is in use by another process.
store-salvaged = { $file } was damaged. What could be read goes on; the damaged file lies beside it as { $old }.
store-salvaged-nothing = { $file } was damaged, and nothing in it could be read. An empty one is in its place; the damaged file lies beside it as { $old }.
store-missing-key = The facilitator's key could not be read: there is a new one.
store-missing-all = Class { $class } could not be read.
store-missing-stray = There were rows of which nobody can tell whose they were.
store-missing-of-class = Class { $class } ({ $title }) lacks something: its facilitator's page says what.
backed-up = Written to { $file }.
restored = { $file } is restored.
restored-over = { $file } is restored. What was there lies beside it as { $old }.
classes-number = class
classes-state = state
classes-code = code
classes-opened = opened (UTC)
classes-people = people
classes-title = title
classes-prepared = prepared
classes-running = running
classes-ended = ended
classes-deleted = Class { $class } is deleted.
classes-erased = What participant { $person } of class { $class } was known by is erased.
classes-aside-removed = { $count ->
    [one] A file that was set aside held it too, and is removed.
   *[other] { $count } files that were set aside held it too, and are removed.
}

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
policy-malformed = The policy cannot be played:
    { $problems }
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
record-outside-time = Line { $line } of the record tells a minute before that of an earlier line, or after the end of all phases.
record-too-many-hospitals = The record holds a region of more than { $most } hospitals.
record-scenario = The scenario in the record cannot be loaded: { $problem }
exported = { $lines } lines written to { $file }.
scenario-fine = { $file }: no problems found.
scenario-problems = { $errors } errors and { $warnings } warnings in { $files } files. `codedark scenario explain CODE` tells more about a code.
scenario-none = { $file } holds no scenario and no library: none of its files ends in .ron.
scenario-folder-deep = { $file } lies more than { $most } folders deep; check it by itself.
scenario-folder-full = { $file } holds more than { $most } files; check its folders one by one.
scenario-no-code = There is no code { $code }; `codedark scenario explain` lists them all.
file-failed = { $file }: { $reason }.
file-too-large = { $file } is larger than { $most } MiB, the most that a scenario may have.
file-not-utf8 = { $file } is not UTF-8 text; save it as UTF-8.
new-name = { $name } cannot be the name of a scenario: up to { $most } small letters and digits, in words joined by single hyphens, a letter first.
new-exists = { $file } is there already; choose another name or folder.
new-written = { $file } is written. Next: codedark scenario check { $file }
new-beds = How many beds has the hospital?
new-family = What kind of attack is it?
new-length = How many minutes does the class have?
new-language = In which language are its own words, beside English?
new-not-a-choice = Please type a number or a name of the list, or nothing for the first.
new-no-answer = nobody answered
watch-checked = { $file } checked: { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}.
migrate-nothing = { $file }: nothing to change.
migrate-would = { $file }: { $changes ->
    [one] 1 place
   *[other] { $changes } places
} would change; nothing was written.
migrate-done = { $file }: { $changes ->
    [one] 1 place
   *[other] { $changes } places
} changed.
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
bench-before = before ms
bench-rate = events/s
bench-peak = peak MiB
bench-event = µs/event
bench-no-times = { $file } does not hold the times of an earlier run. Please name another file with --beside.
bench-parts = Parts
bench-views = Whole views of eight seats
bench-changes = Their changes in an hour
bench-hashes = { $hashes } state hashes
bench-copies = { $copies } copies, { $devices } devices
bench-playtest = Play-test, { $seeds } seeds a skill
bench-checks = Checking
bench-read = KiB
bench-brackets = 8 MB of opening brackets
bench-items = 8 MB of one list
bench-comments = 8 MB of comments that never close

## Calibration
calibrate-title = The model against published figures
calibrate-head = { $scenario }: struck in { $struck } of { $seeds } seeds, with encryption in { $encrypted }
calibrate-stopped = In { $count } seeds the hospital stopped its own attack: they are not judged. Nothing was published about the next hospital.
calibrate-point = point
calibrate-day = day
calibrate-published = published
calibrate-median = median
calibrate-p5 = 5th
calibrate-p95 = 95th
calibrate-verdict = result
calibrate-mark = mark
calibrate-calendar-day = cal { $number }
calibrate-week = week { $number }
calibrate-month = month { $number }
calibrate-pass = pass
calibrate-missed = MISSED
calibrate-wide = WIDE
calibrate-unsure = UNSURE
calibrate-few = FEW
calibrate-is-unseen = unseen
calibrate-refused = The decision { $decision } of the history was not taken in { $count } seeds.
calibrate-summary = { $passed } of { $points } points pass, in { $scenarios } scenarios.
calibrate-unseen = { $passed } of { $points } unseen points pass: these were entered after the model's numbers were last chosen, and are counted apart.
calibrate-rule = A point passes when its median lies in the range and nine tenths of its runs are not spread wider than three ranges, both at limits that the true figure does not pass with two chances in three; of fewer than 22 runs nothing is judged.
calibrate-too-few = No point can pass with fewer than { $least } seeds: too few to tell how far the runs are spread.
calibrate-more-seeds = { $scenario }: { $seeds } seeds instead of { $asked }, since { $points } of its points are statistics over many incidents.
calibrate-free = The model lists { $numbers } numbers of its own with their sources, shared by all scenarios; { $free } of them are assumptions.
calibrate-played = { $scenario }: { $passed } of { $points } points pass.
calibrate-set = With { $name } = { $value } instead of { $own } ({ $unit }).
calibrate-nothing = This scenario has no published figures to be held against: give it `calibration` entries.

## Calibration: numbers of the model
number-unknown = The model has no number called { $name }. MODEL.md lists them.
number-meant = The model has no number called { $name }. Did you mean { $meant }?
number-several = Several numbers are called { $name }: { $names }. Please give the whole name.
number-out-of-range = { $name } cannot be { $value }: it can be set from { $low } to { $high } ({ $unit }), the widest range that can be defended.
number-unreadable = { $name } cannot be { $value }, which is no number: it can be set from { $low } to { $high } ({ $unit }).
number-without-value = Please give a name and a value, as in --set by_hand=0.5, instead of { $text }.
sample-begins = { $samples } samples over the ranges of { $numbers } numbers: { $plays } plays.
sample-figure = figure
sample-inside = inside
sample-score = score
sample-mover = { $name } { $with }, among the first five in { $sure } % of draws
sample-summary = { $samples } samples over { $numbers } numbers at once, each anywhere in its range. Under each figure stand the numbers with the strongest rank correlation, and how often they come out among the first five when the samples are drawn again.
fit-begins = Ten numbers are chosen by the other incidents: { $plays } plays at most.
fit-chosen = { $name } = { $value } instead of { $in_use } ({ $low } to { $high }, { $unit })
fit-others = Of the others' { $points } points, the median lies in the range of { $in_use } with the values in use, of { $middle } with the middles of the ranges, and of { $chosen } with the chosen values.
fit-own = Of the { $points } points left out, { $chosen } pass with values in whose choice they had no say; { $in_use } pass with the values in use.
fit-unknown = There is no incident { $incident } here to leave out; known are { $known }.
influence-begins = The ends of { $numbers } numbers' ranges: { $plays } plays.
influence-begun = The values in use: { $held } of { $points } points hold.
influence-found = { $name }: { $held } points hold; { $low_held } at { $low }, { $high_held } at { $high }. { $flips } turn over.
influence-number = number
influence-in-use = in use
influence-low = low
influence-high = high
influence-held = hold
influence-flips = flips
influence-moved = moved
influence-published = published
influence-lost = At { $value } no more: { $points }
influence-won = At { $value } also: { $points }
influence-summary = With the values in use { $held } of { $points } points hold. { $carry } of { $numbers } numbers turn a point over at an end of their range.
left-out-incident = incident left out
left-out-points = points
left-out-held = hold
left-out-numbers = choices
left-out-fewer = fewer
left-out-same = as many
left-out-more = more
left-out-least = least
left-out-choice = { $name } = { $value } instead of { $in_use }: of the others' points { $others } hold instead of { $others_before }, of its own { $own } instead of { $own_before }.
left-out-nothing = An incident can be left out where there are others: please name two scenarios at least, or none.
left-out-summary = Over { $numbers } numbers, { $owed } of { $incidents } incidents hold fewer points with a value that the others alone would choose: there a value in use is owed to the incident's own points.

## Exchange: tables
msel-by-hand = facilitator
msel-holds = on condition
msel-yes = yes
msel-no = no
msel-from = Exercise control
msel-delivery = Screen of the role
table-file-large = This file is too large: a table may have { $most } MiB.
table-unpacked = This workbook unpacks to too much: { $most } MiB are the most.
table-rows = This table has too many rows: { $most } are the most.
table-columns = Row { $row } has too many columns: { $most } are the most.
table-cell = A cell in row { $row } is too long: { $most } characters are the most.
table-empty = This table is empty: its first row names the columns.
table-no-text = This is no table: it holds bytes that no text has.
table-unreadable = This table cannot be read: { $reason }.
table-unwritable = The table cannot be written: { $reason }.
table-formula = Cell { $column }{ $row } holds a formula: replace it with its value (copy, then paste values only).
table-error-cell = Cell { $column }{ $row } shows the error { $error }: write what is meant.
table-ending = A table is written as .csv or as .xlsx: give --out one of these endings.
table-unknown-column = The column “{ $column }” is unknown. Columns are: { $known }.
table-column-twice = The column “{ $column }” stands twice in the heading.
table-no-column = The column “{ $column }” is missing. Columns are: { $known }.

## Exchange: rows
row = { $row }: { $what }
row-place = Row { $row } (“{ $title }”)
row-untitled = Row { $row }
row-number = “{ $value }” is no number of a row: whole numbers only.
row-number-twice = the number { $value } is also given to row { $before }.
row-id-twice = the inject ID { $value } is also given to row { $before }.
row-id = “{ $id }” is no inject ID: small letters and digits, joined by hyphens. Leave the cell empty to get one.
row-role = there is no role “{ $role }”. Roles are: { $known }.
row-deadline = “{ $value }” is no deadline: whole minutes only.
row-distressing = “{ $word }” is neither yes nor no.
row-option = “{ $line }” is no option. Each has a line of its own: an ID, how good it is from 0 to 100 in square brackets, a colon, its words, such as “call-back [100]: Call back on a known number.”
row-no-title = a new inject needs a title.
row-no-text = a new inject needs a text.
row-no-role = a new inject needs a role in the column “To”.
row-no-best = a question needs an expected action: the best practice, and why.
row-condition-new = a condition cannot be read from words. Leave the cell empty, give a time or write “facilitator”, and add the condition in the scenario.
row-condition-changed = the condition was changed, and words cannot say it exactly enough. Change “when” in the scenario.
row-time-of-condition = this inject waits for a condition, so a table cannot set its time. Change “when” in the scenario.
row-when = “{ $when }” is no condition that a scenario could hold: { $problems }
time-seconds = “{ $time }” has seconds; exercises run in whole minutes.
time-before = { $time } lies before the start of the exercise, { $starts }.
time-after = { $time } lies after the end of the exercise, { $ends }.
time-no-date = “{ $time }” has no date: write it as 2021-02-15 08:30.
time-ambiguous = in “{ $time }” nobody can tell the day from the month: write it as 2021-02-15 08:30.
time-unreadable = “{ $time }” is no time: write it as 2021-02-15 08:30.
time-offset = “{ $offset }” is no time since the start: write it as D+3 07:30.
note-aside = the column “{ $column }” has no place in a scenario; “{ $value }” was left out.
note-offset = the time counts, and the offset tells another: it was left out. To set an offset, leave the time empty.
note-phase = the phase follows from the time; “{ $value }” was left out.

## Exchange: conditions in words
when-and = and
when-or = or
when-not = not ({ $what })
when-after = { $time } has passed
when-before = before { $time }
when-below = { $measure } below { $value }
when-at-most = { $measure } at most { $value }
when-equal = { $measure } equal to { $value }
when-at-least = { $measure } at least { $value }
when-above = { $measure } above { $value }
when-did = action { $id } was done
when-not-did = action { $id } was not done by { $time }
when-fired = inject { $id } came
when-chose = inject { $id } was answered with { $option }
when-knows = { $role } knows of { $fact }
when-intrusion = an intruder
when-ransomware = the encryption
when-data-theft = stolen data
when-backups-lost = damaged backups
when-reported = duty { $id } was reported
when-reported-in-time = duty { $id } was reported in time
when-overdue = duty { $id } is overdue

## Exchange: what an import does
exported-injects = { $count } injects are written to { $file }.
exported-layer = { $count } steps of the attack are written to { $file }.
change-time = time
change-when = condition
change-role = to
change-deadline = deadline in minutes
change-distressing = distressing
change-title = title
change-text = text
change-best = expected action
change-options = options
import-adds = New: { $id }, “{ $title }”
import-changes = Changes: { $id }, “{ $title }”
import-field = { "    " }{ $field }: { $old } -> { $new }
import-empty = (nothing)
import-kept = Not named, so these stay as they are: { $ids }.
import-dry = This was a dry run: { $file } is as it was.
import-nothing = Nothing changes: { $file } is as it was.
import-written = { $file } is written.
import-refused = Nothing was written.
import-broken = The scenario would have these problems, so nothing was written:
    { $problems }
import-exists = { $file } is there already; choose another name.
import-new-table = A table needs a scenario that it goes into: use --into. With --new, a CEXF file (.json) becomes a scenario of its own.
import-skeleton = Taken over from a CEXF exercise. The hospital, the attack and most injects are those of conti-friday.

## Exchange: CEXF
cexf-inject = Inject “{ $name }”
cexf-large = This file is too large: an exercise may have { $most } MiB.
cexf-no-json = This is no CEXF exercise: { $reason }.
cexf-missing = This is no CEXF exercise: the field “{ $field }” is missing.
cexf-many = This exercise has too many injects: { $most } are the most.
cexf-uuid-twice = Two injects have the UUID { $uuid }.
cexf-no-uuid = it has no UUID.
cexf-seconds = it comes after { $at } seconds; exercises run in whole minutes.
cexf-periodic = it comes again and again there, and once here.
cexf-cut = its text was cut after { $most } characters, which is what a screen takes.
cexf-payload = its payload of the kind “{ $kind }” cannot be played here and was left out.
cexf-evaluation = its evaluation “{ $result }” by { $tool } cannot be played here and was left out.
cexf-file = The file “{ $file }” that came along was left out: its name or its contents are not a scenario's.
cexf-unknown = The field “{ $field }” is unknown and was left out.

## Exchange: ATT&CK Navigator
layer-description = What the adversary of “{ $scenario }” can use. The score is the chance in percent that a sensor of the hospital reports an attempt, as the hospital stands at the start.
layer-step = { $step }: works in { $odds } % of attempts where nothing stands against it
layer-sensor = reports { $percent } % of attempts
layer-controls = Controls that help
layer-unseen = No sensor sees it
layer-seldom-seen = Seldom seen
layer-often-seen = Often seen

## Play-tests
playtest-begins = Results so far are kept in { $file }. Stop whenever you like: the same command goes on from there.
playtest-goes-on = Going on after { $known } results of an earlier run.
playtest-anew = { $file } holds results of another text of the scenario or another version of the model: beginning anew.
playtest-written = Written to { $file }.
playtest-no-figures = { $file } does not hold the figures of a play-test, as --json writes them: { $reason }.
graph-written = Written to { $file }.
