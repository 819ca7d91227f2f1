Profile: CcmTimeEntry
Parent: Task
Id: ccm-time-entry
Title: "Time entry"
Description: "Somebody's time for a patient. Every Task with an activity code is one, whether it claims this profile or not. A running timer is one in progress."
* extension contains
    CcmMinutes named minutes 0..1 and
    CcmEmOverride named emOverride 0..1
* status from CcmTimeEntryStatusVS (required)
* intent = #order
* code 1..1
* code from CcmActivityVS (required)
* for 1..1
* for only Reference(Patient)
* owner 1..1
* owner only Reference(Practitioner or PractitionerRole)
* focus only Reference(EpisodeOfCare)
* executionPeriod 1..1
* executionPeriod.start 1..1
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

Profile: CcmMdm
Parent: Observation
Id: ccm-mdm
Title: "Medical decision making of a month"
Description: "How complex the medical decision making was, as the billing practitioner found it: complex codes need it moderate or high."
* code = CcmObservation#mdm-level
* subject 1..1
* subject only Reference(Patient)
* effective[x] only dateTime
* effective[x] 1..1
* performer 1..*
* performer only Reference(Practitioner or PractitionerRole)
* value[x] only CodeableConcept
* value[x] 1..1
* value[x] from MdmLevelVS (required)
