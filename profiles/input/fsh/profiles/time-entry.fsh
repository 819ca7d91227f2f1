Profile: CcmTimeEntry
Parent: Task
Id: ccm-time-entry
Title: "Time entry"
Description: "Somebody's time for a patient. Every Task with an activity code is one, whether it claims this profile or not. A running timer is one in progress; a pause ends it, going on makes the next."
* extension contains
    CcmMinutes named minutes 0..1 MS and
    CcmEmOverride named emOverride 0..1 MS and
    CcmCorrectionReason named correctionReason 0..1
* extension[minutes] ^short = "Whole minutes of a day without clock times, instead of an end"
* extension[emOverride] ^short = "Why it counts on the day of a visit with the biller"
* extension[correctionReason] ^short = "Why it was corrected"
* status MS
* status from CcmTimeEntryStatusVS (required)
* status ^short = "in-progress: a timer runs; completed: time was worked; else it no longer stands"
* intent = #order
* intent MS
* code 1..1 MS
* code from CcmActivityVS (required)
* code ^short = "What was done; decides whether it counts"
* for 1..1 MS
* for only Reference(Patient)
* for ^short = "For which patient"
* owner 1..1 MS
* owner only Reference(Practitioner or PractitionerRole)
* owner ^short = "Whose time it is; a role is the same person as its practitioner"
* performerType MS
* performerType from CcmStaffRoleVS (extensible)
* performerType ^short = "The owner's role in the practice; the server derives it"
* focus only Reference(EpisodeOfCare)
* focus MS
* focus ^short = "The enrollment; absent: the patient's only one that fits"
* executionPeriod 1..1 MS
* executionPeriod ^short = "From when to when, to the second"
* executionPeriod.start 1..1 MS
* executionPeriod.end MS
* note MS
* note ^short = "What was said and done"
* obeys ccm-time-entry-length and ccm-time-entry-minutes

ValueSet: CcmTimeEntryStatusVS
Id: ccm-time-entry-status
Title: "Statuses of a time entry"
Description: "A timer runs (in-progress), time has been worked (completed), or the entry no longer stands."
* ^experimental = false
* http://hl7.org/fhir/task-status#in-progress
* http://hl7.org/fhir/task-status#completed
* http://hl7.org/fhir/task-status#cancelled
* http://hl7.org/fhir/task-status#entered-in-error

Invariant: ccm-time-entry-length
Description: "A completed entry says how long it was: by its end, or by minutes."
Severity: #error
Expression: "status != 'completed' or executionPeriod.end.exists() or extension.where(url = 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-minutes').exists()"

Invariant: ccm-time-entry-minutes
Description: "Minutes stand instead of clock times, not beside an end that has one."
Severity: #error
Expression: "extension.where(url = 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-minutes').empty() or executionPeriod.end.empty() or executionPeriod.end.toString().length() <= 10"
