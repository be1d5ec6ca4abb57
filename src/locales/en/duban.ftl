### duban · messages. Every key is in both languages (a test compares them).

## Common
app-name = Duban
monday = Mon
tuesday = Tue
wednesday = Wed
thursday = Thu
friday = Fri
saturday = Sat
sunday = Sun

## Due dates
overdue-today = overdue since today
overdue-days = { $days ->
    [one] 1 working day overdue
   *[other] { $days } working days overdue
}
due-today = due today
due-before-next-working-day = due before the next working day
due-in-days = { $days ->
    [one] 1 working day left
   *[other] { $days } working days left
}

## Lights, states, roles
light-not-due = not due
light-exempt = exempt
light-accepted-on-time = done on time
light-accepted-late = done late
light-submitted = in review
light-due-soon = due soon
light-returned = returned
light-overdue = overdue
state-open = open
state-submitted = in review
state-returned = returned
state-accepted = done
state-exempt = exempt
state-retired = withdrawn
role-liaison = Liaison
role-unit-leader = Unit leader
role-office = Leading group office
role-scoring-office = Scoring office
role-district-leader = District leader
role-admin = Administrator

## Frame
skip-to-content = Skip to content
nav-label = Main menu
nav-mine = My obligations
nav-overview = Overview
nav-reviews = Reviews
nav-projects = Projects
nav-units = Units
nav-calendar = Calendar
nav-scores = Scores
nav-messages = Mail
nav-accounts = Accounts
sign-in = Sign in
sign-out = Sign out
login = Account
password = Password
sign-in-failed = The account or the password is wrong. Please try again.
sign-in-help = If you have no account or forgot the password, ask the office or the administrator for a one-time link.
password-set = Set your password
password-change = Change your password
password-for = Set a password for { $name } (account { $login }).
password-current = Current password
password-current-wrong = The current password is wrong.
password-new = New password
password-again = Again
password-differs = The two passwords differ. Please type them again.
password-length = At least { $min } characters.
save = Save
back-home = Back to the first page
required = required
reason = Reason
unit = Unit
duty = Obligation
state = State
due-date = Due
labelled = { $label }:{ " " }
figure-label = { $figure } ({ $unit })
pager = Pages
previous-page = Previous
next-page = Next
page-number = Page { $page }

## Error pages
error-not-found = Not found
error-not-found-text = The address may be wrong, or the page is gone. Please start from the menu.
error-link-spent = The link is no longer good
error-link-spent-text = It was used, has expired, or a newer one took its place. If you have set your password, sign in; otherwise ask the office or the administrator for a new link.
error-forbidden = Not allowed
error-forbidden-text = This belongs to another unit, or your role cannot do it. If in doubt, ask the office.
error-form-token = The form is not valid
error-form-token-text = The form was not made for you by this site, or your password has changed. Nothing was saved. Go back, reload and send it again.
error-session-ended = Your session has ended
error-session-ended-text = Nothing was saved, but what you wrote is not lost: sign in in a new tab, then come back to this page and send it again.
error-bad-request = The request is broken
error-bad-request-text = The server could not read this request ({ $what }). Nothing was saved. Please go back and send it again.
error-too-large = Too large
error-too-large-text = A file may be { $limit } MB at most. Nothing was saved. Please go back and send a smaller one.
error-too-many = Too many attempts
error-too-many-text = Too many failed sign-ins. Try again in 15 minutes, or ask the administrator for a new link.
error-conflict = Somebody acted first
error-conflict-text = The obligation changed before you sent this, so nothing was done. Go back to see how it stands.
error-internal = Something went wrong
error-internal-text = Nothing was saved. The error has been recorded; please try again later, or tell the administrator.

## After an act
done-submitted = Sent; it now waits for the review.
done-acknowledged = Acknowledged.
done-accepted = Accepted; the obligation is done.
done-returned = Returned; the unit's liaisons will be told.
done-exempted = Exempted.
done-reinstated = The exemption was taken back.
done-extension-asked = The request was sent and waits for a decision.
done-extension-granted = The extension was granted.
done-extension-refused = The extension was refused.
done-password = The password is set.
done-account-created = The account was created.
done-account-updated = The account was changed.
done-account-disabled = The account was disabled.
done-account-enabled = The account was enabled.
done-mail-resent = The mail is queued again and will leave shortly.
done-mail-resent-none = No mail can be sent again; each one says why on its page.

## My obligations
tab-owed = To do
tab-later = Later
tab-sent = Sent
owed-empty = Nothing to do soon. Obligations appear here 45 days before they are due; the rest is under “Later”.
later-empty = Nothing further ahead.
sent-empty = Nothing sent yet. What you send appears here with its review.
voluntary = voluntary
not-acknowledged = not acknowledged
no-due-date = no due date
sent-late = (sent late)

## One obligation
from-the-plan = — from the plan
requirement = What to deliver
evidence = Evidence
assisting-units = Assisting units
plan-gap = Left open by the plan:{ " " }
plan-assumed = Assumed here:{ " " }
last-instant = Deadline:{ " " }
extended-from = Before the extension:{ " " }
submissions = Submissions
submissions-empty = Nothing sent yet. Submissions and their reviews will stand here.
revision = Submission { $number }
nil-return = Nil return
nil-return-choice = Nothing to report this period (say why above)
decision-accepted = Accepted
decision-returned = Returned
returned-why = Why it was returned
history = What happened
acknowledge = Acknowledge
acknowledge-help = says that you have taken note
submit = Submit
submit-again = Submit again
submit-replace = Replace what is waiting
report-text = What was done
files-help = Up to { $files } files of { $limit } MB each.
files-too-large = { $names } is larger than { $limit } MB and was not kept. Everything else is still here; choose a smaller file.
files-too-many = Too many files: { $limit } at most. Nothing was sent; take some away and try again.
submission-has-faults = Not sent: please mend what is marked below. What you typed and your files are kept.
your-text = What you typed (not saved; you can copy it)
fault-nothing = Say what was done, or attach evidence.
fault-text-too-long = At most { $max } characters.
fault-nil-not-allowed = This obligation takes no nil return.
fault-nil-without-reason = A nil return needs a reason.
fault-nil-with-content = A nil return cannot have rows, files or figures above zero. Take back “nothing to report”, or remove them (a table's draft is discarded under “Fill in”).
fault-evidence-missing = Please attach evidence.
fault-figure-missing = Please fill in “{ $figure }”; 0 if there was none.
fault-figure-not-a-number = “{ $figure }” must be a whole number, 0 or more.
fault-figure-too-large = “{ $figure }” is { $part } and cannot be greater than “{ $whole }”, which is { $all }. Please check both.
fault-figure-unknown = This obligation has no figure “{ $name }”.

## Review, extension, exemption
review = Review
review-reason = Comment (required to return it)
accept = Accept
return = Return
waiting-count = { $count } waiting
reviews-empty = Nothing waits for review. Submissions appear here in the order they come.
extensions-waiting = Requests for more time
extensions-empty = No request waits.
extension-ask = Ask for more time
extension-until = Until
extension-to = until{ " " }
extension-waiting = A request waits
extension-grant = Grant
extension-refuse = Refuse
extension-decision-reason = Comment (required to refuse)
exempt = Exempt
exempt-help = The unit need not send this and is not scored on it. This can be taken back.
reinstate = Take the exemption back
reinstate-help = The unit owes it again, by the same date.
refused-own-submission = You cannot review what you sent yourself.
refused-stale = Somebody acted after you opened the page, so nothing was done. Below is how it stands now; what you typed is kept.
refused-wrong-state = The obligation is now “{ $state }”, so this is not possible. What you typed is kept.
refused-extension-pending = A request is waiting already.
refused-reason-missing = Nothing was done: please give a reason.
refused-no-due-date = There is no due date to extend.
refused-too-late = The due date has passed. Please send it as soon as you can and say why.
refused-not-a-date = The date cannot be read. Write it like 2026-07-15.
refused-not-later = The new date must be later than the present one.

## Due rules
due-by = by { $when }
due-by-time = by { $time } on { $when }
due-within = within { $when }
due-month-day = { $day } { $month }
due-day-of = the { $day } of { $months }
due-quarter-end = the last day of every quarter
due-weekly = by the end of every { $day }
due-weekly-time = every { $day } before { $time }
due-after-working = within { $days } working days of “{ $event }”
due-after-calendar = within { $days } days of “{ $event }”
due-standing = standing, with no due date
due-undated = the plan names no date
due-with-note = { $rule }, { $note }
due-close = close of business ({ $time })
due-shift-previous = or the working day before if that is a day off
due-shift-next = or the next working day if that is a day off
due-from-year = from { $year }
due-until = until “{ $milestone }” is done
months-every = every month
months-even = every even month
months-odd = every odd month
months-quarter = the last month of every quarter
months-listed = { $months }
day-early = first ten days
day-middle = second ten days
day-last = last day
day-last-working = last working day
list-and = { $first } and { $last }

## Acts and stages
act-acknowledged = acknowledged
act-submitted = submitted
act-accepted = accepted
act-returned = returned
act-exempted = exempted
act-reinstated = exemption taken back
act-extension-asked = asked for more time
act-extension-granted = extension granted
act-extension-refused = extension refused
act-signed-in = signed in
act-password-set = set a password
act-plan-applied = plan applied
act-plan-retired = dropped by the plan
act-plan-revived = restored by the plan
act-plan-moved = moved by the plan
detail-plan-applied = edition { $version }: { $add } new, { $retire } dropped, { $revive } restored, { $moved } moved
detail-plan-moved = from { $from } to { $to }
act-account-created = account created
act-account-updated = account changed
act-account-disabled = account disabled
act-account-enabled = account enabled
act-link-made = one-time link made
act-mail-resent = mail sent again
stage-before = { $days } working days before
stage-due = due day
stage-overdue = { $days } working days overdue
stage-returned = { $days } working days after the return
stage-before-calendar = { $days } days before
stage-overdue-calendar = { $days } days overdue
stage-returned-calendar = { $days } days after the return
stage-review = waiting { $days } working days for review
stage-review-calendar = waiting { $days } days for review
message-sent = sent
message-failed = failed
message-withdrawn = not needed
message-queued = queued
## Mail
mail-subject-soon = [Reminder] { $unit }: { $n } due soon, the first on { $date }
mail-subject-today = [Reminder] { $unit }: { $n } due today
mail-subject-overdue = [Overdue] { $unit }: { $n } overdue, please report
mail-subject-owed = [Reminder] { $unit }: { $n } to be reported
mail-subject-leader = [Overdue] { $unit }: { $n } overdue, please see to it
mail-subject-office = [Overdue] { $n } overdue at { $units } { $units ->
    [one] unit
   *[other] units
}
mail-subject-leader-owed = [Reminder] { $unit }: { $n } to be reported, please see to it
mail-subject-office-owed = [Reminder] { $n } to be reported at { $units } { $units ->
    [one] unit
   *[other] units
}
mail-subject-led = [Overdue] Projects led by { $unit }: { $n } to be reported at { $units } { $units ->
    [one] unit
   *[other] units
}
mail-subject-returned = [Returned] { $unit }: “{ $title }” must be corrected and sent again
mail-salutation = To { $who }:
mail-opening = Under “{ $plan }” your unit has { $n } { $n ->
    [one] report
   *[other] reports
} to send. Please sign in and send each before its due date.
mail-opening-overdue = Under “{ $plan }” your unit has { $n } { $n ->
    [one] report
   *[other] reports
} to send, { $overdue } of them overdue. Please sign in and send them as soon as you can.
mail-opening-leader = Under “{ $plan }” your unit owes what is listed below ({ $n }). The liaison was reminded and it is still overdue. Please see that it is done.
mail-opening-office = Under “{ $plan }” what is listed below is still overdue after reminders: { $n } at { $units } { $units ->
    [one] unit
   *[other] units
}.
mail-opening-leader-owed = Under “{ $plan }” your unit owes what is listed below ({ $n }). Please see that it is done.
mail-opening-office-owed = Under “{ $plan }” what is listed below has still to be sent: { $n } at { $units } { $units ->
    [one] unit
   *[other] units
}.
mail-opening-led = Under “{ $plan }” what is listed below has not been sent in the projects that your unit leads: { $n } at { $units } { $units ->
    [one] unit
   *[other] units
}. Please press for it.
mail-overdue = Overdue ({ $n })
mail-returned = Returned, to be sent again ({ $n })
mail-today = Due today ({ $n })
mail-soon = Due soon ({ $n })
mail-led = Not sent by other units, in projects that yours leads ({ $n })
mail-closing-overdue = If that is not possible, please tell the leading group's office, and why.
mail-opening-all-overdue = Under “{ $plan }” your unit has { $n ->
    [one] one overdue report
   *[other] { $n } overdue reports
}. Please sign in and send what is missing as soon as you can.
mail-review = Waiting for a review ({ $n })
mail-waits = { $stage }, or longer
mail-opening-review = { $n ->
    [one] One report has been waiting for its review for days.
   *[other] { $n } reports have been waiting for their review for days.
}
mail-subject-review = { $n ->
    [one] [To review] One report is waiting
   *[other] [To review] { $n } reports are waiting
}
mail-moved = Dates that moved ({ $n }); the file that comes with this letter goes into a calendar
mail-called-off = No longer to be sent
mail-item = { $title } ({ $period })
mail-item-of = { $unit }: { $title } ({ $period })
mail-due = Due: { $date } ({ $weekday }){ $time }, { $left }
mail-requirement = What to send: { $requirement }
mail-link = Open: { "" }
mail-more = And { $n } more, to be seen here: { "" }
mail-closing = If you cannot make it in time, please sign in before the due date and ask for an extension, with your reason.
mail-returned-opening = The report below was reviewed and returned. Please correct it for the reason given above and send it again.
mail-reason = Reason: { "" }
mail-footer = This mail was sent automatically by duban. Please do not reply.

## Reminders
remind-when = Reminders of { $when }
remind-quiet = Nothing leaves at this time. Reminders go out { $hours }. These wait for the next such time:
remind-none = Nobody is to be reminded.
remind-returned = returned
remind-total = { $people } people, { $items } items. Nothing was sent and nothing was recorded.
remind-done = { $queued } reminders queued, { $tried } mails tried. What may not leave now waits for the next sending hours.
remind-unreachable = These units owe something and have no liaison with an e-mail address, so nobody hears of it:

## Command line
plan-difference = Obligations: { $add } new, { $retire } withdrawn, { $revive } restored, { $moved } moved, { $same } unchanged
calendar-missing = Warning: there is no holiday calendar for { $year }, so working days are Monday to Friday. Add one to the calendar folder.
## Command line: the plan
cli-plan-title = { $title } ({ $year })
cli-plan-holds = { $title } ({ $year }): { $projects } projects, { $tasks } tasks, { $duties } duties, { $indicators } indicators, { $forms } forms, { $units } units (and { $placeholders } placeholders, { $external } external)
cli-plan-totals = errors: { $errors }, warnings: { $warnings }, notes: { $notes }
cli-plan-leads = lead: { $units }
cli-plan-responsible = responsible: { $units }
cli-plan-each = each of { $count } units
cli-plan-any = voluntary ({ $count } units)
cli-plan-joint = { $owner } (with { $assists })
cli-plan-gap = left open: { $gap }
cli-plan-forms = Report forms
cli-plan-columns = { $count } columns
cli-plan-rows = { $count } in all
cli-plan-assisting = with { $owner }
cli-plan-no-unit = There is no unit “{ $name }”. Give its id or its name, for example { $example }
cli-plan-no-month = “{ $month }” is not a month; write it like { $example }

## Figures
figures-optional = Figures (for the units they concern)
## Accounts
account-new = New account
account-create = Create the account
account-count = { $count } in all
account-search = Find by account, name or unit
search = Find
accounts-none-match = No account matches.
account-name = Name
account-role = Role
account-email = E-mail
account-email-none = none
account-active = can sign in
account-no-password = no password yet
account-disabled = disabled
account-since = Created
account-disabled-since = Disabled
account-choose = Please choose
account-no-unit = No unit
account-role-help = Liaisons and unit leaders belong to a unit, the others to none. Role and unit cannot be changed later: disable the account and make another.
account-unit-help = Only for liaisons and unit leaders.
account-login-help = Used to sign in; capitals do not matter. For example the full name or the staff number.
account-email-help = For reminders and returned reports; without it there is no mail.
account-not-saved = Not saved: please mend what is marked below.
account-role-missing = Please choose a role.
account-unit-missing = This role belongs to a unit. Please choose one.
account-unit-unwanted = This role belongs to no unit. Please choose “No unit”.
account-login-wrong = 2 to { $max } characters: letters, digits and . - _ @, no spaces.
account-login-taken = The account “{ $login }” is taken. Please choose another.
account-name-wrong = Please give a name of at most { $max } characters.
account-email-wrong = This is no e-mail address; write for example zhangsan@example.gov.cn.
account-edit = Name and e-mail
account-link-make = Make a one-time link
account-link-help = For a lost password or a link that has run out. Earlier links end at once; the present password works until a new one is set.
account-link-for = One-time link for { $name }
account-link-once = Give this link to the person, who opens it and sets a password. It is shown only now and works once.
account-link-until = Good until{ " " }
account-link-care = Whoever has the link can sign in as this person: hand it over in person or by a channel you trust.
account-back-to-one = See the account
account-disable = Disable the account
account-disable-help = The person is signed out at once, cannot sign in and gets no more mail; what they did stays on record. This can be taken back.
account-enable = Enable the account
account-enable-help = The old password works again; if it is forgotten, make a one-time link.
account-enable-first = The account is disabled. Enable it before making a link.
account-not-yourself = You cannot disable your own account; ask another administrator.
account-last-admin = This is the last administrator who can sign in and cannot be disabled. Create another one first.
account-units-without = { $count ->
    [one] 1 unit owes reports and has no liaison account
   *[other] { $count } units owe reports and have no liaison account
}
account-units-without-help = They cannot report and get no reminders. Choose one to make an account for it.
account-log = Audit log
account-log-all = The whole log, with sign-ins
account-log-empty = Nothing yet. What happens to accounts, and who signs in, is kept here.
log-when = When
log-who = Who
log-what = What
log-about = About
log-from = From
log-system = system

## Scores
scores-unranked = Units that are not ranked
score-rank = Rank
score-total = Total
score-grade = Grade
score-rate = On time %
score-due = Due
score-on-time = On time
score-late = Late
score-missing = Missing
score-returned = Returns
score-owes-nothing = The plan asks this unit for nothing by a date
score-of = Scorecard: { $unit }
score-first-sent = First sent
score-cause = Cause
score-all = Everything that counts ({ $count })
score-all-help = What has fallen due. Exempt, withdrawn, voluntary and undated obligations do not count, nor what is not due yet.
score-timeliness = Sent

## Outbox
messages-to-files = No mail server is set up: mail is not sent but written to files in { $folder } on the server.
messages-all = All
messages-by-state = By state
messages-empty = No mail yet. What is sent to the units, as due dates near or when a report is returned, is listed here.
messages-none-in-state = No mail is in this state.
message-sending = being sent
message-to = To
message-subject = Subject
message-kind = Kind
message-created = Written
message-sent-at = Sent
message-attempts = Tries
message-next-try = Next try
message-reply = Server's reply
message-attachments = Attachments
message-text = Text
message-text-hidden = The text is about units' business; only the office may read it.
message-html = Source of the HTML part
message-superseded = not sent: a later digest took its place
message-account-disabled = not sent: the account was disabled before it left
message-settled = not sent: everything it was written for was sent, extended or dropped before it left
message-digest = daily digest
message-returned = returned report
## Plan and unit pages
project-name = Project { $number }: { $title }
unit-placeholder = placeholder
unit-external = external
total = Total
progress = Progress
position = No.
who = Owed by
leads = led by{ " " }
leads-label = Lead units
responsible-label = Responsible units ({ $n })
tasks-and-duties = Tasks and duties
no-duties = no duty of its own
assisted-by = , assisted by{ " " }
each-responsible = each responsible unit of the project ({ $n })
each-of-group = { $name } ({ $n })
each-of = { $n } units
figures-label = Figures
figure-unit = (in { $unit })
nil-is-allowed = A nil return with a reason is a valid report.
all-periods = Show all { $n } periods
overview-caption = Every unit's progress in every project
project-caption = Every unit's progress in every task
reports-caption = Every unit's reports, period by period
matrix-help = Each cell: the light to worry about most and how many have it, then done / owed; it leads to the obligations behind it.
units-caption = The units and their parts in the plan, in the order in which the text first names them
leads-projects = Leads projects
shares-projects = Shares in projects
aliases = Also called in the text:{ " " }
unit-in-plan = Part in the plan
unit-duties = Duties
unit-owes-nothing = The plan asks nothing of this unit.
lead-unit = lead
responsible-unit = responsible
named-unit = named
assists = assists
all-projects = All projects
not-due-folded = { $n } not due yet
done-on-time-folded = { $n } done on time

## Overview
as-of = as of{ " " }
headline-due = Due so far
headline-on-time = Sent on time
items = { $n ->
    [one] 1 item
   *[other] { $n } items
}
in-units = { $n ->
    [one] in 1 unit
   *[other] in { $n } units
}
nothing-due-yet = nothing due yet
go-review = Review
unreachable = { $n ->
    [one] 1 unit gets no reminders
   *[other] { $n } units get no reminders
}
unreachable-help = These units owe something and have no liaison with an e-mail address. An administrator can add one under Accounts.
due-in-two-weeks = Due within 14 days
nothing-coming = Nothing falls due within 14 days.
overdue-by-unit = Overdue
nothing-overdue = Nothing is overdue.
more-of-unit = { $n } more overdue

## Calendar
calendar-of = Calendar: { $month }
months = Months
previous-month = Previous month
this-month = This month
next-month = Next month
today = today
day-off = off
day-worked = work
calendar-legend = “off” marks public holidays, “work” weekend days that are worked in exchange.
calendar-empty = Nothing falls due this month.
calendar-unknown = The holidays of { $year } are not known yet: none are marked, and Monday to Friday count as working days.

## Design system
unsent = The server could not be reached, and nothing was sent. What you typed is still here: check the network and try again.
crumbs = You are here
dismiss = Dismiss
cancel = Cancel
sort-by = Sort by “{ $column }”
files-choose = Choose files
files-drop-here = or drop them here
chart-item = Item
chart-value = Value
chart-table = Show the figures
styleguide = Style guide
style-intro = The pieces that this system’s pages are made of, each in its states. Only the demo shows this page.
style-tokens = Colours
style-lights = Lights and marks
style-buttons = Buttons
style-asking = Asking first
style-fields = Forms
style-table = Tables
style-table-caption = Click a column’s name to sort by it.
style-navigation = Navigation
style-said = Messages
style-figures = Figures
account-acts = Act on this account
scores-by-grade = Units by grade
scores-units = { $n }
style-charts = Charts
## Sending again after the session has ended
typed-sign-in = Sign in in a new tab
typed-again = Send again
typed-files = “{ $names }” was not saved; please choose the file again.
## Drafts, uploads, previews
draft-save = Save draft
draft-saved-at = Draft saved at { $at }.
draft-opened = This is your draft of { $at }, not yet submitted.
draft-older = Your unit has submitted again since you saved it. Please check before you submit.
draft-of-colleague = { $name } saved a draft for this item too, at { $at }. Please agree on who submits.
draft-discard = Discard draft
draft-discard-what = The draft’s text and figures and the files uploaded for it will be deleted for good. What was submitted stays as it is.
draft-changed = Not saved: you saved something different in another window. Both are below. Please compare them; when you save or submit again, what is in the form counts.
draft-changed-quiet = You saved something different in another window. What is in this window is not saved yet.
draft-other = Saved in another window at { $at }
draft-take-mine = Keep what is in this window
draft-take-other = Use the other window’s version
done-submitted-once = Submitted and waiting for review. Files with the same content were merged into one.
done-draft-saved = Draft saved, not yet submitted.
done-draft-discarded = Draft discarded.
file-twice = “{ $name }” has the same content as “{ $first }”; only “{ $first }” is kept.
file-remove = Remove
file-remove-name = Remove “{ $name }”
preview = Preview
preview-name = Preview “{ $name }”
preview-failed = It cannot be shown. Please download it.
files-paste = Screenshots can be pasted; interrupted uploads resume by themselves.
script-unsaved = Draft not saved yet; trying again once the connection is back.
script-signed-out = Not saved yet: your session has ended. Sign in in a new tab; this page will try again.
script-after-files = Continues by itself once the files are uploaded. Please keep this page open.
script-files-failed = A file could not be uploaded. Cancel it or choose it again, then continue.
script-screenshot = Screenshot
script-waiting = Waiting
script-percent = { $percent }% uploaded
script-interrupted = Connection lost ({ $percent }% uploaded); resumes by itself
script-broken = The upload of “{ $name }” was interrupted and will resume by itself.
script-uploaded = “{ $name }” is uploaded.
script-cancel = Cancel
script-cancelled = “{ $name }” is cancelled.
script-too-large = Larger than { $limit } MB, not uploaded. Compress or split it and choose it again.
script-empty = The file is empty, not uploaded.
script-failed = Could not be uploaded. Cancel it and choose it again.

## Overview: the sentence, filters, lists
overview-of = Overview ({ $chosen })
overview-empty = Nothing matches these filters. Choose others, or clear them.
matrix-keys = { " " }The arrow keys move from cell to cell.
legend = Legend:{ " " }
filter-group = Kind of unit
filter-project = Project
filter-light = Light
filter-month = Month due
filter-any = All
filter-apply = Filter
filter-clear = Clear filters
filter-chosen = Filtered by: { $chosen }
due-in-month = due in { $month }
lead-nothing-due = Nothing has fallen due yet.
lead-rate = { $rate } on time
lead-red = { $n ->
    [one] 1 item overdue
   *[other] { $n } items overdue
} in { $units ->
    [one] 1 unit
   *[other] { $units } units
}
lead-none-red = no unit is overdue
lead-up = of what was due in { $month }, { $rate } came on time, { $points } points up on { $before }
lead-down = of what was due in { $month }, { $rate } came on time, { $points } points down on { $before }
lead-same = of what was due in { $month }, { $rate } came on time, as in { $before }
red-rest = { $n ->
    [one] 1 more unit
   *[other] { $n } more units
}
trend-title = On time, by the month due
waits-days = the oldest for { $days ->
    [one] 1 working day
   *[other] { $days } working days
}
waits-today = all sent today
overdue-count = Overdue
overdue-longest = Oldest due
overdue-rest = { $n ->
    [one] 1 more overdue unit
   *[other] { $n } more overdue units
}
listed-all = All obligations
listed-every = All
listed-share = { $done } of { $total } done
listed-empty = Nothing matches.
## Search
nav-search = Search
search-of = Search: { $query }
search-label = Search units, tasks, obligations and reports
search-placeholder = Search words, pinyin initials or numbers
search-kinds = Kinds of results
search-all = All
search-tasks = Key tasks
search-duties = Duties
search-obligations = Obligations
search-reports = Reports
search-all-of = Show all: { $kind } ({ $n })
search-nothing = Nothing was found. Check the spelling, or try fewer words.
search-none-of-kind = Nothing of this kind was found.
search-narrow = Only the first 200 are shown. Add a word to narrow the search down.
search-hints = What you can type
search-hint-words = Chinese words, two characters are enough:
search-hint-pinyin = Pinyin, in initials or in full:
search-hint-number = The number of a task:
search-hint-english = English names:
search-hint-several = Several words with spaces between them, also a month or a week:
search-periods = { $n } periods
search-sent-at = sent{" "}
search-file = Evidence:{" "}

## What changed
nav-changes = News
changes-unread = unread
changes-new = Unread
changes-all = All
changes-since = Since { $at }
changes-read = Mark as read
changes-none-new = Nothing new. Reports, reviews, extensions, missed dates and reminders will appear here.
changes-none = Nothing has changed yet.
change-overdue = Now overdue
change-added = New duty
change-reminded = You were reminded
change-reminded-of = { $n ->
    [one] 1 obligation
   *[other] { $n } obligations
}
change-mail-failed = A mail could not be delivered
change-open-message = Open it
done-changes-read = Marked as read.

## Invitations
nav-invitations = Liaisons
account-phone = Telephone
account-phone-wrong = A telephone number has at most { $max } characters.
act-person-invited = Invited
message-invitation = Invitation
message-test = Test
message-resend = Send again
message-resend-help = The same text is sent once more, to the address that the account has now: { $address }. Should the first one have arrived after all, both carry the same Message-ID. This is put on record.
messages-resend = Send all again
messages-resend-help = Every mail that failed is sent once more, to the address that each account has now, and every group message to its group; except to disabled accounts and those without an address, invitations, test mails, and digests that a later one has replaced. This is put on record.
message-resend-link-gone = The invitation's one-time link went with its failure: invite the person again under “Liaisons”.
message-resend-test = A test is not sent again: ask for a new one under “First steps”.
message-resend-disabled = The account is disabled and gets no more mail.
message-resend-no-address = The account has no address: enter one first, then send again.
message-resend-later-digest = A later digest says all of this; it is not sent again.
message-link-hidden = The link stands only in the mail that goes out; it is not shown here.
mail-subject-invitation = Your duban account is ready: please set a password
mail-invitation-opening = An account has been opened for you to carry out “{ $plan }”, as { $role }. Open the link below to set a password; you can then sign in.
mail-invitation-account = Account: { $login }
mail-invitation-until = The link is good until { $until } and works once
mail-invitation-link = Set a password:{ " " }
mail-invitation-closing = From then on, sign in at { $address }. Whoever has this link can sign in as you: do not pass it on. If it has expired, ask the office for another.
mail-subject-test = duban: test mail
mail-test-opening = This is a test. That you can read it means that reminders reach this address.
mail-test-at = Sent at { $at }
mail-test-link = duban:{ " " }
invite-new = Invite liaisons
invite-search = Find a name, an address or a unit
invite-nobody = There are no liaisons yet. Once invited, every unit’s liaisons and leaders are listed here.
invite-no-liaison =
    { $count ->
        [one] { $count } unit owes reports and has no liaison
       *[other] { $count } units owe reports and have no liaison
    }
invite-no-liaison-help = They cannot report and get no reminders. Use “Invite liaisons”: a whole list can be pasted at once, and the template already names these units.
invite-no-email =
    { $count ->
        [one] { $count } unit has a liaison but no e-mail address
       *[other] { $count } units have liaisons but no e-mail address
    }
invite-no-email-help = They get no reminders. Put the addresses into a list and import it: for accounts that exist only the address is changed.
invite-waiting =
    { $count ->
        [one] { $count } person was invited and has not set a password yet. The link can be sent again from the list.
       *[other] { $count } people were invited and have not set a password yet. Links can be sent again from the list.
    }
invite-again-mail = Send the invitation again
invite-again-link = Make a new link
invite-step-list = Prepare the list: copy it from Excel and paste it, or choose a file. Templates:
invite-or = {" "}or{" "}
invite-template-xlsx = Excel
invite-template-csv = CSV
invite-template-name = Liaisons template
invite-step-check = Check it: every row is explained, and nothing is written yet.
invite-step-confirm = Confirm: accounts are made and one-time links go out by mail; for people without an address the link is shown to you.
invite-paste = Paste the list
invite-paste-help = One person per row, with unit and name; e-mail and telephone may be left out. With column names in the first row, columns stand in any order; without, they are unit, name, e-mail, telephone. At most { $max } people.
invite-example =
    Unit	Name	E-mail	Telephone
    区教育局	Zhang San	zhangsan@example.gov.cn	13800000000
invite-file = Or choose a file
invite-file-help = An Excel workbook (.xlsx; its first sheet is read) or a CSV file, at most 1 MB. A file goes before what was pasted.
invite-check = Check the list
invite-empty = There is nobody in the list. Paste it or choose a file; every row needs at least a unit and a name.
invite-too-long = The list has more than { $max } people. Import it in parts.
invite-no-columns = There are no columns “Unit” and “Name”. Write column names into the first row, for example Unit, Name, E-mail, Telephone.
invite-file-kind = This kind of file cannot be read. Choose an .xlsx workbook or a CSV file; save an old .xls or a protected workbook as an unprotected .xlsx first.
invite-file-broken = The workbook cannot be opened; it may be damaged. Open it in Excel or WPS, save it as .xlsx and try again.
invite-file-too-large = The file is too large: at most { $mib } MB, and not much more when unpacked. Keep only the sheet with the list.
invite-check-title = What would be done
invite-no-head = No column names were found; columns were read as unit, name, e-mail, telephone. If they are out of place, write column names into the first row.
invite-changed-meanwhile = Nothing was written: the list or the accounts have changed meanwhile, and the outcome is another. This is the latest; look it over and confirm again.
invite-sum-mailed =
    { $count ->
        [one] { $count } account is made, and its link goes out by mail
       *[other] { $count } accounts are made, and their links go out by mail
    }
invite-sum-handed =
    { $count ->
        [one] { $count } account without an address is made; you hand its link over
       *[other] { $count } accounts without an address are made; you hand their links over
    }
invite-sum-changed =
    { $count ->
        [one] { $count } person’s e-mail or telephone is changed
       *[other] { $count } people’s e-mail or telephone is changed
    }
invite-sum-wrong =
    { $count ->
        [one] { $count } row has problems and is left out; put it right and import it again
       *[other] { $count } rows have problems and are left out; put them right and import them again
    }
invite-sum-nothing = There is nothing to be done.
invite-nothing-yet = Nothing of this is written yet. It takes effect when you confirm.
invite-confirm =
    { $count ->
        [one] Confirm for { $count } person
       *[other] Confirm for { $count } people
    }
invite-wrong-rows = To be put right ({ $count })
invite-act-rows = To be done ({ $count })
invite-same-rows = Unchanged ({ $count })
invite-edit-list = Change the list and check again
invite-line = Row
invite-outcome = Outcome
invite-written = written as “{ $text }”
invite-is-new = New
invite-is-changed = Changed
invite-is-same = Unchanged
invite-is-wrong = Problem
invite-by-mail = The link goes out by mail
invite-by-hand = No address: you hand the link over
invite-mailed-again = No password yet: a new link goes to the new address
invite-still-waiting = Invited, no password yet
invite-unit-missing = There is no unit. Add it.
invite-unit-unknown = There is no unit “{ $unit }”. Write it as the plan does.
invite-unit-meant = There is no unit “{ $unit }”. Is it “{ $meant }”? Put it right.
invite-unit-external = This unit owes no reports and needs no liaison.
invite-role-unknown = “{ $role }” is no role here. Write “Liaison” or “Leader”; without one it is a liaison.
invite-name-missing = There is no name. Add it.
invite-name-wrong = The name is too long.
invite-email-wrong = “{ $email }” is no e-mail address such as zhangsan@example.gov.cn. Leave it empty if there is none.
invite-email-twice = Row { $line } has the same address. Everyone needs one of their own.
invite-email-taken = This address belongs to { $name }. Check it; after a change of staff, ask an administrator to disable the old account and change its address first.
invite-phone-wrong = “{ $phone }” is no telephone number. If the sheet shows 1.38E+10, format the cells as text first.
invite-login-wrong = An account name has 2 to 40 letters, digits and . - _ @.
invite-login-twice = Row { $line } has the same account name. Choose another.
invite-login-taken = The account name “{ $login }” is taken. Choose another.
invite-person-twice = Row { $line } is the same person. Delete one of the two.
invite-disabled = This person’s account is disabled. If they are back, ask an administrator to enable it.
invite-done = What was done
invite-mailed =
    { $count ->
        [one] { $count } invitation is on its way by mail
       *[other] { $count } invitations are on their way by mail
    }
invite-mailed-help = Links are good for { $days } days and work once. If one does not arrive, “Mail” says why; if one has expired, send it again from the list of liaisons.
invite-changed =
    { $count ->
        [one] { $count } person changed
       *[other] { $count } people changed
    }
invite-handed =
    { $count ->
        [one] { $count } one-time link to hand over
       *[other] { $count } one-time links to hand over
    }
invite-handed-once = These links are shown only now, and cannot be seen again once you leave this page. Print them or hand each to its person at once.
invite-link = One-time link
invite-to-list = See the list of liaisons
invite-more = Invite more
invite-sheet-people = Liaisons
invite-sheet-units = Units
invite-sheet-choose = Choose one from the list.
invite-sheet-help =
    How to fill this in
    One person per row in “Liaisons”. Units without a liaison stand ready; others can be chosen from the list.
    For several people of a unit, use several rows; units left without a name are skipped.
    Without a role, a person is a liaison.
    The account, reminders and returned reports go to the e-mail address; everyone needs one of their own.
    Then choose this file under “Liaisons”, “Invite liaisons” in duban.

## First steps
start-title = First steps
start-link-help = Go through them once, and the work runs smoothly from then on.
start-intro = { $done } of { $all } done. What counts as done is read from the facts; come back at any time.
start-all-done = Everything is done. If something changes, “First steps” at the foot of every page shows it.
start-to-work = To the daily page
start-put-away = Do not show again
start-put-away-help = Your first page then no longer links here; the foot of every page still does.
start-step-done = Done
start-step-open = To do
done-start = This is not shown any more. “First steps” at the foot of every page leads back.
start-mail = Check your e-mail address
start-mail-why = Reminders and returned reports go there; if it is wrong, nothing arrives.
start-mail-is = Your address:{ " " }
start-mail-wrong = If it is wrong, ask the office to change it.
start-mail-none = You have no e-mail address here and get no reminders. Tell the office or an administrator what it is.
start-mail-none-admin = Your account has no e-mail address to test with. Add it first.
start-mail-add = Add my address
start-mail-send = Send myself a test mail
start-mail-test = Test the mail
start-mail-test-why = Reminders, returned reports and invitations go out by mail. Send yourself one to see that the mail server is set up right.
start-mail-taken = The mail server took the test mail. Look into your inbox, and into the junk folder.
start-mail-to-file = There is no mail server: the test mail was written to a file and not sent.
start-mail-on-its-way = The test mail is on its way; reload in a moment.
start-mail-reply = The server said:{ " " }
start-mail-auth = Not sent: the mail server does not accept user name or password. Check smtp.username and smtp.password; some providers want a separate app password.
start-mail-tls = Not sent: something is wrong with encryption or the certificate. Check smtp.encryption; for an internal authority set smtp.ca_file.
start-mail-silent = Not sent: the mail server does not answer. Check smtp.host, smtp.port and the firewall.
start-mail-address = Not sent: the mail server does not accept the recipient or the sender. Check your address and smtp.from.
start-mail-unreachable = Not sent: the mail server cannot be reached. Check smtp.host and smtp.port.
start-mail-other = Not sent: the mail server did not take it. Show this answer to whoever runs it.
start-mail-too-many = At most { $limit } test mails an hour. Try again later.
start-plan = The plan is applied
start-plan-why = Everything rests on it: each report, its unit and its due date.
start-plan-is = “{ $title }”, version { $version }, { $duties } duties.
start-plan-link = See the plan
start-central = Accounts of office, scoring office and leaders
start-central-why = The office reviews, the scoring office scores, leaders look at the overview: at least one account each.
start-central-missing = Still missing:
start-central-new = New account: { $role }
start-liaisons = Every unit has a liaison
start-liaisons-why = A unit without one cannot report and gets no reminders. A whole list can be pasted at once.
start-liaisons-why-admin = A unit without one cannot report. You can import a list, or the office can.
start-settings = Settings
start-settings-why = These decide about links in mails, safe sign-in and the log. Restart the program after a change.
start-settings-local = public_url is “{ $url }”: it opens only on the server itself, so links in mails lead nowhere. Set it to the address that people use.
start-settings-http = public_url is “{ $url }”: passwords travel unencrypted. Put an https reverse proxy in front and let public_url begin with https://.
start-settings-proxies = There is https, but trusted_proxies is 0: every address in the log is the proxy’s, and people share one limit on sign-in attempts. Set it to the number of reverse proxies.
start-settings-smtp = There is no smtp: mails are only written to files.
start-emails = Every unit can be reached by mail
start-emails-why = Units whose liaisons have no address can only be chased by telephone.
start-waiting = Everyone invited has set a password
start-waiting-why = Without one they cannot sign in. Send the link again, or call them.
start-reviews = No reports wait for review
start-reviews-why = A report is done when it is accepted; give a reason when you return one, the unit is told at once.
start-failed = No mail has failed
start-failed-why = The recipients of failed mails know nothing. Check the address and tell them some other way.
start-failed-count =
    { $count ->
        [one] { $count } mail failed
       *[other] { $count } mails failed
    }
start-rules = The scoring rules
start-rules-why = The items should add up to the full score; each point is traced to what caused it.
start-rules-are = Rules version { $version }, full score { $full }:
start-scores = There is something to score
start-scores-why = Scores follow reports and reviews as they happen; open a unit to see what each point rests on.
start-overview = The overview shows progress
start-overview-why = It says how many are on time and which units are late; every cell opens what is behind it.
start-due-count = { $count } due so far
start-next = Acknowledge what is next
start-next-why = It says that you know what to report and by when. Open it and read what is required, and the plan’s own words.
start-next-none = Nothing is owed at present.
start-next-link = Open it
start-first = Send a first report
start-first-why = Open what is owed, write the text and figures, attach the evidence and press “Submit”; if there is nothing this time, send a nil report and say why.
start-first-count = Your unit has sent { $count }
start-first-link = Read the guide
start-late = Nothing is overdue
start-late-why = What counts is when a report was first sent; a late one stays late, so act soon.
start-late-count = { $count } past due and not sent, or not sent again
start-who = Your unit’s liaison
start-who-why = Liaisons acknowledge and report; if they do not act on reminders, you are told by mail.
start-who-none = Your unit has no liaison. Please talk to the office.
start-score = Your unit’s score
start-score-why = It follows events as they happen, and shows what each point rests on.

## Guides
guide-title = Guide
guide-of = Guide: { $role }
guide-how = How to
guide-where = Address and reminders
guide-if = If something goes wrong
guide-address = Address
guide-plan = Plan
guide-reminders = Reminders
guide-hours = Sent
hours-working = on working days, { $hours }
hours-due = on working days, { $hours }; on days off only to those with something due that day
hours-always = every day, { $hours }
hours-span = { $from } to { $until }
stages-weekly = Weekly
stages-monthly = Monthly
stages-two-monthly = Two-monthly
stages-default = Others
guide-deadlines = Deadlines
guide-deadlines-of = Deadlines of { $unit }
guide-due = Due
guide-duties = Reports
guide-deadlines-note = Days off and extensions move dates: what the system shows for each report is what counts.
guide-print = Print this page with your browser (Ctrl+P): it fits one sheet of A4, or a PDF.
guide-liaison-lead = You acknowledge and report for your unit. There is no need to sign in every day: come when a reminder arrives.
guide-liaison-how =
    Sign in: open the address on this page with your account and password; the first time, use the link in your invitation.
    See what is owed: “My obligations” lists the most urgent first, with the working days left; open one to read what is required and the plan’s own words.
    Acknowledge: say that you know of it.
    Fill in: describe the work, give the figures (0 where there is none), attach the evidence; several files at once will do.
    Submit: once it reads “submitted”, it has arrived.
    Nothing to report: choose the nil report and say why; do not send an empty one.
    Returned: the reason is in the mail and on top of the page; put it right and submit again.
    Not in time: ask for an extension before it is due, with a reason and a date.
guide-leader-lead = You see all that your unit owes, and its score; you can report yourself if need be.
guide-leader-how =
    Sign in: open the address on this page with your account and password.
    See progress: “My obligations” lists what is owed; red is overdue, yellow is due soon.
    Press on: if your liaison does not act on reminders, you are told by mail; see to it the same day.
    See the score: “Scores” shows your unit’s points and what each rests on.
    Change of staff: tell the office when your liaison changes.
guide-unit-if =
    Password forgotten, link expired: ask the office or an administrator for another link.
    No mail arrives: look into the junk folder, then check your address and send a test mail under “First steps”.
    Not your unit’s: do not send an empty report; talk to the office.
    “Somebody acted first”: what you typed is kept; look at it and submit again.
guide-office-lead = You review, remind, extend and exempt, and look after the units’ liaisons.
guide-office-how =
    Begin with the overview: red is overdue, yellow is due soon; every cell opens what is behind it; tick who is late and press “Remind”, once a day for each unit.
    Review: “Reviews” lists what came first; look at text, figures and evidence; accepting ends it, returning needs a reason; wrong figures can be corrected.
    Extend: requests stand below the reviews; a granted one moves the due date, and the first date stays on record.
    Exempt: on the obligation’s page, with a reason; it does not count for the score and can be undone.
    Liaisons: the page names units without a liaison or an address; a list from Excel can be pasted, is checked first and then confirmed.
    Mail: what failed is listed under “Mail”; check the address and tell people some other way.
guide-office-if =
    A unit says it was not reminded: its obligation shows every reminder; then check the address.
    A unit’s name is not found: the check says which one may be meant; write it as the plan does.
    A liaison forgot the password: an administrator makes a one-time link; for people who never came, send it again under “Liaisons”.
    The plan changes: an administrator applies the new one; what has a report is never deleted.
guide-scoring-lead = You score from what was reported and reviewed; every point has its reason.
guide-scoring-how =
    See the ranking: “Scores” ranks the units, and follows reports and reviews as they happen.
    See the reasons: open a unit; each item shows its sum and what lost points.
    Verify: open an obligation to see its due date, first report, reviews and returns.
    What counts: on time means first sent in time; exempt, retired, voluntary and undated ones do not count.
guide-district-lead = Ten seconds: how many are on time, who is late, what is due soon.
guide-district-how =
    See the overview: on top the share on time and what is overdue, below each unit’s progress in each project.
    See a unit: every cell opens what is behind it; a unit’s name opens its part in the plan.
    See the indicators: the district’s values, targets and trends; each opens the units’ figures.
    See the scores: points and ranks, with what each point rests on.
    Print: the overview fits one sheet of A3 for the wall.
guide-central-if =
    Password forgotten: ask an administrator for another link.
    A figure looks wrong: open the obligation; “What happened” says who did what, and when.
    More is needed from a unit: ask the office to return the report or to remind.
guide-admin-lead = You look after accounts and settings, and do not see what units report.
guide-admin-how =
    Begin with “First steps”: it names missing accounts, tests the mail and lists problems of the settings.
    Accounts: make those of office, scoring office and leaders one by one and hand over the one-time links; people set their own passwords.
    Liaisons: import a list under “Liaisons”, or leave it to the office.
    Leaving: disable the account; the person is signed out at once, and the records stay.
    Log: below the accounts it says who did what, when and from where.
    Mail: what was sent, and what the server said.
guide-admin-if =
    Password forgotten: make a one-time link on the account’s page; earlier ones end.
    Mail does not leave: send yourself a test mail under “First steps” and follow what it says.
    Backup: back up the database and the data_dir folder regularly, both at the same time.
    Locked out: restart the program on the server; while no administrator can sign in, it prints a one-time link.
## The review queue, one after the other, and what changed
project = Project
select = Select
filter-option = { $name } ({ $n })
filter-sent = Sent in time?
filter-on-time = On time
filter-late = Late
waiting-of = { $n } of { $total } waiting
reviews-none-match = Nothing that waits matches. Change or clear the filter.
reviews-start = Review one by one
reviews-all = Back to the queue
select-all = Select all on this page
select-one = Select { $unit }: { $name }
sent-at = Sent
waited = Waiting
waited-today = Sent today
waited-days =
    { $days ->
        [one] 1 working day
       *[other] { $days } working days
    }
review-of = Review: { $name }
review-position = { $at } of { $n }
review-previous = Previous
review-next = Next
accept-next = Accept, then the next
return-next = Return, then the next
told-accepted = Accepted: { $name }.
told-returned = Returned: { $name }. Its liaisons have been told.
returned-last-time = Why it was returned last time
whole-story = The whole story
earlier-revisions = Sent { $n } times before
compare-link = Compare with the one before
compare-heading = Submission { $number } beside submission { $before }
compare-text-same = Text unchanged
compare-text-changed = Text changed
compare-figures-same = Figures unchanged
compare-figures-changed =
    { $n ->
        [one] 1 figure changed
       *[other] { $n } figures changed
    }
compare-files-same = Files unchanged
compare-files-changed = Files: { $added } added, { $removed } removed
compare-no-text = (nothing written)
compare-difference = Change
compare-file-added = Added
compare-file-removed = Removed
compare-file-same = Same
keys = Keyboard shortcuts
keys-on = Use these shortcuts
key-next = Next
key-previous = Previous
key-accept = Go to “Accept”; Enter then accepts
key-return = Go to the comment, to return it
key-all = Back to the queue
batch-accept = Accept several
batch-help = Tick several to accept them at once; you will be asked again first.
batch-will-accept =
    { $n ->
        [one] This one will be accepted. That settles it and cannot be taken back.
       *[other] These { $n } will be accepted. That settles them and cannot be taken back.
    } No mail goes out; the units see it when they sign in.
batch-ends = Once “{ $name }” is settled, “{ $ended }” is no longer owed; what has not been sent of it is retired, as the plan says.
batch-reason = Comment (optional, the same for all)
batch-accept-these = Accept these { $n }
cancel-batch = Back, accept nothing
batch-none-picked = Nothing is selected. Go back to the queue and tick what is to be accepted.
batch-none-left = None of these can be accepted together, for the reasons above.
batch-left-out = Left out: { $n }
batch-not-accepted = Not accepted: { $n }
batch-sent-again = The unit has sent something new. Open it and review that.
batch-gone = No longer waiting: somebody else has reviewed it, or it is no longer owed.
told-batch = Accepted: { $n }.

## The course of an obligation
in-brackets = { " " }({ $text })
stage-then = { $left } at the time
course-now = Now
course-until = Until { $until }
course-added = Asked for by the plan
course-added-due = Due { $due }
course-due = Due
course-due-on-time = Due; sent before that
course-due-missing = Due; nothing had been sent
course-due-moved = Original due date (moved since)
course-reminded = Reminder
course-to = To{ " " }
course-will-remind = Reminder to come
course-to-them = To { $who }
audience-liaison = the unit’s liaisons
audience-leader = its leader
audience-office = the office
audience-lead-unit = the lead units’ liaisons
course-then = Then every { $days } working days, until a report is submitted.
course-then-calendar = Then every { $days } days, until a report is submitted.
course-then-review = Then every { $days } working days, until it is reviewed.
course-then-review-calendar = Then every { $days } days, until it is reviewed.
course-not-reached = No liaison of this unit has an e-mail address: the reminder will reach nobody.
course-replies = What the other server said
unsent-count = Reminders that did not go out ({ $n })
unsent-because = { $what }: { $why }
unsent-range = { $first } to { $last }, { $n } in all
unsent-sent = the report had been sent by then ({ $at }).
unsent-called-off = it had been exempted or withdrawn by then ({ $at }).
unsent-asked-later = the day had passed when the plan began to ask for it ({ $at }).
unsent-merged = it could not leave on its day; a later reminder stood for it.
unsent-nobody = nobody it was for had an e-mail address then, or the program was not running.
unsent-voluntary = Voluntary: no reminders are sent.
unsent-no-date = The plan names no date: no reminders are sent.
fault-return-reason = To return it, say why here.
fault-reason = Say why here.

## Calendar subscription
calendar-views = Views
calendar-grid = Month
calendar-list = List
feed-title = Calendar subscription
feed-invite = puts due dates into your own calendar, on a phone or in Outlook, and keeps up with changes.
feed-name = Duban
feed-name-of = Duban: { $unit }
feed-of-unit = Puts the due dates of what your unit owes into your own calendar.
feed-of-all = Puts the due dates of what the plan asks for into your own calendar, one entry for each duty and period, without any unit’s business.
feed-follows = Changed dates, extensions, exemptions and dropped duties follow by themselves, and nothing stands there twice.
feed-none = Not subscribed yet
feed-offer = Make an address that is yours alone, and put it into your calendar program.
feed-make = Make an address
feed-address = Your address
feed-once = The system does not keep this address and shows it here once: copy it into your calendar program now.
feed-copy = Copy the address
feed-copied = Copied
feed-open = Open with this device’s calendar
feed-care = Whoever has this address sees these due dates without signing in: do not pass it on. If it got out, change it.
feed-state = Your subscription
feed-made-at = Made
feed-read-at = Last read by a calendar program
feed-never-read = Not yet
feed-renew = Change the address
feed-renew-help = A new address is made. The old one ends at once; calendar programs that have it need the new one.
feed-end = End the subscription
feed-end-help = The address ends at once and calendar programs are no longer kept up to date. You can make a new one later.
done-feed-ended = The subscription has ended; its address is no longer good.
act-feed-made = Calendar address made
act-feed-renewed = Calendar address changed
act-feed-ended = Calendar subscription ended
feed-how = How to put it into your calendar
feed-iphone = iPhone, iPad
feed-iphone-how = Sign in on the device, make or change the address, and tap “Open with this device’s calendar”; or in Calendar choose Calendars, Add Calendar, Add Subscription Calendar, and paste the address.
feed-android = Android
feed-android-how = In the settings of the system’s calendar look for a subscription, a web calendar, or adding by URL, and paste the address. Where there is none, install a calendar app that subscribes to iCalendar.
feed-outlook = Outlook
feed-outlook-how = New Outlook: Calendar, Add calendar, Subscribe from web. Classic Outlook: File, Account Settings, Account Settings, Internet Calendars, New. Then paste the address.
feed-wecom = WeCom
feed-wecom-how = As a rule WeCom takes no such address. Add it to the phone’s calendar as above, then let WeCom’s schedule show the phone’s calendar in its settings (the name differs between versions).
feed-alarms = For what has not been sent, you are told when work begins on the working day before the due day and on the due day; for weekly reports on the day only. Whether there is a sound, the calendar program decides; reminders by mail come as before.
feed-network = The calendar program must be able to reach { $url }. If this system is open to an internal network only, phones and mail services outside cannot read it.
agenda-by = { $what } (by { $time })
agenda-units = { $what } ({ $units } units)
agenda-marked = [{ $mark }] { $what }
agenda-requirement = Asked for: { $text }
agenda-rule = When: { $text }
agenda-due = Due: { $text }
agenda-state = State: { $text }
moved-calendar = Dates that moved
## Reminding by hand
by-hand = Remind
by-hand-picked = Remind those selected
by-hand-every = Remind all that are late
by-hand-help = Select several to remind them at once; you will be asked before anything is sent.
by-hand-pick-unit = Select { $unit }
by-hand-today = reminded today
by-hand-back = Back
by-hand-cancel = Back, remind nobody yet
by-hand-will = { $people ->
    [one] One person
   *[other] { $people } people
} in { $units ->
    [one] one unit
   *[other] { $units } units
} will be reminded of { $n ->
    [one] one obligation
   *[other] { $n } obligations
}: one letter each. A unit can be reminded once a day.
by-hand-at-once = The letters leave at once: a notice from the office with each due date and a link.
by-hand-waits = These are not sending hours: the letters will leave at { $at }, unless everything has been sent by then.
by-hand-rest = { $n } more
by-hand-leader-instead = leader (no liaison has an e-mail address)
by-hand-note = Note (optional)
by-hand-note-help = Stands at the top of the letter, and in the record of each obligation.
by-hand-note-too-long = A note has at most { $max } characters; please shorten it.
by-hand-leaders = Also to the units’ leaders ({ $n })
by-hand-these = { $n ->
    [one] Remind this unit
   *[other] Remind these { $n } units
}
by-hand-none-picked = Nothing is selected. Go back and tick what to remind of.
by-hand-none-left = Nothing of what was selected can be reminded of, for the reasons above.
by-hand-reminded = { $n ->
    [one] One unit was reminded today and is left out
   *[other] { $n } units were reminded today and are left out
}
by-hand-unreached = { $n ->
    [one] One unit cannot be written to: please call
   *[other] { $n } units cannot be written to: please call
}
by-hand-settled = { $n ->
    [one] One needs no reminder
   *[other] { $n } need no reminder
}: sent, exempt or not due soon
by-hand-nobody = has neither a liaison nor a leader
by-hand-no-address = no e-mail address
done-reminded = { $units ->
    [one] One unit was
   *[other] { $units } units were
} reminded, with { $letters ->
    [one] one letter
   *[other] { $letters } letters
}.
mail-subject-by-hand = [Reminder] { $unit }: { $n ->
    [one] one report
   *[other] { $n } reports
} to send in time
mail-subject-by-hand-overdue = [Reminder] { $unit }: { $n ->
    [one] one report is
   *[other] { $n } reports are
} overdue
mail-subject-by-hand-both = [Reminder] { $unit }: { $n } reports to send, { $overdue } of them overdue
mail-opening-by-hand = The office finds that the following, which the plan “{ $plan }” asks of your unit, has not been sent or corrected: { $n } in all. Please see to it without delay.
mail-opening-by-hand-leader = The office finds that the following, which the plan “{ $plan }” asks of your unit, has not been sent or corrected: { $n } in all. Please see that it is done without delay.
mail-note = Note from the office:{ " " }
mail-by-hand-closing = Where something was sent before this notice came, what the system shows holds.

## Planned mails
planned = Planned
planned-help = Reminders and supervision notices that will be sent by themselves, as long as nothing new is reported. An obligation's own page tells all of its reminders.
planned-so-far = Mail and group messages of today
planned-today = Today ({ $date }): { $n ->
    [one] 1 message
   *[other] { $n } messages
}
planned-next = Next working day ({ $date }): { $n ->
    [one] 1 message
   *[other] { $n } messages
}
planned-none = Nothing is to be sent.
planned-at = Leaves at
planned-about = About
planned-extra = a letter of its own
planned-overdue = { $n } overdue
planned-returned = { $n } returned
planned-due = { $n } due that day
planned-soon = { $n } due soon
planned-led = { $n } of projects led
planned-notice-copies = copies to the office: { $n }
planned-notice-nobody = to nobody there: to be handed over
planned-notice-to = to { $n ->
    [one] one person there
   *[other] { $n } people there
}
planned-review = { $n } to review
## Robots of chat groups
robot-title = Reports still owed ({ $date }, { $n })
robot-title-review = Reports that wait for a review ({ $date }, { $n })
robot-opening = Under “{ $plan }”, { $n } { $n ->
        [one] report is
       *[other] reports are
    } still owed. Please send what is due in time.
robot-opening-overdue = Under “{ $plan }”, { $n } { $n ->
        [one] report is
       *[other] reports are
    } still owed, { $overdue } of them overdue. Please see to it.
robot-led = Not yet sent by other units, in projects led ({ $n })
robot-item = { $unit }: { $item }
robot-due = { $item }, due { $date }, { $left }
robot-waits = { $item }, { $waits }
robot-more = …and { $n } more
robot-open = Sign in to duban
robot-test-title = Test message
robot-test = duban can send reminders of “{ $plan }” to this group. Sent at { $at }
robot-wecom = WeCom group robot
robot-dingtalk = DingTalk group robot
robot-named = Group robot { $name }
message-channel = Channel
message-channel-mail = Mail
message-channel-gone = Not sent: this group robot was taken out of the settings
message-resend-robot-gone = This group robot is no longer in the settings, so nothing can be sent by it.
message-resend-robot-help = It will be posted once more to its group: { $name }.
start-robots = Try the group robots
start-robots-why = Reminders also go to the chat groups that have a robot in the settings. Send each a test, to see that address and secret are right and that it is the right group.
start-robots-of = { $n } { $n ->
        [one] unit
       *[other] units
    }
start-robots-office = the office
start-robots-send = Send a test message
start-robots-taken = The test message was posted; look for it in the group.
start-robots-failed = Not sent. Check the address and the secret in the settings, and whether the robot is still in the group.
start-robots-too-many = A group gets { $limit } test messages an hour at most; please try again later.
remind-robots = To the group: { $name }
# Supervision notices
nav-supervision = Notices
supervision-number = Supervision Notice [{ $year }] No. { $number }
supervision-title = Notice on reporting overdue obligations without delay
supervision-addressee = To { $unit }:
supervision-opening =
    Under “{ $plan }”, { $n ->
        [one] the obligation below is past its due date and was
       *[other] the { $n } obligations below are past their due dates and were
    } not reported to this day. This notice is issued:
supervision-item =
    { $title } ({ $period }): due on { $date }, { $n ->
        [one] 1 working day
       *[other] { $n } working days
    } late.
supervision-closing = The head of your unit is asked to see to it that this is dealt with at once and reported in the system. If that is not possible, tell the office why without delay.
supervision-ending = Issued for your attention.
supervision-copies = Copy: { $to }.
supervision-file = { $number } ({ $unit }).docx
act-notice-issued = Supervision notice issued
mail-notice-subject =
    { $number } to { $unit }: { $n ->
        [one] 1 obligation is
       *[other] { $n } obligations are
    } overdue, please see to it
mail-notice-opening = Please find { $number }, “{ $title }”; the formal document is attached. Under “{ $plan }”, your unit has not reported what follows ({ $n }):
mail-notice-opening-copy = This is a copy of { $number }, “{ $title }”, issued to { $unit }; the formal document is attached. Under “{ $plan }”, that unit has not reported what follows ({ $n }):
mail-notice-opening-copy-unreached = This is a copy of { $number }, “{ $title }”, issued to { $unit }; the formal document is attached. Nobody of that unit has an e-mail address, so it was not delivered: please hand it over. Under “{ $plan }”, that unit has not reported what follows ({ $n }):
mail-notice-items = Overdue
mail-notice-link = Deal with it:
mail-notice-more = The notice:
message-notice = Supervision notice
supervision-empty = There is no notice yet. When something is overdue for as long as the plan says, a notice to the unit is issued by itself and stands here.
supervision-empty-unit = No notice was issued to your unit.
supervision-none-found = No notice matches.
supervision-help = Issued by itself when something is overdue for as long as the plan says; at most one per unit per day, numbered by year; to the unit's leaders, with copies as the plan says.
supervision-col-number = Number
supervision-col-day = Date
supervision-col-items = Obligations
supervision-col-document = Document
supervision-by-year = By year
supervision-year = { $year }
supervision-download = Download DOCX
supervision-filter-unit = Unit
supervision-all-units = All units
supervision-unreached = Not delivered: nobody of that unit has an e-mail address, please hand it over
supervision-unreached-short = Not delivered
supervision-named-help = The notice stays as it was issued; open an obligation to see how it stands now.
supervision-sent = Delivery
supervision-of-obligation = Supervision notices
course-will-issue = With a supervision notice if nothing has come by then

# --- Bulletins
bulletin-title = Bulletin on the assessment of { $period }: { $work }
bulletin-span-year = { $year }
bulletin-span-first-half = the first half of { $year }
bulletin-span-second-half = the second half of { $year }
bulletin-span-quarter = quarter { $number } of { $year }
bulletin-span-month = { $year }-{ $number }
bulletin-span-other = period { $number } of { $year } ({ $days })
bulletin-opening = By the plan “{ $plan }” and its scoring rules (version { $version }), { $issuer } has assessed what fell due from { $days }. The results were open to reply and were reviewed; they are as follows.
bulletin-whole = The whole
bulletin-reports = { $due } reports were due; { $on_time } came in time ({ $rate }%), { $late } late, { $missing } not at all; { $returned } returns.
bulletin-totals = { $count } units were ranked: mean { $mean }, best { $best }, lowest { $worst } points.
bulletin-grades = { " " }Of these { $grades }.
bulletin-grade = { $title } { $count }
bulletin-up = { " " }The mean rose by { $points } points.
bulletin-down = { " " }The mean fell by { $points } points.
bulletin-level = { " " }The mean is what it was before.
bulletin-unranked = { $count } units had nothing to be assessed and are not ranked: { $names }.
bulletin-groups = Groups
bulletin-group = { $count } units ranked, mean { $mean } points.
bulletin-group-first = { " " }First are { $first }.
bulletin-scored = { $unit } ({ $points })
bulletin-all-units = All units
bulletin-other-units = Other units
bulletin-praised = Praised
bulletin-praise = { $count } units are praised: { $names }.
bulletin-criticised = Criticised
bulletin-criticism = { $count } units are behind and are criticised:
bulletin-lacking = { $unit }: { $points } points
bulletin-lacking-missing = { $count } missing
bulletin-lacking-late = { $count } late
bulletin-asked = What is asked
bulletin-ask-mend = #Mend
    Units that were criticised find out why, name who answers for it, hand in what is missing and report on it in writing.
bulletin-ask-time = #Keep the dates
    Units plan backwards from the due dates, and ask for an extension in time where they need one.
bulletin-ask-quality = #Improve
    Reports are complete, figures right and evidence sufficient, so that nothing has to be returned.
bulletin-annex = Results ({ $group })
nav-bulletins = Bulletins
bulletins-help = Once scores are published the scoring office drafts a bulletin, edits and issues it; what was issued is not changed.
bulletins-empty = There are no bulletins yet. They stand here once results are published and a bulletin is issued.
bulletins-to-draft = Published, without a bulletin
bulletin-place = { $period }, edition { $edition }
bulletin-col-period = Period
bulletin-col-day = Issued on
bulletin-draft = draft
bulletin-draft-help = This is a draft that only the scoring office sees. Number and day come with issuing it.
bulletin-of-edition = Of edition { $edition } of the scores, SHA-256: { $sha256 }
bulletin-file = { $number } ({ $title })
bulletin-edit = Edit the text
bulletin-save = Save
bulletin-issue = Issue
bulletin-issue-help = It takes its number, everyone can read it, and it cannot be changed any more.
bulletin-redraft = Back to the text drawn from the scores
bulletin-redraft-help = What was edited is replaced by the text that the scores make by themselves. This cannot be undone.
bulletin-field-title = Title
bulletin-field-opening = Opening
bulletin-field-closing = Closing
bulletin-field-contact = Contact and telephone
bulletin-field-heading = Heading
bulletin-field-text = Text
bulletin-section = Part { $number }
bulletin-lines-help = A paragraph on each line. A line that begins with “#” is a heading below, counted （一）（二）; lines that begin with “-” are numbered. A part whose heading and text are both empty goes.
bulletin-fault-title = Write a title
bulletin-fault-heading = Write a heading for this part
bulletin-fault-line = At most 100 characters: make it shorter
bulletin-fault-text = At most 20,000 characters: make it shorter
bulletin-fault-nothing = There is nothing in it: write a paragraph at least
bulletin-stale = Somebody saved this bulletin while you were editing. What you wrote is still below; saving again replaces what they saved. Once issued it cannot be changed.
act-bulletin-issued = issued a bulletin
done-bulletin-saved = Saved.
done-bulletin-redrafted = The text is again the one drawn from the scores.
done-bulletin-issued = Issued.
# Indicators and corrections
nav-indicators = Indicators
indicators-help = From the units' reports: the latest one that was not returned, as corrected. A ratio of the district is the sum of all units' numerators over the sum of their denominators.
indicators-none = This plan has no indicators.
indicator-at-least = Target: at least { $target }
indicator-at-least-later = Target: at least { $target }, in the end { $later }
indicator-amount = { $n } { $unit }
indicator-part = “{ $label }” { $n } { $unit }
indicator-sum = All units together
indicator-units =
    { " " }({ $n ->
        [one] 1 unit has
       *[other] { $n } units have
    } reported)
indicator-now = Now
indicator-target = Target
indicator-later = In the end
indicator-against-target = Now and target
indicator-nothing-yet = No unit has given all the figures that it takes yet.
indicator-no-value = No value yet
indicator-below = Below target
indicator-reached = Target reached
indicator-reached-first = Target reached, the final one not yet
indicator-own-unit = Your unit
indicator-own-only = Only your own unit's figures are listed here.
indicator-own-none = Your unit has not given figures for this indicator yet.
indicator-empty = No unit has given figures for this indicator yet. Once they report, the values of each period stand here.
indicator-course = Over time
indicator-course-help = By the month in which reports fell due. Totals are carried forward until the next report, periods are added up from the beginning of the year; a ratio takes the units that gave both figures, and over a denominator of 0 there is none.
indicator-district = The district
indicator-by-period = By period
indicator-by-unit = By unit
indicator-month = Month
indicator-given-by = Units
indicator-trend = Against the period before
indicator-source = Reported in
indicator-corrections = Corrections
trend-up = Up
trend-down = Down
trend-equal = Unchanged
trend-none = Nothing to compare
correction = Correct the figures
correction-help = Only the figures are corrected; the report, its state and whether it came on time stay as they are. Old and new values and the reason go into the history, where the unit sees them.
correction-reason = Reason
correction-stands = Now: { $value }
correction-has-faults = Nothing was corrected: please see below.
figure-none = none
figure-corrected = corrected: { $value }
detail-figures-corrected = { $changes }. { $reason }
done-figures-corrected = The figures were corrected.
refused-no-figures = The latest report gave no figures, so there are none to correct.
refused-nothing-altered = Nothing was corrected: all figures are what they were.
ledger-title = Ledger of scores ({ $period })
ledger-group-title = Ledger of scores: { $group } ({ $period })
ledger-card-title = Scorecard of { $unit } ({ $period })
ledger-card = Scorecard
ledger-causes = Causes
ledger-item = Item
ledger-full = Worth
ledger-points = Points
ledger-sum = Sum
ledger-basis = Basis
ledger-what = What
ledger-points-moved = Gained or lost
ledger-base = Base
ledger-bonus = Bonus
ledger-scaled = Scaled
ledger-download = Ledger as XLSX
ledger-card-download = Scorecard as XLSX
# Assessments
nav-assessments = Assessments
assess-help = Each period is opened, judged, frozen, replied to, ruled on and published. For { $days } working days after the freeze every unit may reply to its own draft.
assess-empty = There is no result for your unit to check. It stands here once it is frozen, and you are told by mail.
assess-period = Period
assess-dates = From and to
assess-next = Next step
assess-span = { $title } ({ $number } of { $of })
assess-days = { $from } to { $to }
assess-phase-preview = Not opened
assess-phase-draft = Being judged
assess-phase-replying = Open to replies
assess-phase-ruling = Being ruled on
assess-phase-published = Published
assess-phase-correcting = Being corrected
assess-next-begins = Begins on { $day }
assess-next-open = Can be opened
assess-next-ends = Judge; the period ends on { $day } and can be frozen after that
assess-next-freeze = Freeze when everything is judged
assess-next-reply = Units may reply until { $until }
assess-next-publish = Publish when every reply has its ruling
assess-next-none = Published; where something is wrong, correct it and publish the next edition
assess-next-correct = There are corrections that are not published
assess-steps = Steps
assess-step-open = Opened
assess-step-mark = Judged
assess-step-freeze = Frozen
assess-step-reply = Replies
assess-step-rule = Rulings
assess-step-publish = Published
assess-step-done = { " " }(done)
assess-until = until { $until }
assess-open = Open the assessment
assess-open-help = Marks can be made from then on. Scores follow what is reported; units do not see the marks yet.
assess-freeze = Freeze the result
assess-freeze-help = What scores are computed from no longer changes. Units see their own drafts and may reply until { $until }. This cannot be taken back.
assess-publish = Publish the result
assess-publish-help = Publishes edition 1. Every unit sees all results. A published result is never edited; corrections make a new edition.
assess-publish-next = Publish the corrected result
assess-publish-next-help = Publishes the next edition with the reason. Earlier editions stay as they are.
assess-marks = Marks
assess-waiting = { $unit }: “{ $item }”
assess-and = , { "" }
assess-waiting-n = { $n ->
        [one] 1 item waits
       *[other] { $n } items wait
    } to be judged before the period can be frozen:
assess-units-n = ({ $n ->
        [one] 1 unit
       *[other] { $n } units
    })
assess-none-waiting = Everything that is judged has been judged.
assess-consented = { $n } of { $of } ranked units accept their scores.
assess-unruled = { $n ->
        [one] 1 reply waits
       *[other] { $n } replies wait
    } for a ruling.
assess-none-unruled = No reply waits for a ruling.
assess-pending = { $n ->
        [one] 1 correction is
       *[other] { $n } corrections are
    } not published.
assess-replies = Replies
assess-no-replies = No unit has replied.
assess-item = Item
assess-sent-at = Sent
assess-ruled = Ruled on
assess-to-rule = Waits
assess-editions = Editions
assess-edition = Edition
assess-edition-n = Edition { $n }
assess-published-at = Published
assess-by = By
assess-corrections = Corrections
assess-verify = Verification
assess-refused-phase = The period is not where this can be done; see how it stands now.
assess-refused-stale = Somebody changed this in the meantime. See how it is now and send again; what you typed is still below.
assess-refused-reply-over = The time to reply is over; this was not taken.
assess-refused-ruled = This reply has its ruling and can no longer change.
assess-refused-not-begun = The period begins on { $day }; open it then.
assess-refused-not-over = The period ends on { $day }; it can be frozen from the next day on.
assess-refused-waiting = { $n ->
        [one] 1 item has
       *[other] { $n } items have
    } not been judged: { $named }.
assess-refused-reply-open = Units may reply until { $until }, and not all of them have accepted; publish after that.
assess-refused-unruled = { $n ->
        [one] 1 reply waits
       *[other] { $n } replies wait
    } for a ruling; rule first.
assess-refused-nothing-corrected = Nothing was corrected, so there is nothing new to publish.
assess-refused-reason = Please give a reason.
assess-refused-too-long = Too long: { $limit } characters at most.
assess-refused-points = Give a number from { $least } to { $most } with { $places } decimals at most.
assess-refused-item = This does not apply to the unit, or nothing was chosen; please choose again.
edition-fault-missing = it was published and is not there
edition-fault-unreadable = it cannot be read
edition-fault-hash = its bytes are not those of the SHA-256 beside it
edition-fault-seal = its seal is wrong: this is not what was published here
edition-fault-misplaced = it is another period's or another edition
edition-fault-chain = it does not follow the edition before it
edition-fault-told = when, by whom or why it was published is told otherwise beside it
edition-fault-unknown = the audit log does not know it, or knows another one
edition-fault-bytes = computed again, it differs from what was published
edition-fault-line = computed again, it differs: { $unit }, “{ $item }”
edition-fault-unit = computed again, it differs: { $unit }
assess-cause = Cause
assess-causes-of = { $item }: what gave and cost points
assess-excluded = This item does not apply to your unit and does not count.
assess-cause-on-time = In time
assess-cause-late = { $days ->
        [one] 1 working day late
       *[other] { $days } working days late
    }
assess-cause-missing = Missing
assess-cause-returned = { $times ->
        [one] Returned once
       *[other] Returned { $times } times
    }
assess-cause-accepted = Accepted
assess-cause-not-accepted = Not accepted
assess-cause-counted = { $count } reported
assess-cause-lacking = { $count } short
assess-cause-not-reported = Figures not reported
assess-cause-below-target = Below the target
assess-cause-rank = By rank: { $rank }
assess-cause-marked = Found by the scoring office
assess-cause-unmarked = Not judged: what the rules give then
assess-cause-absent = Objectively absent
assess-cause-ruled = Ruled
assess-verdict-points = { $points } points
assess-verdict-ruled = { $points } points after review
assess-verdict-absent = objectively absent
assess-verdict-found = found to hold
assess-verdict-award = award: { $level }
assess-verdict-charge = { $event }: { $points } points
assess-by-item = By item
assess-by-unit = By unit
assess-show-unit = Show
assess-item-help = Fill in only the units to be judged; what is left empty stays. { $points } points at most
assess-now = Now
assess-points = Points
assess-unjudged = Not judged
assess-points-of = Points of { $unit }
assess-reason-of = Reason for { $unit }
assess-reason-for-all = Reason for all
assess-reason-for-all-help = Stands for every unit without a reason of its own.
assess-save-marks = Save marks
assess-what = What was found
assess-choose = Choose
assess-points-help = For judged points and events; not for awards, absent items and conditions.
assess-obligation = Obligation
assess-obligation-help = Where a judged event is about one.
assess-no-obligation = About none
assess-option = { $item }: { $what }
assess-option-points = judged points
assess-option-absent = objectively absent
assess-option-found = Found: { $what }
assess-add-mark = Add the mark
assess-marks-closed = Marks are made and withdrawn only while the period is being judged.
assess-made = Made so far
assess-none-made = Nothing yet.
assess-withdraw = Withdraw
assess-withdraw-it = Withdraw it
assess-withdrawn = Withdrawn by { $by }: { $why }
assess-typed = What you typed was not saved; copy it from here:
assess-own-title = { $unit }: draft of { $period }
assess-own-not-yet = The result is not frozen yet. Once it is, check your unit's draft here and reply to it.
assess-own-none = Nothing of your unit is scored in this period.
assess-own-until = Please check until { $until } ({ $left }). Reply below the item you object to, with evidence; if you have no objection, say so.
assess-own-over = The time to reply ended at { $until }.
assess-own-consented = Your unit has no objection.
assess-consent = No objection
assess-consent-help = Says that your unit accepts the draft. You may still reply while there is time; a reply ends this.
assess-total = Total
assess-your-reply = Your reply
assess-the-reply = The reply
assess-version = Version { $n }
assess-ruling = Ruling
assess-upheld = Upheld
assess-rejected = Turned down
assess-reply = Reply
assess-change-reply = Change the reply
assess-reply-text = Facts and reasons
assess-send-reply = Send the reply
assess-reply-title = Reply of { $unit }: { $item }
assess-rule = Rule
assess-rule-help = A reply is ruled on once, and for good; the unit is told the reason.
assess-decision = Decision
assess-uphold = Uphold
assess-reject = Turn down
assess-new-points = Points after it
assess-new-points-help = Where it is upheld, from 0 to { $most }; now { $now }.
assess-corrections-help = Published editions stay. Add corrections here, then publish the next edition with its reason from the period's page.
assess-corrections-later = Corrections begin once the period is published.
assess-add-correction = Add the correction
assess-none-corrected = Nothing was corrected.
assess-verify-help = Computes every edition again from its own rules and inputs, and checks seal, SHA-256, order and audit log.
assess-verify-none = Nothing of this period was published.
assess-verify-well = Every edition is as it was published.
assess-verify-bad = Some edition is not as it was published. Find out why before you rely on it.
assess-verified = As published
assess-found = Result
assess-fault = Wrong
done-assessment-opened = Opened; marks can be made.
done-assessment-frozen = Frozen; units may check and reply.
done-assessment-published = Published.
done-marks-made = Marks saved.
done-marks-none = No points were given; nothing changed.
done-mark-withdrawn = Withdrawn.
done-replied = Reply sent.
done-consented = No objection: noted.
done-ruled = Ruled.
done-corrected = Correction added; it holds from the next edition on.
act-scores-opened = Assessment opened
act-scores-frozen = Assessment frozen
act-score-marked = Mark made
act-mark-withdrawn = Mark withdrawn
act-score-replied = Reply to a score
act-score-consented = No objection to a score
act-score-ruled = Reply ruled on
act-score-corrected = Score corrected
act-scores-published = Scores published
detail-score-period = period { $period }
detail-score-unit = period { $period }, unit { $unit }
detail-score-item = period { $period }, unit { $unit }, item { $item }
detail-score-edition = period { $period }, edition { $edition }, SHA-256 { $sha256 }
# How scores came about
sc-group-all = All units
sc-group-rest = Other units
sc-span = { $title }, period { $number }
sc-counted = From { $days }, { $due } obligations fell due and count: { $on_time } on time, { $late } late, { $missing } missing; { $returned } returns
sc-figures = Figures reported: { $figures }
sc-figure = { $name } { $value } { $unit }
sc-lacking = { $part } is { $count } less than { $whole }
sc-ruled = { $before } as computed, set to { $after } by a ruling
sc-waiting = Not judged yet: 0 for now (of { $full })
sc-excluded = Left out of both points and full score; the rest is scaled up
sc-absent-full = Does not apply, counted in full: { $got }
sc-absent-mean = Does not apply, counted as the mean of the group’s other units: { $got }
sc-why-absent = Found to have no such work
sc-why-nothing-due = Nothing that it looks at fell due in this period
sc-why-no-figures = No figures that it looks at in this period, or their base is 0
sc-not-reported = The figures were due and not reported: all { $full } points are lost
sc-judged = Judged: { $got } of { $full }
sc-unmarked = Not judged apart: { $got } of { $full } by the rules
sc-got = { $got } points
sc-nothing-lost = Nothing was lost: all { $full } points
sc-nothing-gained = Nothing gained
sc-floor = { $lost } to take off, more than there is: { $got } of { $full } left
sc-cap = { $gained } to add, { $full } at most
sc-of-due = { $due } due, { $hits }
sc-of-weighted = { $due } due, weighted by the unit’s part, { $hits }
sc-of-total = { $total } wanted, { $hits }
sc-hits-on-time = { $number } sent on time
sc-hits-submitted = { $number } sent
sc-hits-accepted = { $number } accepted
sc-of-figures = { $part } { $number }, { $all } { $whole }
sc-of-figure = { $name } { $number }
sc-sum = { $what }: { $sum }
sc-target-reached = { $value }, { $target } is reached: all { $full } points
sc-step = { $value }, the step of { $least } is reached: { $got } points
sc-no-step = { $value }, below the lowest step, { $least }: no points
sc-gate-reached = { $value }, { $least } is reached: { $got } points
sc-gate-missed = { $value }, below { $least }: no points
sc-by-rank = { $value }, rank { $rank } in the group: { $got } points
sc-late = { $days ->
    [one] { $days } working day late
   *[other] { $days } working days late
}
sc-late-same-day = less than a working day late
sc-returned = { $times ->
    [one] returned once
   *[other] returned { $times } times
}
sc-accepted = accepted
sc-not-accepted = not accepted
sc-figures-missing = figures not reported
sc-below-target = below target
sc-rank-in-group = rank { $rank } in the group
sc-marked = judged
sc-not-marked = not judged apart
sc-absent = has no such work
sc-found = found
sc-ruling = ruling
sc-mark = { $what }: { $reason } ({ $by }, { $day })
sc-multiplier = multiplier
sc-role-lead = as lead
sc-role-responsible = as responsible unit
sc-role-assist = as assisting unit
sc-items = All items
sc-class = { $class }: { $earned } of { $full }, { $sum }
sc-class-left = { $class }: no item applies, the other classes share its weight
sc-bonus = bonus { $points }
sc-bonus-cap = Bonuses make { $sum }, { $cap } at most
sc-total = Total: { $sum }
sc-total-capped = Because of { $why } the total is { $total } at most
sc-scaled = Out of { $full }: { $sum }
sc-waiting-items = { $n ->
    [one] One item is still to be judged and counts as 0; the total will change
   *[other] { $n } items are still to be judged and count as 0; the total will change
}
sc-condition-holds = “{ $title }” holds: { $test }
sc-condition-by = { " " }({ $reason }; { $by })
sc-grade = Total { $total }, at least { $least }: { $grade }
sc-grade-only = Grade: { $grade }
sc-grade-because = Because of { $why }: { $grade }
sc-grade-not = ; not { $grade }, for want of { $why }
sc-rank = { $group }: rank { $rank } of { $n }
sc-unranked = Not ranked in { $group }
sc-costs = { $event } −{ $points }
sc-gives = { $event } +{ $points }
sc-between = { $least } to { $most }
sc-kind-deduct = Starts at { $points }: { $events }; never below zero
sc-kind-deduct-floor = Starts at { $points }: { $events }; never below { $floor }
sc-kind-accrue = { $events }; { $points } at most
sc-kind-ratio = { $points } × { $measure }
sc-kind-ratio-to = { $points } points for { $measure } of { $target }, below that in proportion
sc-kind-step = from { $least } on { $points } points
sc-kind-steps = By { $measure }: { $steps }; else none
sc-kind-gate = { $points } points for { $measure } from { $least } on, else none
sc-kind-judged = Judged: 0 to { $points } points
sc-kind-judged-else = Judged: 0 to { $points } points; { $otherwise } where nothing is said
sc-kind-awards = { $levels }; { $points } at most together
sc-kind-place = rank { $rank } { $points } points
sc-kind-rank = By rank in the group, by { $measure }: { $places }; all further ranks { $rest } points
sc-event-late = each late report
sc-event-missing = each missing report
sc-event-returned = each return
sc-event-on-time = each report on time
sc-event-accepted = each one accepted
sc-event-figure = { $name }, each { $unit }
sc-event-shortfall = each one that { $part } is less than { $whole }
sc-event-judged = each one found { $title }
sc-share-on-time = share sent on time
sc-share-submitted = share sent
sc-share-accepted = share accepted
sc-measure-of = { $share } (of { $total } wanted)
sc-measure-ratio = { $part } as a share of { $whole }
sc-measure-figure = { $name }
sc-absent-excluded = Left out of both points and full score; the rest is scaled up
sc-absent-is-full = Counted in full
sc-absent-is-mean = The mean of the group’s other units
sc-quoted = “{ $text }”
sc-test-found = found by the scoring office
sc-test-at-least = at least { $points } points for “{ $item }”
sc-test-below = less than { $points } points for “{ $item }”
sc-test-count = { $what }: { $n } or more
sc-tallied-returned = returned
sc-veto-grade = With { $when } the grade is { $grade }
sc-veto-at-most = With { $when } the grade is { $grade } at best
sc-veto-total = With { $when } the total is { $total } at most
sc-grade-from = total of { $points } or more
sc-grade-requires = and { $what }
sc-grade-if-any = with any of { $what }
# Pages of scores
sc-phase-preview = Live preview, from what is on record at { $as_of }. This period has not been opened; points change with every report and review.
sc-phase-draft = Draft, from what is on record at { $as_of } and what was judged so far. Not published; it will still change.
sc-phase-frozen = Open to replies: the data were captured at { $as_of }, units may reply until { $until }. Not published.
sc-phase-published = Published (edition { $edition }), with data up to { $as_of }.
sc-phase-correcting = Published (edition { $edition }) and being corrected; with data up to { $as_of }, this edition holds until the next one.
sc-rules-version = Rules version { $version }
sc-assessments = Assessments
sc-periods = Periods
sc-period = Period { $number }
sc-ranking = Ranking: { $period }
sc-compare = Compare periods
sc-empty = Nothing that counts has fallen due in this period ({ $from }) yet. Points and ranks appear here once something has.
sc-caption = Points and ranks: { $group } ({ $n } units, out of { $full })
sc-items-waiting = { $items ->
    [one] One item is still to be judged
   *[other] { $items } items are still to be judged
}, in { $units ->
    [one] one unit
   *[other] { $units } units
}. They count as 0 until then, so totals and ranks are provisional.
sc-waits = to be judged
sc-moved = Since last period
sc-moved-new = not ranked then
sc-moved-same = same rank
sc-moved-up = up { $n }
sc-moved-down = down { $n }
sc-than-before = , since last period:{ " " }
sc-scaled-to = Out of { $full }
sc-group = Group
sc-nothing-due-in-period = Nothing that counts has fallen due in this period
sc-spread = Points in { $group } (from the first figure on, below the second)
sc-spread-from = { $from } up
sc-lowest = Lowest
sc-quarter = First quartile
sc-median = Median
sc-three-quarters = Third quartile
sc-highest = Highest
sc-mean = Mean
sc-card-empty = Nothing that counts has fallen due for this unit in this period, so it is not ranked. Its points, and what each came from, will stand here.
sc-bonuses = Bonuses
sc-lines = Items
sc-line = Item
sc-history-link = This unit through all periods
sc-derivation = How the total comes about
sc-rounding = Points are rounded, halves up. Each cause is rounded by itself, so they may not add up exactly; the sum of the item decides.
sc-scored-by = Scored by { $unit }
sc-rule-link = The rule
sc-causes = What gave or cost points ({ $count })
sc-sum-head = Sum
sc-points-head = Points
sc-the-item = The item
sc-sources = Figures from:{ " " }
sc-undated = no due date, accepted
sc-compare-of = { $title }: all periods
sc-compare-help = Totals and ranks of every period so far. A unit opens its items through all periods, a period its ranking.
sc-compare-empty = Nothing that counts has fallen due yet. Totals and ranks of all periods will stand here side by side.
sc-compare-caption = Totals and ranks: { $group }
sc-rate-trend = Share sent on time, all units
sc-rank-short = rank { $rank }
sc-history-of = { $unit }: { $title } by period
sc-history-caption = { $unit } by item and period
sc-history-empty = Nothing that counts has fallen due for this unit yet. Its points of all periods will stand here side by side.
sc-total-trend = Total by period
sc-rules = Scoring rules
sc-rules-edition = version { $version }
sc-full = Full score
sc-at-most = { $points } at most together
sc-classes = Weights of classes
sc-roles = Weights of parts
sc-roles-are = lead { $lead }, responsible { $responsible }, assisting { $assist }; what weighs 0 does not count
sc-multiplier-is = With at most { $n } duties counted, deductions are multiplied by { $times }
sc-decimals = Decimals
sc-decimals-are = { $places }, halves up
sc-reply = Right of reply
sc-reply-is = { $days ->
    [one] one working day after the data are captured
   *[other] { $days } working days after the data are captured
}
sc-items-all = All items
sc-class-head = Class
sc-worth = Points
sc-up-to = up to { $points }
sc-basis = Basis
sc-scorer = Scored by
sc-evidence = Evidence
sc-duties = Looks at
sc-grace = Grace
sc-grace-is = { $days ->
    [one] in time up to a working day after the due date
   *[other] in time up to { $days } working days after the due date
}
sc-absent-head = Where it does not apply
sc-conditions = Vetoes and other conditions
sc-groups = Ranked apart
sc-groups-rest = Units in none of these are ranked among themselves.
sc-scored = In the scores
sc-scored-nothing = It cost nothing and gave nothing by itself.
sc-scored-too = Counts as well in:{ " " }
sc-scored-part = counts against it
cli-score-no-period = There is no period `{ $period }`; there are: { $known }
cli-score-head = { $unit }  { $period } ({ $id }), { $days }
cli-score-counted = What counts
sc-grade-below = Total { $total }, below { $least }: { $grade }
verify-none = Nothing has been published yet.
verify-well = { $period }, edition { $n }: as published ({ $sha256 })
verify-bad = { $period }, edition { $n }: WRONG: { $faults }
verify-and = { "; " }
sc-left-out = left out
sc-grade-rest = the rest
sc-sources-missing = Not sent, or returned:{ " " }
bulletin-pdf = PDF
bulletin-no-pdf = This program was built without PDF. Take the Word document; Word and WPS save it as PDF.
bulletin-no-font = No PDF was made: no font has { $chars }. Take the Word document, or ask the administrator to put a font that has them into fonts_dir.
message-score = Assessment
mail-score-frozen-subject = Please check: draft result of { $period }
mail-score-frozen = The result of { $period } is frozen, and this is your unit's draft. Please check it item by item; reply with evidence where you object, or say that you have no objection.
mail-score-closing-subject = Last day soon: replies to { $period }
mail-score-closing = Your unit has neither accepted its draft of { $period } nor replied to it. Nothing is taken after the deadline.
mail-score-ruled-subject = { $period }: ruling on { $item }
mail-score-ruled = Your unit's reply on “{ $item }” in { $period } has its ruling; sign in to read the decision and its reason.
mail-score-published-subject = { $period }: result published
mail-score-published = The result of { $period } is published. Your unit's:
mail-score-corrected-subject = { $period }: corrected result, edition { $n }
mail-score-corrected = The result of { $period } was corrected and published as edition { $n }; earlier editions are kept. Your unit's:
mail-score-waiting-subject = { $period }: { $n ->
        [one] 1 reply waits
       *[other] { $n } replies wait
    } for a ruling
mail-score-waiting = Replies to { $period } have come; waiting for a ruling: { $n }.
mail-score-over-subject = { $period }: time to reply is over, { $n ->
        [one] 1 waits
       *[other] { $n } wait
    } for a ruling
mail-score-over = The time to reply to { $period } is over; waiting for a ruling: { $n }. The result can be published after that.
mail-score-until = Reply until: { $until }
mail-score-result = Total { $total }, grade: { $grade }
mail-score-total = Total { $total }
mail-score-link = Open:
bulletin-superseded = Another edition of the scores has taken this one’s place: a draft of it is not issued any more; one that was issued may be put right by a bulletin of the new edition.
assess-own-published = { $unit }: { $period }, result
assess-own-card = The scorecard, with the sum and the cause of every point

# sheets: filling in
sheets = Tables
sheets-or-nil = (a table without data may stay empty; if all do, report that there is nothing)
sheet-fill-in = Fill in
sheet-fill-in-name = Fill in “{ $form }”
sheet-is-reading = reading the file, { $n } rows so far
sheet-was-refused = the file could not be read
sheet-rows = { $n ->
    [one] 1 row
   *[other] { $n } rows
}
sheet-rows-faulty = { $n } wrong
sheet-rows-late = { $n } late
sheet-as-sent = { $n ->
    [one] 1 row as sent last time
   *[other] { $n } rows as sent last time
}
sheet-empty = not filled in
sheet-of = { $form } · { $name }
sheet-table = Rows of “{ $form }”
sheet-line = Row
sheet-wrong = What is wrong
sheet-typed = typed
sheet-late = late
sheet-withdrawn = struck out
sheet-edit-row = Edit row { $line }
sheet-edit-typed = Edit the row
sheet-reading = Reading “{ $name }”
sheet-reading-so-far = { $n } rows so far.
sheet-reading-leave = You may leave this page; the reading goes on.
sheet-look-again = Look again
sheet-refused = “{ $name }” could not be read
sheet-draft-stays = The draft is as it was.
sheet-draft = Draft
sheet-all-good = all in order
sheet-to-report = Go on to the report
sheet-lacking = Still no row for { $values }; each needs one.
sheet-mend = Mend wrong rows here one by one, or mend the file and upload it again. Rows in order are saved.
sheet-show-all = Show all rows
sheet-show-faulty = Show wrong rows only
sheet-no-rows = There are no rows yet.
sheet-add-row = Add a row
sheet-remove-row = Remove this row
sheet-remove-row-what = It leaves the draft only; what was sent stays.
sheet-remove-faulty = Remove wrong rows
sheet-remove-faulty-what = { $n } wrong rows leave the draft. This cannot be undone.
sheet-discard = Discard the draft
sheet-discard-what = All rows of the draft are removed; what was sent stays.
sheet-from-file = from the file “{ $name }”
sheet-from-paste = pasted
sheet-from-typing = typed row by row
sheet-from-copy = from the last report
sheet-from-merge = gathered from the units' accepted tables
sheet-held = The last report had { $n } rows; unless you change them, they are sent again.
sheet-held-look = Look
sheet-copy = Start from the last report's rows
sheet-nothing = Nothing is filled in yet. Fill in the template and upload it, paste a table, or type row by row.
sheet-replaces = A new file or table replaces this draft once it could be read.
sheet-merge = Gather from the units' tables
sheet-merge-help = Makes a draft of all units' accepted rows, which you can change.
sheet-template = Download the template
sheet-template-help = An Excel workbook with lists to choose from and notes on the headings.
sheet-file = Upload the table
sheet-file-help = .xlsx or .csv, up to { $limit } MB. Columns are found by their headings, in any order.
sheet-upload = Upload and check
sheet-paste = Or paste a table
sheet-pasted = What you copied from a spreadsheet, with its heading row
sheet-paste-help = In Excel or WPS select headings and data, copy, and paste here.
sheet-read-paste = Read and check
sheet-type-rows = Or type row by row
sheet-guide = What each column takes
sheet-choose = Choose
sheet-choose-for = Choose (given: { $given })
sheet-row-has-faults = { $n ->
    [one] One thing needs mending; nothing is saved yet.
   *[other] { $n } things need mending; nothing is saved yet.
}
sheet-row-empty = Fill in at least one field.
sheet-one-file = Upload one file at a time.
sheet-nothing-came = Choose a file, or paste a table.
sheet-not-a-table = This is no table. Upload an .xlsx workbook or a .csv file.
sheet-old-workbook = This is an old .xls workbook. Save it as .xlsx in Excel or WPS and upload that.
sheet-locked = The workbook has a password. Remove it and upload again.
sheet-broken = The workbook is damaged. Open it in Excel or WPS, save a copy, and upload that.
sheet-too-large = The workbook unpacks to too much. Remove other sheets, pictures and formatting, and keep the table.
sheet-encoding = The encoding of line { $line } is not known. Save as CSV in UTF-8, or as .xlsx.
sheet-quote = A quotation mark in line { $line } is not closed. Look at that line, or save as .xlsx.
sheet-no-head = No heading row of this table was found. It has columns such as “{ $columns }”; use the template.
sheet-lacks = The heading in row { $line } lacks { $columns }. Add them, or use the template.
sheet-twice = { $first } and { $second } both head “{ $column }”. Keep one of them.
sheet-merged = Cells { $cells } are merged, so that their column cannot be told. Unmerge them and upload again.
sheet-too-many-rows = More than { $max } rows. Report in several parts, or check whether this is the right file.
sheet-unreadable = The file could not be read. Upload it once more.
sheet-of-others = The sheet “{ $sheet }” was read; “{ $others }”, with the same headings, was not.
sheet-unknown = Columns not known and not read: { $columns }.
sheet-example-skipped = Row { $line } is the template's example and was passed over.
sheet-give-up = Stop reading
sheet-no-data = There are no rows below the headings. Fill some in and upload again.
sheet-row-changed = This row was changed in another window; nothing is saved yet. Look at it and save again.
sheet-merge-nothing = No unit's “{ $form }” has been accepted yet; there is nothing to gather.
sheet-will-be-late = will be late
sheet-open-row = Look at row { $line }
sheet-masked-open = Once accepted, a row's number opens it in full, which is put on record.
sheets-changed = A table was changed in another window; nothing is sent yet. Look at the numbers below and send again.
sheet-twins = { $n ->
    [one] One row duplicates a row of another report
   *[other] { $n } rows duplicate rows of other reports
}
sheet-twins-help = Compared by { $columns }. Check whether they were reported twice; if they are different matters, send them all the same.
sheet-twin = Row { $line } is row { $other } of { $unit }, { $period }
sheet-masked = Identity numbers, phones and the like are shown in part.
sheet-in-ledger = See them in the ledger
done-sheet-row-saved = The row is saved.
done-sheet-row-removed = The row is removed.
done-sheet-faulty-removed = Wrong rows are removed.
done-sheet-discarded = The draft is discarded.
fault-rows-missing = This report needs a table; fill it in before you send the report.
fault-rows-faulty = { $n ->
    [one] One row of “{ $form }” is wrong; mend it or take it out before you send the report.
   *[other] { $n } rows of “{ $form }” are wrong; mend them or take them out before you send the report.
}
fault-rows-lacking = “{ $form }” has no row for { $values }; add one for each before you send the report.
fault-rows-reading = The file of “{ $form }” is still being read; send the report when that is done.
# Report forms: what is wrong, and what to do
form-quoted = “{ $text }”
form-code-credit = unified social credit code
form-code-identity = identity number
form-fault-missing = Required: fill it in
form-fault-missing-since = Required where “{ $column }” is “{ $value }”: fill it in
form-fault-missing-filled = Required where “{ $column }” is filled: fill it in
form-fault-missing-without = Required where “{ $column }” is empty: fill in one of the two
form-fault-too-long = { $has } characters, { $most } at most: shorten it
form-fault-not-integer = Not a whole number: write digits only, without a unit or words
form-fault-not-number = Not a number: write digits only, without a unit or words
form-fault-places = { $places } decimals at most: check the unit, or round it
form-fault-too-small = Not below { $min }: check it
form-fault-too-large = Not above { $max }: check it
form-fault-not-date = Not a date: write it as 2026-03-05
form-fault-future = That day has not come yet: check the date
form-fault-no-such-day = There is no such day: check year, month and day
form-fault-not-code = None of the codes: choose from the list
form-fault-not-code-near = None of the codes; did you mean “{ $near }”? Choose from the list
form-fault-length = The { $code } has { $wanted } characters, here are { $has }: check it against the document
form-fault-letter = “{ $letter }” cannot be character { $at } of the { $code }: check it against the document
form-fault-birthday = Digits 7 to 14 of the identity number are no date of birth: check it against the document
form-fault-check-character = The last character of the { $code } should be “{ $wanted }”: check it against the document
form-fault-not-phone = Not a telephone number: 11 digits of a mobile, or area code and number such as 0434-3262345
form-fault-not-email = Not an e-mail address: it should look like name@example.cn
form-fault-formula = The formula has no result in the file: put the value in its place and upload again
form-fault-sheet-error = The cell shows the error { $error }: correct the formula, or write the value
form-fault-digits-lost = The number was kept as a figure and its last digits are lost: format the column as text and write it again
form-fault-above = Greater than “{ $column }”: check both
form-fault-later = Later than “{ $column }”: check both dates
form-fault-none-of = Fill in at least one of { $columns }
form-fault-several-of = Fill in only one of { $columns }: remove the others
form-fault-repeats = The same as line { $line } (by { $columns }): remove one or correct it
form-fault-repeats-typed = The same as another row (by { $columns }): remove one or correct it
form-fault-too-long-after = Should be within { $days } working days after “{ $column }”: check both dates
form-fault-example = This is the template’s example: remove it
form-kind-text = Text of { $most } characters at most
form-kind-integer = A whole number
form-kind-decimal = A number with { $places } decimals at most
form-kind-date = A date such as 2026-03-05
form-kind-code = One of: { $choices }
form-kind-credit-code = A unified social credit code of 18 characters
form-kind-identity-number = An identity number of 18 characters
form-kind-phone = A mobile number, or a landline with its area code
form-kind-email = An e-mail address
form-need-required = Required
form-need-optional = Optional
form-need-when-one-of = Required where “{ $column }” is { $values }
form-need-when-filled = Required where “{ $column }” is filled
form-need-when-empty = Required where “{ $column }” is empty
form-rule-at-most = “{ $low }” is not greater than “{ $high }”
form-rule-not-later = “{ $low }” is not later than “{ $high }”
form-rule-some-of = At least one of { $columns } is filled
form-rule-one-of = Exactly one of { $columns } is filled
form-rule-unique = No two rows have the same { $columns }
form-rule-unique-in-district = Rows with the same { $columns } in any unit and period are pointed out as twins
form-rule-not-future = “{ $date }” is not after the day of filling in
form-rule-every-choice = Each kind of “{ $column }” has a row or more
form-rule-within-after = “{ $date }” lies within { $days } working days after “{ $after }”
form-rule-reported-within = Reported within { $days } working days of “{ $date }”; later ones count as late
form-rule-identity-number = “{ $column }” is a valid identity number
form-rule-identity-number-when = “{ $column }” is a valid identity number where “{ $other }” is { $values }

# Contacts
unit-contacts = Contacts
unit-contacts-none = No { $form } has been accepted yet.
unit-contacts-role = Role
unit-contacts-post = Post
unit-contacts-phone = Telephone
unit-contacts-from = From:{" "}
unit-contacts-sent = , sent by { $sender } on{" "}
unit-contacts-no-account = { $name }, liaison officer, has no account yet.
unit-contacts-invite = Invite the liaison officers
invite-named =
    { $count ->
        [one] The liaison officers that one unit named have no account yet
       *[other] The liaison officers that { $count } units named have no account yet
    }
invite-named-help = Their lists have been accepted. Choose a unit: the list is filled in, check it and invite.
# Merged ledgers
nav-ledgers = Ledgers
rows-help = The rows of every unit's accepted reports, put together by form.
rows-no-forms = No form of this plan asks for rows.
rows-form = Form
rows-count = Rows
rows-units-sent = Units that have sent
rows-units-missing = Units that have not
rows-units = { $n } units
rows-row = see the row
rows-all-sent = All have sent
rows-none = No rows have been accepted yet. They appear here once the reports that hold them are accepted.
rows-none-found = No rows match. Try a wider filter.
rows-filter = Filter the ledger
rows-search = Find
rows-holds = Code
rows-from = Sent from
rows-until = Sent until
rows-late-only = Late only
rows-all-columns = All columns
rows-figures = { $rows } rows from { $units } units.
rows-figures-late = { " " }{ $n } of them late.
rows-gathered = Gathered for:
rows-in-full = This page shows personal data in full, and that you looked has been logged. Do not pass it on; close it when done.
rows-line = row { $n }
rows-sent = Sent
rows-sender = Sent by
rows-revision = Time sent
rows-file-line = Line of the file
rows-report = Report
rows-report-open = open the report
rows-remarks = Remarks
rows-twin = Duplicate
rows-twins = The same elsewhere
rows-twins-help = These rows have the same { $columns }. Check with the units; whoever is in error has theirs corrected or struck out.
rows-twins-more = and more, { $n } in all
rows-corrected = Corrected
rows-withdrawn = This row was struck out and counts no more.
rows-origin = Where it came from
rows-accepted = Accepted
rows-report-by = To be reported by
rows-reported-on = Reported on
rows-late-mark = Late
rows-corrections = Corrections
rows-refused-hidden = { $columns }, not shown here, will not do either: see it in full first.
rows-nothing = (empty)
rows-correct = Correct the row
rows-correct-help = Change only what is wrong. What stood before, what stands now, the reason, the time and your name are kept and shown to the unit; figures that are counted from rows are corrected along.
rows-correct-hidden = Personal data stays as it is; to correct that, ask to see it in full first.
rows-withdraw = Strike out the row
rows-withdraw-help = A row that is a duplicate or should not have been sent can be struck out. It leaves the ledger, the counts and the search for duplicates; what it said is kept. This cannot be taken back.
rows-withdraw-reason = Why it is struck out
rows-refused-withdrawn = This row has been struck out. Nothing was changed.
rows-refused-stale = Somebody else has corrected this row since you opened the page. Your change was not saved: compare what stands now with what you typed, and send it again.
rows-refused-nothing = Nothing was corrected: every column is what it was.
rows-refused-empty = Every cell is empty. To remove the row, strike it out.
rows-refused-faults = Not saved. Please correct what is marked.
rows-disclose = See in full
rows-disclose-help = Identity numbers, phones and other personal data are shown in part. If your work needs them in full, say what for: who saw what, when, from where and why is logged.
rows-purpose = Purpose
rows-disclose-page = See this page in full
rows-disclose-row = See this row in full
rows-disclose-xlsx = Export in full (Excel)
rows-disclose-csv = Export in full (CSV)
rows-disclosures = Log of looking
rows-disclosures-help = Who has seen or exported personal data in full, and what for.
rows-disclosures-none = Nobody has seen personal data in full yet.
rows-what = What
rows-what-page = A page of the ledger
rows-what-row = One row
rows-what-xlsx = Export (Excel)
rows-what-csv = Export (CSV)
rows-export-xlsx = Export to Excel
rows-export-csv = Export to CSV
act-row-withdrawn = Row struck out
detail-row = “{ $form }”, row { $row }: { $reason }
detail-row-columns = “{ $form }”, row { $row } ({ $columns }): { $reason }
done-row-corrected = Corrected. What stood before is kept among the corrections.
done-row-withdrawn = Struck out. The row is no longer in the ledger.
form-template-ordinal = No.
form-template-example = e.g.
form-template-codes = Codes
form-template-guide = How to fill in
form-template-choose = Please choose from the list.
form-template-date = Please give a date, for example 2026-03-05.
form-template-number = Please give a number without its unit.
form-template-length = At most { $most } characters.
form-template-code = Field code
form-template-label = Heading
form-template-need = Required
form-template-kind = What it takes
form-template-help = Help
form-template-how = Fill in the first sheet, one line for each record. Columns headed with * are required. The second row is an example and may stay or go. Columns may be moved; please leave their headings as they are and merge no cells.
