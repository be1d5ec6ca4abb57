### duban · messages. Every key is in both languages (a test compares them).

## Common
app-name = Duban
app-tagline = Tracking the social credit plan
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
