Profile: CcmOutreachTask
Parent: Task
Id: ccm-outreach-task
Title: "Planned work"
Description: "Something to be done for a patient, by a day: a call, a review, an attempt to enroll. It is no time: time is entered when the work is done."
* status MS
* status ^short = "requested until somebody takes it, then accepted, in-progress, completed"
* intent MS
* priority MS
* code MS
* code ^short = "What kind of work"
* description MS
* description ^short = "What is to be done, in words"
* focus MS
* focus ^short = "What it is about: the enrollment, the care plan"
* for 1..1 MS
* for only Reference(Patient)
* for ^short = "For which patient"
* authoredOn MS
* requester MS
* owner only Reference(Practitioner or PractitionerRole or CareTeam or Organization)
* owner MS
* owner ^short = "Who is to do it; absent: whoever takes it"
* reasonCode MS
* reasonCode ^short = "Why"
* note MS
* restriction 1..1 MS
* restriction.period 1..1 MS
* restriction.period.end 1..1 MS
* restriction.period.end ^short = "By when"
* obeys ccm-outreach-no-time

Invariant: ccm-outreach-no-time
Description: "Planned work has no activity code of care management: with one it would be time."
Severity: #error
Expression: "code.coding.where(system = 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity').empty()"
