Profile: CcmOutreachTask
Parent: Task
Id: ccm-outreach-task
Title: "Planned work"
Description: "Something to be done for a patient, by a day: a call, a review, an attempt to enroll, an activity of the care plan. It is no time: time is entered when the work is done."
* extension contains
    CcmFrequency named frequency 0..1 MS and
    http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal named pertainsToGoal 0..* MS and
    CcmFurtherReason named furtherReason 0..* MS
* extension[frequency] ^short = "How often"
* extension[pertainsToGoal] ^short = "The goal of the care plan that it serves"
* extension[furtherReason] ^short = "Further conditions that it is for"
* basedOn MS
* basedOn ^short = "The care plan that it is an activity of"
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
* performerType MS
* performerType ^short = "Which role is to do it"
* owner only Reference(Practitioner or PractitionerRole or CareTeam or Organization)
* owner MS
* owner ^short = "Who is to do it; absent: whoever takes it"
* reasonCode MS
* reasonCode ^short = "Why"
* reasonReference MS
* reasonReference ^short = "The condition that it is for"
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
