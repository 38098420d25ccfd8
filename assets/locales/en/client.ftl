# The client's words. Arguments come ready: numbers are grouped, names are looked up.
# Sentences of the server and of the hospital's model stand at the end.

## Everywhere
connecting = Connecting …
connection-lost = Connection lost, reconnecting
not-done = Not done: { $reason }
not-sent = Not sent: { $what }
cannot-write = Cannot write: { $reason }. Nothing is accepted until it can.
take-over = Use this window
reload = Reload
dismiss = Close
named-value = { $name }: { $value }
team-name = { $number ->
    [region] The whole region
   *[other] Team { $number }
}
team-value = { $team }, { $name }: { $value }
team-score = { $team }, { $name }: { $value } of 100
team-no-score = { $team }, { $name }: nothing was observed, so there is no score
money = { $amount } EUR
percent = { $amount } %
gigabytes = { $amount } GB
hours-short = { $hours } h
yes = yes
no = no
not-yet = not yet
never = never
moment = { $weekday } { $day } { $month } { $year }, { $time }
moment-short = { $day } { $month }, { $time }
span-minutes = { $minutes } min
span-hours = { $hours } h
span-hours-minutes = { $hours } h { $minutes } min
span-days = { $count ->
    [one] 1 day
   *[other] { $number } days
}
span-days-hours = { $days } d { $hours } h
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

## Who is here
away = { $name } (away)
away-stood-in = { $name } (away, a stand-in plays for them)
called-away-name = { $name } (called away)
called-away-stood-in = { $name } (called away, a stand-in plays for them)
people-here = { $here } of { $all } here
class-people = In the class: { $people }
call-away = Called away
called-away = You are called away
called-away-note = Nobody waits for you. Press the button when you are back.
called-away-seats = Your place is kept, and stand-ins play for you: { $roles }. Press the button when you are back.
i-am-back = I am back
meanwhile = While you were away, stand-ins did this for you:
place-team = { $name } of { $team }
place-roles = { $name } of { $team } ({ $roles })
claim-question = Are you { $place }, who is away?
claim = Yes, that is me
no-claim = No, somebody else
claim-waits = The facilitator is asked whether you are { $place }.
claim-made = A newcomer, { $name }, says: I am { $place }, who is away.
claim-yes = Yes, it is { $name }
claim-no = No, it is not { $name }
claim-refused = Newcomer refused
outside = You wait outside
outside-note = The facilitator sees that you are here, and lets you in.
somebody = Somebody

## People, for facilitators
people = People
people-close = Back from people
who-may-join = Who may join:
door-open = Everybody with the code
door-approval = Whom I let in
door-locked = Nobody new
people-outside = Waiting outside
people-without-team = Without a team
people-watching = Watching
people-facilitating = Facilitating
people-removed = Removed
waits-outside = { $name } waits outside.
wait-outside = { $name } waits outside, and { $more } more.
let-in = Let { $name } in
not-let-in = Do not let { $name } in
let-all-in = Let all in
choose-somebody = Choose somebody on the left.
choose-person = Choose { $name }
name-of = Name of { $name }
rename = Rename
rename-person = Rename { $name }
move-person = Another place for { $name }
put-into = Put { $name } into { $team }
give-to = Give { $role } to { $name }
take-from = Take { $role } from { $name }
observe-person = { $name } watches
play-person = { $name } plays again
observe-note = Who watches sees all teams and what really happens, and changes nothing.
remove-person = Remove { $name }
ask-remove = Take { $name } out of the class? Their page closes, and stand-ins play their roles. You can undo this.
yes-remove = Yes, remove { $name }
restore-person = Take { $name } back
removed-note = Their page says that they were taken out. Once you take them back, they reload it and go on.
observer = Observer
observer-note = You watch: you see all teams, and change nothing.
observed-by = Watched by { $names }

## Sharing a role
ask-for = Ask
ask-for-role = Ask for { $role } in { $team }
asked = asked
asked-for-role = Asked for { $role } in { $team }
wants-to-share = { $name } would like to share { $role } with you.
share-yes = Yes, share { $role } with { $name }
share-no = No, keep { $role } from { $name }

## Stop: this is real
real = Stop: this is real
ask-real = Has something real happened? This stops the exercise for everybody.
yes-real = Yes, this is real
alarm-raised = { $name } says that something real has happened, outside the exercise. The exercise stops by itself in { $seconds } seconds.
stop-now = Stop now
false-alarm = False alarm: go on
alarm-title = This is real. The exercise has stopped.
alarm-orders = Follow your hospital's orders now, not the exercise's. Nothing in the exercise goes on, and its minutes stand.
alarm-by = Said by { $name }.
go-on-note = Everything is kept as it was. Only you can let the exercise go on.
go-on-by-facilitator = Only the facilitator can let the exercise go on.
go-on = Go on

## Questions before a press that cannot be taken back
ask-next-phase = End { $phase } for everybody?
yes-next-phase = Yes, end { $phase }
ask-end = End the exercise for everybody, and open the debrief?
yes-end = Yes, end the exercise
ask-speed = Let the clock run { $times } times as fast? A whole phase may pass before anybody has read a sentence.
yes-speed = Yes, { $speed }
ask-open-class = Open another class with { $name }? The classes that are there go on beside it.
yes-open-class = Yes, open it
ask-no = No

## Roles
role-incident-commander = Incident commander
role-incident-commander-duty = Leads the crisis team, settles what others cannot, answers for the money.
role-security-lead = Security lead
role-security-lead-duty = Looks into cases, finds intruders, decides what is cut off.
role-soc-analyst = Security analyst
role-soc-analyst-duty = Sorts alarms and looks into cases.
role-it-operations = IT operations
role-it-operations-duty = Runs servers, networks and backups, and brings them back.
role-medical-lead = Medical lead
role-medical-lead-duty = Decides what care goes on, who is sent elsewhere, what can wait.
role-nursing-lead = Nursing and ward lead
role-nursing-lead-duty = Keeps the wards working, on paper where needed, with enough people.
role-diagnostics-pharmacy = Diagnostics and pharmacy lead
role-diagnostics-pharmacy-duty = Answers for laboratory, imaging, blood and drugs.
role-biomedical-engineer = Biomedical engineer
role-biomedical-engineer-duty = Answers for pumps, monitors, analysers and building systems.
role-communications-legal = Communications and legal
role-communications-legal-duty = Informs staff, patients, press and authorities, and watches the legal deadlines.

## Lobby
lobby = Lobby
class-code = Code to join: { $code }
start-exercise = Start the exercise
waiting-for-start = Choose a team and a role. The facilitator starts the exercise.
back-to-exercise = Back to the exercise
step-out = Step out
stepped-out = You stepped out. A stand-in plays for you; nobody asks why.
people-count = { $count ->
    [one] 1 person
   *[other] { $number } people
}
join-team = Join { $team }
your-team = Your team
without-role = Without a role: { $names }
without-team = Without a team: { $names }
facilitated-by = Facilitated by { $names }
stand-in = stand-in
take = Take
leave = Leave
take-role = Take { $role } in { $team }
leave-role = Leave { $role } in { $team }
role-held = { $role } in { $team }: { $names }

## Role cards
role-cards = Your role cards
role-cards-note = What your roles answer for. You can read this at any time; the clock does not wait for it.
role-card-of = Your role: { $role }
role-card-duties = What you answer for
role-card-sees = What only you see
role-card-ask = Whom to ask
numbered = { $number }. { $text }
role-card-incident-commander-duty-1 = Lead the crisis team: say what comes first, and what can wait.
role-card-incident-commander-duty-2 = Decide on money, and on what two colleagues cannot agree about.
role-card-incident-commander-duty-3 = See that somebody speaks to staff, patients and authorities in time.
role-card-incident-commander-sees = The whole hospital in a few figures: money, care, computers. And what is brought to you because nobody else could settle it.
role-card-incident-commander-ask = The medical lead: what does a decision do to patients? The security lead: what does it do to the attack?
role-card-security-lead-duty-1 = Look into alarms and find out which ones are real.
role-card-security-lead-duty-2 = Find the intruder, and decide what must be cut off from the network.
role-card-security-lead-duty-3 = Say when a zone, a part of the network, is clean again.
role-card-security-lead-sees = The alarms, and where in the network somebody was seen who should not be there.
role-card-security-lead-ask = The wards and the laboratory: does something behave oddly? The medical lead, before you cut off anything that care depends on.
role-card-soc-analyst-duty-1 = Sort the alarms: most are harmless, a few are not.
role-card-soc-analyst-duty-2 = Look into the ones that do not fit.
role-card-soc-analyst-duty-3 = Tell the security lead at once when an alarm is real.
role-card-soc-analyst-sees = Each alarm, and what the computers recorded around it.
role-card-soc-analyst-ask = The wards: did they do something unusual? IT operations: was it planned work?
role-card-it-operations-duty-1 = Keep servers, network and backup copies working.
role-card-it-operations-duty-2 = Protect the backup copies before they are needed.
role-card-it-operations-duty-3 = Bring systems back in the order in which the hospital needs them.
role-card-it-operations-sees = Which computers work, how old the backup copies are, and how many people you have.
role-card-it-operations-ask = The nursing lead and the laboratory: what do they need back first? The security lead: is it clean?
role-card-medical-lead-duty-1 = Decide what care goes on, what is postponed, and who goes to another hospital.
role-card-medical-lead-duty-2 = Say what others' decisions would do to patients, and refuse them if they would do harm.
role-card-medical-lead-duty-3 = Say when results and records can be trusted again.
role-card-medical-lead-sees = The clinical services: how much each can do, who waits, and the patients we follow.
role-card-medical-lead-ask = The nursing lead: what can the wards bear? The laboratory: which results are still reliable?
role-card-nursing-lead-duty-1 = Keep the wards working, on paper where computers fail.
role-card-nursing-lead-duty-2 = See that there are enough people, and that they get rest.
role-card-nursing-lead-duty-3 = Tell others early when something on the wards is odd.
role-card-nursing-lead-sees = The wards: where work has slowed, where paper is used, where drugs are late.
role-card-nursing-lead-ask = IT operations: how long will it last? The medical lead: which patients come first?
role-card-diagnostics-pharmacy-duty-1 = Answer for laboratory, imaging, blood and drugs.
role-card-diagnostics-pharmacy-duty-2 = Say which tests are still possible, and which results must not be trusted.
role-card-diagnostics-pharmacy-duty-3 = Arrange help from other laboratories and suppliers.
role-card-diagnostics-pharmacy-sees = Orders that wait, results that look wrong, and what is left in stock.
role-card-diagnostics-pharmacy-ask = The medical lead: which tests cannot wait? The biomedical engineer: does an analyser work alone?
role-card-biomedical-engineer-duty-1 = Answer for pumps, monitors, analysers and building systems.
role-card-biomedical-engineer-duty-2 = Know which devices can work without the network, and set them to do so in time.
role-card-biomedical-engineer-duty-3 = Release each device for use again, and report what went wrong with it.
role-card-biomedical-engineer-sees = The devices at the bedside and in the laboratory: which ones work, and which ones depend on the network.
role-card-biomedical-engineer-ask = The nursing lead: which devices can nobody do without? The security lead: what is about to be cut off?
role-card-communications-legal-duty-1 = Inform staff, patients, the press and the ambulance service.
role-card-communications-legal-duty-2 = Report to the authorities within the legal deadlines.
role-card-communications-legal-duty-3 = Answer for the patients' data.
role-card-communications-legal-sees = The legal deadlines, and what people outside ask and believe.
role-card-communications-legal-ask = The security lead: what is known for certain? The commander: what may be said?

## Before the exercise
briefing = Before the exercise
nothing-scored = Nothing here is scored
normal-day = Your hospital on a normal day
normal-day-map = The map shows the zones, the parts of the hospital's network. Servers are the computers behind the screens. Choose a zone to see what it is connected to.
normal-day-services = Below are the services that your roles see. On a normal day each one stands at 100 percent.
normal-day-change = When something is wrong, the map and the services change first. Say aloud what you see: others may not see it.
warm-up = Warm-up
warm-up-note = Everybody knows one thing that a colleague needs. Ask aloud, listen, and settle your question together.
warm-up-settled = { $settled } of { $all } questions in your team are settled.
warm-up-none = There is nothing to settle for your roles. Listen to the others.
warm-up-fact = You know: { $fact }
warm-up-question = Your question: { $question }
warm-up-ask = Ask: { $role }
warm-up-answer = { $role }: { $answer }
warm-up-fits = This fits what the colleague knows ({ $role }).
warm-up-fits-not = This does not fit what the colleague knows ({ $role }). Ask again; you can still change it.

## The facilitator before the exercise
code-note = People open this page and type this code:
class-length = Length of the class
cut-prebrief = Role cards and warm-up
cut-break = Break
cut-debrief = Debrief
cut-in-all = In all
class-regions = Where the teams play
region-shared = One shared region
region-each = Each hospital on its own
region-shared-note = All teams are neighbours with one clock: patients, warnings and help pass between their hospitals, and the debrief adds one shared result.
region-each-note = Each team has the same start for itself and its own clock, so that the results can be compared.
who-is-missing = Who is missing
nobody-yet = Nobody has joined yet.
all-seated = Everybody who joined has a team and a role.
stand-ins-play-the-rest = Roles that nobody takes are played by stand-ins.
next-steps = Next steps
deal-roles = Deal the roles
deal-note = Gives everybody in a team their roles. Whoever has no team joins the smallest one.
begin-class = Begin the class
begin-note = Role cards, the hospital on a normal day, the warm-up. From here the minutes count.
class-began = The class has begun. People read their cards and settle the warm-up.
start-note = Opens the first phase for all teams.

## The line under the top bar
play-left = Until the debrief
play-over = now
under-a-minute = under 1 min
clock-runs = The clock runs
clock-stands = The clock stands: the facilitator has paused it. The minutes of the class go on
clock-unwritten = The clock stands until the server can write again
clock-adjourned-note = The class goes on another day: its clock and its minutes stand
class-paused = The class is paused: the facilitator has paused it. The minutes of the class go on.
class-adjourned = The class goes on another day: its clock and its minutes stand.
huddle-unplanned = Something waits for your decision
huddle-left = { $count ->
    [one] 1 second left
   *[other] { $number } seconds left
}
ready = Ready
not-yet-ready = Not yet ready
ready-count = { $ready } of { $people } ready
my-cards = My role cards
come-back = Come back
come-back-as = You come back as: { $roles }.
no-role-yet = Choose a team and a role. Until then stand-ins play.

## Top bar
phase = Phase
time = Time
clock = Clock
code = Code to join
my-roles = My roles
clock-running = running { $speed }x
clock-paused = paused
clock-adjourned = until another day
clock-waiting = waiting for the other teams
pause = Pause
resume = Resume
adjourn = Stop for another day
minutes-go-on = The minutes of the class go on
all-classes = All classes
speed-choice = { $speed }x
next-phase = Next phase
more-time = { $number } more minutes
end-exercise = End the exercise

## Figures
figure-budget-cents = Budget
figure-cost-cents = Cost so far
figure-cases-open = Open cases
figure-devices-total = Devices
figure-devices-down = Devices out of use
figure-devices-compromised = Devices the intruder holds
figure-devices-compromised-max = Most devices the intruder held
figure-devices-encrypted = Devices made unreadable
figure-restored-milli = Lost devices back in use
figure-zones-isolated = Zones cut off
figure-backups-intact-milli = Backups intact
figure-data-stolen-gb = Data stolen
figure-detonated = Struck by the attackers
figure-detected = Intrusion detected
figure-contained = Intruder shut out
figure-recovered = Recovered
figure-detection-delay-min = Time to detection
figure-care-minutes-delayed = Care delayed
figure-unsafe-events-milli = Unsafe events
figure-cancelled = Visits cancelled
figure-diverted = Patients diverted
figure-capacity-milli = Services working
figure-posture-milli = Protection
figure-duties-met = Duties met
figure-duties-late = Duties late
figure-ransom-paid = Ransom paid
figure-trust-milli = Trust of those outside
figure-informed = Groups informed
figure-evidence-kept = Evidence kept
figure-reinfected = Infected again
figure-know-intrusion = Intrusion known
figure-know-ransomware = Attack plain to all
figure-minute = Minute

## Map
map = Hospital network
zone-spoken = { $zone } zone: { $state }, { $devices }
zone-normal = normal
zone-suspect = case open
zone-compromised = intruder confirmed
zone-encrypted = unreadable
zone-isolated = cut off
zone-restoring = being restored
zone-none-chosen = Choose a zone on the map to see its devices and what it is connected to.
zone-talks-to = Connected to: { $zones }
group-working = { $group }: { $working } of { $devices } working
devices-count = { $count ->
    [one] 1 device
   *[other] { $number } devices
}
devices-compromised = { $number } taken over
devices-encrypted = { $number } made unreadable
devices-restoring = { $number } being restored

## Actions
my-actions = My actions
no-actions = Nothing to order in this phase.
more-actions = More actions
fewer-actions = Fewer actions
do = Do
propose = Propose
table = Request
goes-to-round = Goes into the budget round: the commander decides what the money is spent on.
order = { $verb }: { $action }
order-target = { $verb }: { $action }: { $target }
action-on = { $action }: { $target }
target-of = Target of { $action }
costs = Costs { $money }
hands = { $hours } h of work
takes = takes { $span }
must-agree = { $role } must agree
touch = { $service } -{ $percent } %
touches = Takes away: { $services }

## Cases
cases = Cases
no-cases = No cases. Alarms appear here, most of them harmless.
cases-with-staff = { $count ->
    [one] Your staff works on 1 more.
   *[other] Your staff works on { $number } more.
}
case-name = Case { $number }
case-open = open
case-investigating = being looked into
case-confirmed = intrusion
case-dismissed = closed, harmless
alerts-count = { $count ->
    [one] 1 alarm
   *[other] { $number } alarms
}

## Services and patients
services = Services
services-unseen = Your roles do not see the services. Ask the medical lead.
service-bar = { $service }: { $mode }, { $percent } percent of a normal day
mode-digital = on computers
mode-paper = on paper
mode-back-loading = typing paper in
service-waiting = { $number } waiting
service-diverted = { $number } % of urgent sent elsewhere
service-cancelled = { $number } % of planned postponed
service-moved = { $number } % of inpatients moved to other hospitals
service-second-check = second person checks
patients = Patients we follow
patient-waiting = { $service }: waiting { $since }, should be treated within { $window }
patient-treated = { $service }: treated in time
patient-late = { $service }: past the { $window } it should have taken
patient-diverted = { $service }: sent to another hospital

## What waits
waiting-for-you = Waiting for you
nothing-waits = Nothing waits for your answer.
proposed = { $by } proposes, { $asked } decides by { $deadline }.
escalated = { $by } proposes. Nobody settled it: the incident commander decides by { $deadline }.
taken-further = { $by } proposes, and takes a refusal to the incident commander, who decides by { $deadline }.
agree = Agree
agree-to = Agree: { $what }
refuse = Refuse
refuse-what = Refuse: { $what }
amend = Agree with this change
amend-to = Amend: { $what }
other-target = Other target for { $action }
refuse-why = Why not?
refuse-because = Refuse: { $what }, because it { $reason }
amend-note = Or agree to another target:
refused-by = { $role } refused: it { $reason }.
override = Override
override-what = Override: { $what }
override-note = Either way it stands on record with your role, and in the debrief.
let-stand = Let it stand
let-stand-what = Let it stand: { $what }
escalate = Take it to the commander
escalate-what = Take it to the commander: { $what }
withdraw-what = Withdraw: { $what }
reason-patient-safety = would hurt patients now
reason-not-now = must wait
reason-unclear = rests on too little knowledge
reason-too-dear = costs too much
budget-round = Budget round
budget-round-note = There is not enough money for everything. What you leave is not done; what you never answer is not funded.
money-left = Money left: { $money }
tabled-by = { $role } asks for { $money }
fund = Fund
fund-what = Fund: { $what }
leave-unfunded = Leave
leave-what = Leave: { $what }
joint-actions = Joint actions
a-proposal = a proposal
joint-spoken = { $what }: { $told }
joint-tabled = requested by { $by }, waits for the budget round
joint-waiting = proposed by { $by }, { $asked } decides by { $deadline }
joint-escalated = proposed by { $by }, the incident commander decides by { $deadline }
joint-funded = requested by { $by }, funded
joint-not-funded = requested by { $by }, not funded
joint-agreed = proposed by { $by }, { $role } agreed
joint-overridden = proposed by { $by }, { $role } overrode the refusal
joint-refused = proposed by { $by }, { $role } refused: it { $reason }
joint-lapsed = proposed by { $by }, nobody decided in time
joint-withdrawn = withdrawn by { $by }
inject-to = To { $role }, { $time }
distressing = A message to { $role } that may distress
distressing-note = It speaks of death, of a baby, or of staff who can bear no more. You need not read it: your staff can answer it, and nobody is rated for that.
skipped = Left unread. Your staff answered it.
read-it = Read it
read-message = Read it: message to { $role }
skip-it = Skip it
skip-message = Skip it: message to { $role }
answered = Answer given: { $answer }
answer-by = Answer by { $time }
answer-with = Answer: { $answer }
duties = Legal deadlines
duty-runs = { $duty }: { $span } left
duty-late = { $duty }: { $span } late
duty-in-part = { $duty }: sent in part, the rest is due in { $span }
duty-met = { $duty }: met in time
duty-met-late = { $duty }: met, but late
messages = Messages
tasks = Work under way
no-tasks = No work under way.
task-due = { $role }, done { $time }
log = Log
log-line = { $time }: { $what }
chat = Team chat
chat-empty = No messages yet.
chat-line = { $name }: { $text }
chat-write = Message to the team
chat-write-to = Message to { $team }
chat-of = Chat of { $team }
chat-on-its-way = { $text } (on its way)
unsent-chat = message to { $team }: { $text } (it stands in its box again)
send = Send

## Facilitator
facilitator = Facilitator
missing = The class's file was damaged. This could not be read back:
events = Events
team-runs = the clock runs
team-stands = the clock stands
team-talks = { $topic } ({ $left })
pace-and-ready = { $pace }, { $ready }
team-waits = waits for the others
team-rebuilds = being rebuilt
team-lost = has ended: its simulation failed again and again
stand-ins-only = Played by stand-ins
injects = Injects
injects-note = Prepared messages. They come by themselves at their moment. Hand one out earlier if it helps the class.
injects-note-watching = Prepared messages. They come by themselves at their moment, or earlier by the facilitator's hand.
received-by = Received by { $teams }
hand-out = Hand out
hand-out-inject = Hand out: { $inject }

## Debrief
debrief = Debrief
standings-show = Show teams each other's results
standings-note = Teams see only their own results until you show the others. Nothing here ranks a person.
own-results-only = You see your own team's results.
debrief-note = What really happened, what each team decided, and what came of it. Process is what was done and when; outcome is what it led to. Roles are shown, never names.
debrief-coming = The results are being computed …
score = score
process = process
outcome = outcome
objectives = Objectives
objective = Objective
who = Answers for it
ratings-coming = These scores are provisional. The ratings are being worked out: { $number } percent done.
ratings-note = P: without challenges. S: with some challenges. M: with major challenges. U: not performed.
not-observed = not observed
rating-capped = no better than M: an unsafe shortcut was taken
next-hospital = { $team }, the next hospital: { $score } of 100
next-hospital-no-score = { $team }, the next hospital: nothing was observed, so there is no score
next-hospital-note = The team stopped the attack on its own hospital. What it did for the next one is rated apart.
by-stand-in = done by a stand-in
rating-p = performed without challenges
rating-p-letter = P
rating-s = performed with some challenges
rating-s-letter = S
rating-m = performed with major challenges
rating-m-letter = M
rating-u = not performed
rating-u-letter = U
team-objective = { $team }, { $objective }: { $rating }
curves = Over time
curve-capacity = Services working, in percent
curve-down = Devices out of use
curve-compromised = Devices the intruder held
timeline-of = { $team }: what happened
timeline-line = { $time } · { $who }: { $what }
timeline-result = { $name }: { $before } before, { $after } a day after
timeline-spoken = { $line }. { $result }
kind-decision = Decision
kind-attack = Attackers
kind-event = Hospital
kind-inject = Message

## Workshop
workshop = Workshop
workshop-file = { $name }.ron
workshop-note = Write a scenario and see at once what is wrong with it. Every change is kept in this browser. A shipped scenario stays as it is: you work on a copy.
workshop-nothing-sound = This text has never been without mistakes yet. Mend what is listed under it first.
workshop-not-kept = this browser keeps no more texts. Download the scenario before you leave this page.
workshop-no-number = this field takes a whole number.
workshop-too-long = this file has more than 1 MiB. A scenario of that size is checked on the command line: codedark scenario check FILE.
leave-workshop = Leave the workshop
all-scenarios = All scenarios
open-file = Open a file
open-scenario = Open { $name }
open-from-library = Open { $name } from the server
shelf-shipped = Shipped scenarios
shelf-own = Your drafts in this browser
shelf-library = The server's library
shelf-empty = Nothing yet.
shelf-no-texts = The shipped scenarios come from a server, with the facilitator's key. Load this page again and type it.
undo = Undo
redo = Redo
download = Download
save-to-server = Save to the server
library-name = Name in the library
save = Save
open-class-with-it = Open a class with it
saved = Saved as { $name }. The server finds it under this name.
saving-note = The server checks it again before it keeps it.
saving-needs-sound = Mend the findings first: the server keeps only what can be played.
scenario-text = Text of the scenario
no-findings = No findings: this scenario can be played.
findings = Findings: { $number }
finding = Line { $line }: { $what } ({ $code })
finding-elsewhere = { $file }, line { $line }: { $what } ({ $code })
storyline = Storyline
map-page = Map
objectives-page = Objectives
actions-page = Actions
trial-page = Trial
storyline-note = Drag a mark to move an inject. Diamonds count from the strike.
choose-a-mark = Choose a mark to see and change its inject.
new-inject = New inject
new-inject-heading = A call
new-inject-text = Somebody calls and asks what is going on.
after-the-strike = { $span } after the strike
day-earlier = 1 day earlier
hour-earlier = 1 hour earlier
hour-later = 1 hour later
day-later = 1 day later
field-of = { $field } of { $id }
choose-of = Choose: { $name }
inject-when = Comes { $when }
role = Role
weight = Weight, 1 to 100
deadline-min = Minutes to answer
is-distressing = Distressing
is-distressing-note = Death, children, despair
heading-field = Heading
text-field = Text
answer-field = Answer
credit = Credit, 0 to 100
best-field = Best practice, and why
words-field = Words
name-field = Name
why-field = Why
measured-by = Measured by
effects = Effects
source = Source
cost-eur = Cost in euro
work-min = Work in staff-minutes
duration-min = Minutes from order to effect
remove-inject = Remove this inject
when-handed-out = when the facilitator hands it out
when-and = {" "}and{" "}
when-or = {" "}or{" "}
when-not = not { $what }
when-after = from { $moment } on
when-within = before { $moment }
when-since-strike = { $span } after the strike
when-less = if { $name } is below { $value }
when-at-most = if { $name } is at most { $value }
when-equal = if { $name } is { $value }
when-at-least = if { $name } is at least { $value }
when-more = if { $name } is above { $value }
when-did = once this was done: { $name }
when-not-did-by = if this was not done by { $moment }: { $name }
when-fired = after this came: { $name }
when-chose = if the answer to { $name } was: { $answer }
when-knows = once { $role } knows of { $fact }
when-reported = once this was reported: { $name }
when-reported-in-time = once this was reported in time: { $name }
when-overdue = if this is overdue: { $name }
fact-intrusion = an intruder
fact-ransomware = files made unreadable
fact-data-theft = stolen data
fact-backups-lost = damaged backups
trial-note = Two teams of stand-ins play the whole exercise with the same luck: one does nothing, one does what is needed.
run-trial = Run the trial
trial-running = { $team } is playing
trial-score = { $team }, score: { $score } of 100
trial-of-older-text = The text has changed since this trial.
team-idle = Idle team
team-competent = Competent team
curve-lost = Devices out of use
curve-waiting = Patients waiting
curve-most = { $team }: at most { $value }

## Sentences of the model
attack-detonated = The attackers set off ransomware, a program that makes files unreadable
attack-hurries = The attackers notice that they have been seen, and hurry
attack-shared-sign-in = The attackers came in from another hospital, over the shared sign-in
attack-left = The attackers gave up and left
attack-step = { $step }
attack-struck = The attackers did what they had come for
history-harm-before-seen = Before anybody saw that values were false: about { $events } unsafe events in { $service }
history-detected = The hospital knows that somebody is in its network
history-partners-back = Partners opened their links again
history-partners-gone = Partners closed their links to the hospital
history-duty-came-out = It came out that a report was held back on purpose: { $duty }
history-duty-fined = An authority asked for money because of a deadline: { $duty }
history-kept-quiet = The crisis team decided to tell nobody outside
history-duty-late = A legal deadline was missed: { $duty }
history-inject = { $inject }
history-missed-case = A real alarm was closed as harmless in { $zone }
history-ransomware-seen = Screens show a note that asks for money
history-attack-seen = Everybody sees that this is an attack
history-answer = { $inject }: { $option }
history-silence = { $inject }: nobody answered, so: { $option }
history-skipped = { $inject }: left unread, so: { $option }
history-next-hospital = The attack on this hospital was stopped; the same attackers strike the next hospital
history-region-struck = { $number ->
    [0] { $hospital } is struck
   *[other] { $hospital } { $number } is struck
}
history-region-hospital = { $number ->
    [0] { $hospital }: patients waited { $hours } hours longer in all, { $cancelled } appointments cancelled, { $diverted } patients sent elsewhere, { $received } taken in for others, { $encrypted } devices encrypted
   *[other] { $hospital } { $number }: patients waited { $hours } hours longer in all, { $cancelled } appointments cancelled, { $diverted } patients sent elsewhere, { $received } taken in for others, { $encrypted } devices encrypted
}
history-patient-late = Too late: { $patient }
history-patient-treated = Treated: { $patient }
log-case-confirmed = { $case } is an intrusion, in { $zone }
log-case-dismissed = { $case } was found harmless, in { $zone }
log-done = Done: { $action }
log-done-on = Done: { $action }: { $target }
log-decryptor-found = There is a free key for this attack. It opens part of what was lost.
log-decryptor-none = Nobody has a free key for this attack.
log-guidance = The EU guidance for hospitals, what to do next, { $place }: { $action }
log-weak-spot = Risk assessment: { $group } have had no updates for { $days } days.
log-weak-backups = Risk assessment: whoever runs your network can delete your backups.
log-handover-lost = You took over from a tired colleague, and nothing was written down. You no longer know about stolen data, lost backups or a quiet intruder, unless somebody tells you.
log-partners-back = Your suppliers and partners open their links to you again.
log-partners-gone = Your suppliers and partners have closed their links to you. Nobody told them that it is safe. Help from outside is worth half until somebody does.
log-rumour = They heard it from others, not from you: { $who ->
    [patients] patients and relatives
    [press] the newspapers
   *[neighbours] neighbouring hospitals
}. People believe what they hear first.
log-word = Your word reached { $reached } % of { $who ->
    [staff] the staff
    [patients] patients and relatives
    [dispatch] ambulance dispatch
    [neighbours] neighbouring hospitals
    [press] newspapers and broadcasters
    [authority] the authorities
    [police] the police
   *[suppliers] suppliers and partners
}, by { $how ->
    [apart] the phones that need no network
    [mail] email
    [phones] telephone
    [pagers] pager
    [runners] people on foot or by car
    [loudspeakers] loudspeaker
   *[web-page] the website
}
log-responders-come = Outside experts are coming. They begin work in { $hours } hours.
log-duty-came-out = It came out that you held this back on purpose: { $duty }. The newspaper has it, and so do your patients. They trust you less.
log-duty-fined = The authority fines you for a deadline that you did not keep: { $duty }
log-duty-in-part = You sent what you know, and that was in time: { $duty }. The rest is still due.
log-duty-rest-late = You promised the rest of this report, and it never came: { $duty }
log-duty-late = A legal deadline was missed: { $duty }
log-duty-starts = A legal deadline begins to run: { $duty }
log-hunt-found = The search found an intruder in { $zone }
log-hunt-nothing = The search found nothing in { $zone }
log-insurer-pays = The insurer accepts the claim and pays
log-insurer-refuses = The insurer refuses to pay: you told it later than the policy allows
log-ransom-unpaid = The ransom was not paid: the money is not there any more
log-jobs-done = Rebuilding and restoring are done
log-neighbour-warned = Another hospital of the region has shared signs of an attack: your sensors now look for them
log-next-hospital = Your hospital stopped the attack. The same attackers have now struck the next hospital, and you help to lead it
log-proposal-agreed = { $role } agreed: { $action }
log-proposal-amended = { $role } agreed with a change: { $action }: { $target }
log-proposal-escalated = The incident commander is asked to decide: { $action }
log-proposal-funded = Funded: { $action }
log-proposal-lapsed = Nobody decided in time, so it is not done: { $action }
log-proposal-not-funded = Not funded: { $action }
log-proposal-overridden = { $role } overrode a refusal: { $action }
log-proposal-refused = { $role } refused: { $action } ({ $reason })
log-proposal-unanswered = Nobody answered the incident commander, so it goes ahead: { $action }
log-proposed = { $by } asks { $asked } to agree: { $action }
log-refusal-confirmed = { $role } stands by the refusal: { $action } ({ $reason })
log-ransomware-seen = Screens show a note that asks for money: files are being made unreadable
log-attack-seen = This is no fault: the hospital is under attack
log-withdrawn = { $role } withdrew: { $action }
log-withdrawn-on = { $role } withdrew: { $action }: { $target }
log-zone-clean = Every computer in { $zone } was checked: it is clean and may be connected
act-set-aside = { $team }: one act (entry { $entry } of the record) was set aside, since the simulation failed with it.
region-given-up = { $team }: the simulation failed again and again. This exercise has ended, and its debrief is open.
class-failed = the class is taken up anew from its record
class-only-read = This class can only be read: { $reason }
marks-disagree = Some marks of the record do not agree with what is computed now (region { $region }: { $marks }).
store-full = the disk with the classes is full
store-locked = another program holds the file with the classes
store-read-only = the file with the classes is read-only
store-no-log = the drive does not take the log that protects the classes
store-damaged = the file with the classes is damaged
store-gone = this class was deleted
store-out-of-order = a line of the record did not follow the last one
store-closed = the file with the classes was closed
store-failed = the file with the classes cannot be used ({ $reason })
store-missing-lines = { $from ->
    [1] The whole record, { $to } lines.
   *[other] Lines { $from } to { $to } of the record.
}
store-missing-name = The name of participant { $person }.
store-missing-somebody = Somebody who had joined.
store-missing-chat = { $count ->
    [one] 1 line of chat.
   *[other] { $count } lines of chat.
}
store-missing-result = What the debrief said, where it cannot be worked out again.
store-missing-class = What this class was called and its code: there is a new code.
store-missing-house = Something that facilitators decided about people: who waits, watches or was removed. Until you choose who may join, who joins waits outside.
store-missing-perhaps = Perhaps the last lines of the record or of the chat, somebody who joined last, or the result.
bye-garbage = The server did not understand this page. It tries again by itself.
bye-newer-page = You opened the class in another window, and this one is quiet now.
bye-no-hello = The server waited too long for this page. It tries again by itself.
bye-other-version = The server was updated, and this page is older. Reload it: your place is kept.
bye-silent = The server heard nothing from this page for a while. It tries again by itself.
bye-not-let-in = The facilitator did not let you in. If that is a mistake, ask, and reload this page.
bye-removed = The facilitator took you out of this class. If that is a mistake, ask, and reload this page.
bye-too-fast = This page asked too much at once. It tries again by itself in a few seconds.
bye-unknown-token = The server does not know you any more. Join again.
refused-all-busy = everybody who could decide this already has three open decisions
refused-already-started = the exercise has already started
refused-chat = a message has 1 to { $most } characters
refused-extend = play can be moved by 1 to { $most } minutes at once
refused-never-joint = the hospitals of this scenario have nothing to do with each other, so their teams cannot share a region
refused-too-many-teams = the region has hospitals for { $most } teams at most, and { $teams } are here: begin the class anew with fewer teams, or let each play on its own
refused-no-browser = the list of classes is on the server's page, in a browser
refused-no-cut = there is no such length of class
refused-halted = something real has happened, and the exercise stands
refused-no-claim = nobody of that name is away
refused-phase-over = this phase is over already
refused-ended = the exercise is over
refused-full = the class is full
refused-name = a name has 1 to { $most } letters, digits and common signs
refused-no-seat = there is no such role in this hospital
refused-no-team = there is no such team
refused-not-facilitator = only the facilitator can do this
refused-not-written = the server could not write it down, so it did not happen
refused-no-person = there is no such person in the class
refused-no-player = this is for players
refused-no-request = nobody asks for this any more
refused-by-holder = { $name } keeps { $role }
refused-observer = who watches changes nothing
refused-outside = you wait outside until the facilitator lets you in
refused-team-fixed = the class has begun: only the facilitator moves people to another team
refused-title = only a facilitator may be called that
refused-too-quick = that was too quick: wait a second, and press again
refused-yourself = you cannot take yourself out
refused-not-your-seat = you do not hold this role
refused-rebuilding = this hospital is being rebuilt; try again in a moment
refused-speed = the clock can run up to { $most } times as fast
refused-begun = the work on this has begun, so it can no longer be withdrawn
refused-not-your-order = only { $role } can withdraw this
refused-no-order = there is no such order to withdraw
refused-answered = this was already answered
refused-larger-hospital = this is for smaller hospitals
refused-done = this was already done
refused-lapsed = nobody decided in time, so it lapsed
refused-not-distressing = only a message marked as distressing can be skipped
refused-not-refused = nobody has refused this
refused-settled = { $role } has already settled this
refused-no-hands = all the people for this are busy; wait until some work is done
refused-no-hospital = there is no such hospital
refused-no-inject = there is no such message
refused-no-money = the budget does not allow it
refused-no-option = there is no such answer
refused-no-proposal = there is no such proposal
refused-not-running = the exercise is not running
refused-not-yet = something else must be done first
refused-nothing-to-do = there is nothing to do here now
refused-other-phase = not in this phase
refused-other-role = this is decided by { $role }
refused-too-long = this is too long to be sent; please say it in fewer words
refused-past = the moment has passed
refused-phase = the phase cannot change now
refused-target = it cannot be done to this
refused-unknown-action = there is no such action: { $action }

## Sensors by the names that cases carry
sensor-earlywarning = National warning service
